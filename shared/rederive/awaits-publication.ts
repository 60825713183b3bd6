import { type DecideDeps, decide } from '../disclosure/decide.ts';
import type { EntryState } from '../disclosure/entry-state.ts';
import type { PendingChange } from '../disclosure/pending-store.ts';
import type { RecordStanding } from '../disclosure/publication-source.ts';
import type { WithdrawnNotice } from '../disclosure/withdrawn.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';

/** What the publisher knows of a record. */
export interface KnownToPublisher {
  readonly state: EntryState | undefined;
  /** The version that waits for it, if one does. */
  readonly waiting: number | undefined;
  /** Whether a notice of an end is kept, or too old to be stated. */
  readonly isStated: (notice: WithdrawnNotice) => boolean;
}

/**
 * Whether the publisher would do something about a head, if it looked at it, and nothing makes it look. It is asked by its own
 * decision: that alone knows of a record without a public entry whether it was ever looked at, or need not be.
 */
export const awaitsPublication = (
  deps: DecideDeps,
  { pending, standing }: { readonly pending: PendingChange; readonly standing: RecordStanding },
  { state, waiting, isStated }: KnownToPublisher,
  today: CalendarDate,
): boolean => {
  if (waiting !== undefined && waiting >= pending.version) return false;
  // What is due by its date is looked at by every run.
  if (state?.due && state.due.on <= today) return false;
  const { version: _, ...ref } = pending;
  const decided = decide(deps, { ref, known: state, standing }, today);
  if (decided.change) return true;
  if (decided.state && canonicalJson(decided.state) !== canonicalJson(state)) return true;
  return decided.notice !== undefined && !isStated(decided.notice);
};
