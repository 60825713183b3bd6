import type { Duty } from '../clocks/duty.ts';
import { addDays, beijingDate, calendarDate, parseCalendarDate } from '../kernel/beijing-time.ts';
import { addWorkingDays, calendarCovers } from '../kernel/working-calendar.ts';
import { findingOf } from './finding.ts';
import findingTerms from './finding-terms.json' with { type: 'json' };
import { kindDefinition } from './kinds/kinds.ts';
import { endedOn } from './publicity.ts';
import type { CreditRecord } from './record.ts';

const TERMS = findingTerms.terms.map(({ from, workingDays }) => ({ from: calendarDate(from), workingDays }));

/** How far ahead the calendar must reach for a period and its stages. */
const AHEAD_DAYS = 60;

/**
 * That its unit finds whether a commitment was kept, once its last day is over: from then on, or from the day on which it came, if that was later.
 * Of a held record nothing is owed yet, of one that ended nothing any more.
 */
export const findingDuty = (record: CreditRecord): readonly Duty[] => {
  const { outcome } = kindDefinition(record.kind);
  const lastDay = outcome && parseCalendarDate(record.content[outcome.holdsUntil]);
  if (lastDay === undefined || record.holds.length > 0) return [];
  const receivedOn = beijingDate(record.receivedAt);
  const since = lastDay > receivedOn ? lastDay : receivedOn;
  const term = TERMS.findLast(({ from }) => from <= since);
  if (term === undefined || !calendarCovers(since) || !calendarCovers(addDays(since, AHEAD_DAYS))) return [];
  const [doneOn, releasedOn] = [findingOf(record)?.on, endedOn(record)];
  const left = releasedOn && { releasedOn };
  const due = addWorkingDays(since, term.workingDays);
  return [{ name: 'find-fulfilment', since, due, ...(doneOn ? { doneOn } : left) }];
};
