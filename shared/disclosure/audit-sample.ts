import { type CalendarDate, calendarDate, compareDates } from '../kernel/beijing-time.ts';
import { elementOf } from './delta.ts';
import type { Published } from './entry-state.ts';
import { listPathOf, lookupOf } from './files.ts';
import { isOutdated } from './notes.ts';

/** Everything is compared once in so many nights: a month of versions is a month in which something wrong can be told from something lost. */
export const NIGHTS = 28;

const ANY_DAY: CalendarDate = calendarDate('2026-01-01');

/** Which of the nights a day's is. */
export const nightOf = (day: CalendarDate): number => ((compareDates(day, ANY_DAY) % NIGHTS) + NIGHTS) % NIGHTS;

/** Hex digits by which files are shared out among the nights: as many as name a look-up file. */
const DIGITS = 4;

/** Whether what a digest (lower-case hex) stands for is compared in a night. */
export const isOfNight = (digest: string, night: number): boolean =>
  Number.parseInt(digest.slice(0, DIGITS), 16) % NIGHTS === night;

/** What the notes of all entries say of the files that are compared tonight. */
export interface AuditSample {
  /** Look-up files: the element of each entry, by publicId. */
  readonly lookups: Map<string, Map<string, string>>;
  /** Lists: the publicIds of their rows. */
  readonly lists: Map<string, Set<string>>;
  /** Look-up files with an entry that another release wrote: their pages are written anew anyway. */
  readonly outdated: Set<string>;
}

export const emptySample = (): AuditSample => ({ lookups: new Map(), lists: new Map(), outdated: new Set() });

/** Notes an entry in tonight's sample, if it lies in a file of it. */
export const noteInSample = (
  { lookups, lists, outdated }: AuditSample,
  { publicId, published }: { readonly publicId: string; readonly published: Published },
  { night, sha256 }: { readonly night: number; readonly sha256: (text: string) => string },
): void => {
  const [lookup, list] = [lookupOf(published), listPathOf(published)];
  if (lookup !== undefined && isOfNight(published.subject ?? '', night)) {
    const elements = lookups.get(lookup) ?? new Map<string, string>();
    lookups.set(lookup, elements.set(publicId, elementOf(publicId, published)));
    if (isOutdated(published)) outdated.add(lookup);
  }
  if (list !== undefined && isOfNight(sha256(list), night))
    lists.set(list, (lists.get(list) ?? new Set()).add(publicId));
};
