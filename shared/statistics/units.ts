import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { CountedTask } from './joint-counted.ts';
import type { Unit } from './unit-store.ts';

const firstOf = (dates: readonly (CalendarDate | undefined)[]): CalendarDate | undefined =>
  dates.filter((date) => date !== undefined).toSorted()[0];

/** What tasks say of the units they were pushed to: since when each is obliged, and enrolled. Private bodies owe nothing and are no such units. */
export const unitsOf = (tasks: readonly CountedTask[]): readonly Unit[] => {
  const byDepartment = Map.groupBy(tasks, ({ department }) => department);
  return [...byDepartment].flatMap(([department, own]) => {
    const owed = own.flatMap(({ duties: { acknowledge, answer } }) => [acknowledge, answer].filter((duty) => !!duty));
    const obligedSince = firstOf(owed.map(({ since }) => since));
    const enrolledSince = firstOf(owed.map(({ doneOn }) => doneOn));
    return obligedSince === undefined
      ? []
      : [{ department, obligedSince, ...(enrolledSince !== undefined && { enrolledSince }) }];
  });
};

/** How many units were obliged by the end of a month, and how many of them enrolled by then. */
export const enrolment = (units: readonly Unit[], month: string) => {
  const by = (date: CalendarDate | undefined): boolean => date !== undefined && date.slice(0, 7) <= month;
  return {
    obliged: units.filter(({ obligedSince }) => by(obligedSince)).length,
    enrolled: units.filter(({ enrolledSince }) => by(enrolledSince)).length,
  };
};
