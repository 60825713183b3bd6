import type { CalendarDate } from '../kernel/beijing-time.ts';
import { candidatesFor, readsAsInitials } from './candidates.ts';
import { GRAM_LENGTH } from './grams.ts';
import { hasInitials, parseInitials } from './initials-pattern.ts';
import { normaliseName } from './normalise.ts';
import type { NameRow } from './pages.ts';
import { type IndexNotes, type ReadText, readNotes, readPage } from './read-index.ts';

/** An organisation that the name may mean: no finding about it. */
export interface NameLead {
  readonly name: string;
  /** Unified social credit code: the way to what is public about it. */
  readonly code: string;
  /** The first day on which none of its entries is public any more. */
  readonly until?: string;
}

/**
 * - `too-short`: fewer than two letters, digits or characters;
 * - `too-common`: every part of the query is in very many names; the leads are some of them, and others may be missing;
 * - `incomplete`: the index is being mended, leads may be missing;
 * - `unavailable`: there is no index, or it cannot be read.
 */
export type NameTrouble = 'too-short' | 'too-common' | 'incomplete' | 'unavailable';

export interface NameAnswer {
  readonly leads: readonly NameLead[];
  /** Whether there may be further leads: ask again with `from: next`. */
  readonly more: boolean;
  readonly next?: number;
  readonly trouble?: NameTrouble;
}

export interface NameSearch {
  readonly read: ReadText;
  /** Today in Beijing: who has no public entry from this day on is not shown. */
  readonly today: CalendarDate;
  /** Pages of names that earlier answers have taken already. @default 0 */
  readonly from?: number;
}

/** No name of the register is as long as this. */
const LONGEST_QUERY = 1_000;
/** Files for one answer, `names.json` among them. */
const REQUESTS = 6;
const FEWEST_PAGES = 2;
/** If no page held a lead, the next ones are read, so many times. */
const ROUNDS = 3;

/**
 * Organisations whose name contains a text, or whose initials in pinyin contain its letters: part of a name, full or
 * half width, any brackets or none. Reads static files alone: docs/disclosure-format.md, section 11. Rejects if `read`
 * does.
 */
export const searchNames = async (query: string, search: NameSearch): Promise<NameAnswer> => {
  if (query.length > LONGEST_QUERY) return { leads: [], more: false };
  const wanted = normaliseName(query);
  if ([...wanted].length < GRAM_LENGTH.g) return { leads: [], more: false, trouble: 'too-short' };
  try {
    const notes = await readNotes(search.read);
    return notes ? await answer(wanted, notes, search) : UNAVAILABLE;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return UNAVAILABLE;
  }
};

const UNAVAILABLE: NameAnswer = { leads: [], more: false, trouble: 'unavailable' };

const answer = async (wanted: string, notes: IndexNotes, search: NameSearch): Promise<NameAnswer> => {
  const { from = 0 } = search;
  const { pages, requests, tooCommon } = await candidatesFor(wanted, notes, search.read);
  const atOnce = Math.max(FEWEST_PAGES, REQUESTS - 1 - requests);
  let leads: readonly NameLead[] = [];
  let next = from;
  for (let round = 0; round < ROUNDS && leads.length === 0 && next < pages.length; round += 1) {
    const some = pages.slice(next, next + atOnce);
    next += some.length;
    const rows = await Promise.all(some.map((path) => readPage(search.read, path)));
    leads = leadsIn(rows.flat(), wanted, search.today);
  }
  const more = next < pages.length;
  const trouble = troubleOf(notes, tooCommon);
  return { leads, more, ...(more && { next }), ...(trouble && { trouble }) };
};

const troubleOf = ({ complete }: IndexNotes, tooCommon: boolean): NameTrouble | undefined => {
  if (tooCommon) return 'too-common';
  return complete ? undefined : 'incomplete';
};

const leadsIn = (rows: readonly NameRow[], wanted: string, today: CalendarDate): readonly NameLead[] =>
  rows
    .filter(([, name, initials, until]) => (until === undefined || until > today) && bears(name, initials, wanted))
    .map(([code, name, , until]) => ({ name, code, ...(until !== undefined && { until }) }))
    .sort((a, b) => a.name.length - b.name.length || order(a.name, b.name) || order(a.code, b.code));

const bears = (name: string, initials: string, wanted: string): boolean =>
  normaliseName(name).includes(wanted) || (readsAsInitials(wanted) && hasInitials(parseInitials(initials), wanted));

const order = (a: string, b: string): number => Number(a > b) - Number(a < b);
