import type { CalendarDate } from '../kernel/beijing-time.ts';
import { addWorkingDays, type Deadline } from '../kernel/working-calendar.ts';
import data from './take-down-terms.json' with { type: 'json' };

const TERMS: readonly { readonly from: string; readonly workingDays: number }[] = data.terms.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** By when a second officer confirms or lifts what was taken down on a day. */
export const confirmBy = (takenDownOn: CalendarDate): Deadline => {
  const term = TERMS.find(({ from }) => from <= takenDownOn);
  if (term === undefined) throw new RangeError(`no term for take-downs holds on ${takenDownOn}`);
  return addWorkingDays(takenDownOn, term.workingDays);
};
