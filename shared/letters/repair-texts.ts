import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type RepairQuestion, repairVerdict } from '../repairs/repair-rule.ts';
import { dateWords, figure } from './wording.ts';

/** From when repair may be asked for, as a letter of a day says it; a rule that is not established says so with its basis. */
export const repairTexts = (question: Omit<RepairQuestion, 'today'>, today: CalendarDate) => {
  const verdict = repairVerdict({ ...question, today });
  if (verdict.by !== 'authority') return {};
  const { date, established, basis } = verdict.earliest;
  return {
    ...(date > question.decisionDate ? { earliestRepair: dateWords(date) } : { repairAtOnce: figure(1) }),
    ...(!established && { repairBasis: basis }),
  };
};
