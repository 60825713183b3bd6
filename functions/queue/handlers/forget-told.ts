import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { listedUnder } from '../../../shared/retention/told-retention.ts';
import type { RemoveReopens } from '../../../shared/withdrawal-ledger/reopen-removal-store.ts';
import type { ToldStore } from '../../../shared/withdrawal-ledger/told-store.ts';

export interface ForgetToldDeps {
  readonly told: Pick<ToldStore, 'of' | 'forget'>;
  readonly removeReopens: RemoveReopens;
  readonly due: Pick<RetentionDueStore, 'note' | 'notedVersion'>;
}

/**
 * Forgets who was told of what was erased, when the term of that is over too: the listed decisions first, which are found by the tellings. Who
 * dies between finds the rest the next night.
 */
export const forgetTold = async (deps: ForgetToldDeps, { id, key }: WorkOf<'retain'>): Promise<void> => {
  const version = await deps.due.notedVersion(id);
  if (version === undefined) return;
  const tellings = await deps.told.of(id);
  await deps.removeReopens(listedUnder(tellings, digestId), 'open');
  await deps.told.forget(tellings);
  await deps.due.note({ id, version, key, what: 'told' });
};
