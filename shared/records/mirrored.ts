import { addDays, beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import data from './mirror-terms.json' with { type: 'json' };

/** Where an entry is mirrored from, by whose word it stands, and as of when that was said last. */
export interface Mirrored {
  /** Code of who gave it. */
  readonly from: string;
  /** The moment of which the source spoke. */
  readonly asOf: Instant;
  /** When that came. */
  readonly refreshedAt: Instant;
}

const TERMS: readonly { readonly from: string; readonly days: number }[] = data.terms.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** The first day on which a mirrored entry is stale, unless its source confirms it before: by date, so that no sweep has to come. */
export const staleFrom = ({ asOf }: Pick<Mirrored, 'asOf'>): CalendarDate => {
  const day = beijingDate(asOf);
  return addDays(day, TERMS.find(({ from }) => from <= day)?.days ?? 0);
};

/** Whether an entry is mirrored and was not confirmed in time: it is neither public nor a finding. */
export const isStale = ({ mirrored }: { readonly mirrored?: Mirrored }, today: CalendarDate): boolean =>
  mirrored !== undefined && staleFrom(mirrored) <= today;
