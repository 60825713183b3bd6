import type * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Asking, type Check, type CheckFile, measuresOf, owedOf } from './check.ts';
import type { CHECK_STATES, CheckSummaryView, CheckView } from './check-view.ts';

/** A check as it stands in a list. */
export const toCheckSummary = ({ purpose, askings: _, ...check }: Check): z.input<typeof CheckSummaryView> => ({
  ...check,
  ...(purpose !== '' && { purpose }),
});

const stateOf = (file: CheckFile, today: CalendarDate): (typeof CHECK_STATES)[number] => {
  const { dueOn } = file.check;
  if (measuresOf(file).length === 0) return 'clear';
  if (owedOf(file).length === 0) return 'answered';
  return dueOn !== undefined && dueOn < today ? 'overdue' : 'owed';
};

const askingView = ({ at, officer, receipt, answers }: Asking, forAuditor: boolean) => ({
  at,
  officer,
  subjects: answers.length,
  found: answers.flatMap(({ measures }, index) =>
    measures.length === 0 ? [] : [{ index, measures: measures.map(({ id }) => id) }],
  ),
  receipt,
  ...(forAuditor && { heads: answers.reduce((sum, { heads }) => sum + heads, 0) }),
});

/** A check with what was answered and what became of it. How much else there was only an auditor learns. */
export const toCheckView = (
  file: CheckFile,
  reader: { readonly today: CalendarDate; readonly forAuditor: boolean },
): z.input<typeof CheckView> => ({
  ...toCheckSummary(file.check),
  state: stateOf(file, reader.today),
  ...(file.decisionDocument !== undefined && { decisionDocument: file.decisionDocument }),
  measures: measuresOf(file).map((measure) => {
    const outcome = file.outcomes.get(measure.id);
    return { ...measure, ...(outcome && { outcome }) };
  }),
  askings: file.askings.map((asking) => askingView(asking, reader.forAuditor)),
});
