import {
  addMonths,
  beijingDate,
  type CalendarDate,
  earlier,
  type Instant,
  parseCalendarDate,
} from '../kernel/beijing-time.ts';
import { type RetentionTerm, retentionTermOf } from './retention-terms.ts';

/** What of a head decides how long it is kept. */
export interface Retained {
  /** Its entity, and a record's kind. */
  readonly of: string;
  readonly kind?: string | undefined;
  /** Where it stands, and since when: its last change. */
  readonly state?: string;
  readonly at?: Instant;
  /** End of the behaviour, or the decision's date where that is not known. */
  readonly act?: CalendarDate | undefined;
  /** Where its last day of validity is found. */
  readonly content?: Readonly<Record<string, unknown>>;
  readonly endedOn?: CalendarDate | undefined;
}

/** From `archiveOn` on a head is in the archive, from `eraseOn` on its content is gone. */
export interface RetentionDates {
  readonly archiveOn: CalendarDate;
  readonly eraseOn: CalendarDate;
}

type Running = Exclude<RetentionTerm, { starts: 'never' }>;

const earliest = (...dates: readonly (CalendarDate | undefined)[]): CalendarDate | undefined =>
  dates
    .filter((date) => date !== undefined)
    .reduce<CalendarDate | undefined>((found, date) => (found === undefined ? date : earlier(found, date)), undefined);

const closedOn = ({ closed = [] }: { readonly closed?: readonly string[] }, { state, at }: Retained) =>
  at !== undefined && closed.includes(state ?? '') ? beijingDate(at) : undefined;

/** The day from which the term runs; undefined while what is kept still runs (在列期间). */
const startOf = (term: Running, retained: Retained): CalendarDate | undefined => {
  const { act, content, endedOn } = retained;
  switch (term.starts) {
    case 'act':
      return act;
    case 'validity':
      return earliest(
        ...term.fields.map((field) => parseCalendarDate(content?.[field])),
        endedOn,
        closedOn(term, retained),
      );
    case 'end':
      return endedOn;
    case 'closed':
      return closedOn(term, retained);
    default:
      return term satisfies never;
  }
};

/** How long a head is kept by the rule in force on a day; undefined while no term runs. */
export const retentionDates = (retained: Retained, today: CalendarDate): RetentionDates | undefined => {
  const term = retentionTermOf(retained, today);
  if (term === undefined || term.starts === 'never') return undefined;
  const start = startOf(term, retained);
  const { endedOn } = retained;
  const archiveOn = earliest(
    start && addMonths(start, term.archiveMonths),
    endedOn && term.afterEndMonths !== undefined ? addMonths(endedOn, term.afterEndMonths) : undefined,
  );
  return archiveOn && { archiveOn, eraseOn: addMonths(archiveOn, term.eraseMonths) };
};
