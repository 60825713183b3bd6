import type { DecideDeps } from '../disclosure/decide.ts';
import type { EntryState } from '../disclosure/entry-state.ts';
import type { EntryStateStore } from '../disclosure/entry-state-store.ts';
import type { PendingChange, PendingStore } from '../disclosure/pending-store.ts';
import type { RecordStanding } from '../disclosure/publication-source.ts';
import { statedSince, type WithdrawnNotice } from '../disclosure/withdrawn.ts';
import type { WithdrawnStore } from '../disclosure/withdrawn-store.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { awaitsPublication } from './awaits-publication.ts';

export interface AwaitedPublicationsDeps {
  readonly pending: Pick<PendingStore, 'all'>;
  readonly withdrawn: Pick<WithdrawnStore, 'since'>;
  readonly states: Pick<EntryStateStore, 'get'>;
  readonly publisher: DecideDeps;
  readonly today: CalendarDate;
}

/** What the publisher knows, and what it would do if it looked. */
export interface AwaitedPublications {
  readonly today: CalendarDate;
  statesOf(ids: readonly string[]): Promise<ReadonlyMap<string, EntryState>>;
  /** Whether a head waits for the publisher and nothing makes it look. */
  isAwaited(
    head: { readonly pending: PendingChange; readonly standing: RecordStanding },
    state: EntryState | undefined,
  ): boolean;
}

const noticeText = ({ withdrawnOn, departmentCode, documentNumber }: WithdrawnNotice): string =>
  `${withdrawnOn} ${departmentCode} ${documentNumber}`;

/** Reads, before the register is, what waits for the publisher and which ends are stated. */
export const awaitedPublications = async (deps: AwaitedPublicationsDeps): Promise<AwaitedPublications> => {
  const { today, publisher } = deps;
  const since = statedSince(today);
  const stated = new Set((await deps.withdrawn.since(since)).map(noticeText));
  const waiting = new Map((await deps.pending.all()).map(({ recordId, version }) => [recordId, version]));
  const isStated = (notice: WithdrawnNotice) => notice.withdrawnOn < since || stated.has(noticeText(notice));
  return {
    today,
    statesOf: (ids) => deps.states.get(ids),
    isAwaited: (head, state) =>
      awaitsPublication(publisher, head, { state, waiting: waiting.get(head.pending.recordId), isStated }, today),
  };
};
