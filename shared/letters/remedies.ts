import { bodyOf } from '../bodies/bodies.ts';
import { type Handover, remediesOn, remediesUntil } from '../cases/due-process.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import data from './remedies.json' with { type: 'json' };

/**
 * Whether somebody's decisions are no administrative acts: a court's, which the court itself corrects, or those of an association or a credit-reference
 * body, against which its own rules and civil law help.
 */
const isNoAuthority = (department: string): boolean =>
  data.courts.includes(department) || bodyOf(department) !== undefined;

/** How what a department decided can be appealed by the law of a day, and who reviews it; undefined of who is no authority. */
export const remediesAgainst = (
  department: string,
  day: CalendarDate,
): (ReturnType<typeof remediesOn> & { readonly reviewedBy: Label }) | undefined => {
  if (isNoAuthority(department)) return undefined;
  const { directlyLed, reviewedBy } = data;
  const isLedFromAbove = directlyLed.departments.includes(department);
  return { ...remediesOn(day), reviewedBy: isLedFromAbove ? directlyLed.reviewedBy : reviewedBy };
};

/** Until when, that day included, review and court may be asked, of what a department served; undefined of who is no authority. */
export const appealDeadlines = (
  department: string,
  handover: Handover,
): { readonly review: Deadline; readonly suit: Deadline } | undefined =>
  isNoAuthority(department) ? undefined : remediesUntil(handover);
