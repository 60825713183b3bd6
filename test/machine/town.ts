import type { CaseContext } from '../../shared/cases/case-context.ts';
import type { ListsOnDay } from '../../shared/cases/case-lists.ts';
import type { Role } from '../../shared/http/operation.ts';
import type { Instrument } from '../../shared/instruments/instrument.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../shared/kernel/beijing-time.ts';
import { BEHAVIOURS, INSTRUMENTS, MEASURES } from '../builders/joint-cases.ts';

/** Subjects of a history: two organisations, each with a responsible person. */
export const SUBJECTS = [
  { key: 'ORG#one', category: 'organisation', name: '甲公司' },
  { key: 'ORG#two', category: 'organisation', name: '乙公司' },
  { key: 'PERSON#one', category: 'person', name: '甲某' },
  { key: 'PERSON#two', category: 'person', name: '乙某' },
] as const;

/** What the seconds of a history rest on: two small lists, and the register of instruments as it is now. */
export interface Town {
  /** Makes what lies in a shared table this history's own. */
  readonly suffix: string;
  readonly instruments: Map<string, Instrument>;
}

const renamed = (suffix: string) => (code: string) => `${code}${suffix}`;

export const openTown = (suffix: string): Town => ({
  suffix,
  instruments: new Map(
    INSTRUMENTS.map((entry) => [`${entry.code}${suffix}`, { ...entry, code: `${entry.code}${suffix}` }]),
  ),
});

/** The lists on a day; their edition never changes, the instruments do. */
export const listsOf = ({ suffix, instruments }: Town, day: CalendarDate): ListsOnDay => ({
  day,
  behaviours: {
    edition: 1,
    entries: BEHAVIOURS.map((entry) => ({
      ...entry,
      bases: entry.bases.map(renamed(suffix)),
      ...(entry.persons && { persons: entry.persons.map((one) => ({ ...one, basis: `${one.basis}${suffix}` })) }),
    })),
  },
  measures: {
    edition: 1,
    entries: MEASURES.map((entry) => ({
      ...entry,
      bases: entry.bases.map(renamed(suffix)),
      binds: entry.obligation === 'obligatory' ? ['procurement-qualification'] : [],
    })),
  },
  instruments,
});

/** Who acts at a moment. */
export const actorAt = (at: Instant, department: string, name: string, ...roles: readonly Role[]): CaseContext => ({
  by: { department, officer: `${department}/${name}`, at },
  roles,
  today: beijingDate(at),
});
