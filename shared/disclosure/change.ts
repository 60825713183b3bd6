import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { PublicEntry } from './entry.ts';
import type { EntryState, Published } from './entry-state.ts';

/** A change of the public copy, and what the publisher knows of the record after it. */
interface Base {
  readonly publicId: string;
  readonly state: EntryState;
}

export interface Addition extends Base {
  readonly op: 'ADD';
  readonly after: Published;
  readonly entry: PublicEntry;
}

export interface Modification extends Base {
  readonly op: 'MOD';
  readonly before: Published;
  readonly after: Published;
  readonly entry: PublicEntry;
}

export interface Removal extends Base {
  readonly op: 'DEL';
  readonly before: Published;
  /** Set where the calendar ended it: nobody else tells the recipients. */
  readonly endedOn?: CalendarDate;
}

export type Change = Addition | Modification | Removal;

/**
 * What is known of a record once it is not public: it is looked at again on `again`, or when the register changes it.
 */
export const withdrawnState = (known: EntryState, again?: CalendarDate): EntryState => {
  const { published: _, due: __, ...rest } = known;
  return again === undefined ? rest : { ...rest, due: { what: 'enter', on: again } };
};

/**
 * The removals among changes, for a run that may add nothing. Of a modification the removal stays, since the old
 * content must not: the new one is looked at again by the next run.
 */
export const removalsOf = (changes: readonly Change[], today: CalendarDate): readonly Removal[] =>
  changes.flatMap((change): readonly Removal[] => {
    if (change.op === 'ADD') return [];
    if (change.op === 'DEL') return [change];
    return [
      { op: 'DEL', publicId: change.publicId, before: change.before, state: withdrawnState(change.state, today) },
    ];
  });

/** Never held back: fewer additions than this are a normal day of an authority that reports in lists. */
const ALWAYS_ALLOWED = 1_000;
/** More of the register than this at once is an import gone wrong, until somebody says otherwise. */
const SHARE_ALLOWED = 0.2;

/** The volume check: whether so many additions may go out unasked. Removals are never asked. */
export const volumeAllows = (additions: number, entries: number): boolean =>
  additions <= Math.max(ALWAYS_ALLOWED, Math.floor(entries * SHARE_ALLOWED));
