import { addDays, ageOn, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import type { PersonSubmission } from './subject.ts';

const ADULT = 18;

/** The day of the act, and its place in the request. */
interface ActDay {
  readonly date: CalendarDate | undefined;
  readonly pointer: string;
}

/** Nothing negative on anyone who was under eighteen at the act (I12), or whose age is not known. */
export const underAge = (person: PersonSubmission, { date, pointer }: ActDay): readonly Failure[] => {
  const birthDate = person.document.birthDate ?? person.birthDate;
  if (birthDate === undefined) return [{ kind: 'birth-date-required', pointer: '/subject/birthDate' }];
  if (date === undefined) return [{ kind: 'act-date-required', pointer }];
  // Full age begins on the day after the eighteenth birthday (法释〔2006〕1号, article 2).
  return ageOn(birthDate, addDays(date, -1)) < ADULT ? [{ kind: 'under-age', pointer }] : [];
};
