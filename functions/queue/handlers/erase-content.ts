import type { CaseWork, WorkOf } from '../../../shared/cases/case-work.ts';
import type { CaseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { headId } from '../../../shared/crypto/head-keys.ts';
import { addDays, beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { AnyHeads } from '../../../shared/retention/any-head-store.ts';
import { ledgerEntryOf } from '../../../shared/retention/ledger-entry.ts';
import type { Ledger } from '../../../shared/retention/ledger-store.ts';
import { PUT_AWAY, type PutAway } from '../../../shared/retention/put-away.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { dueAfterErasure, listedUnder } from '../../../shared/retention/told-retention.ts';
import { isSubjectKey } from '../../../shared/subjects/subject.ts';
import type { RemoveReopens } from '../../../shared/withdrawal-ledger/reopen-removal-store.ts';
import type { ToldStore } from '../../../shared/withdrawal-ledger/told-store.ts';

export interface EraseContentDeps {
  readonly heads: Pick<AnyHeads, 'eraseHistory'>;
  readonly due: Pick<RetentionDueStore, 'note'>;
  readonly ledger: Pick<Ledger, 'enter'>;
  readonly told: Pick<ToldStore, 'of' | 'forget'>;
  readonly removeReopens: RemoveReopens;
  readonly work: CaseWorkQueue;
  readonly now: () => Instant;
}

const PAGE = 100;
/** Versions that one message erases: a write each, well within the function's time. */
const PAGES_A_MESSAGE = 10;

/** Whose content may go on from the version that was reached. */
type Asked = WorkOf<'retain'> | WorkOf<'erase'>;

/**
 * Erases the content of a head that bears the word `erased` already: the ledger first, so that a restore cannot bring back what no ledger knows,
 * then version by version; last the decisions that were listed on it and are looked at. Whoever comes after a crash finds the rest; the last one lets the
 * subject be looked at, and notes until when it is kept who was told.
 */
export const eraseContent = async (deps: EraseContentDeps, away: PutAway, asked: Asked): Promise<void> => {
  const entry = ledgerEntryOf(PUT_AWAY, away);
  if (entry) await deps.ledger.enter([entry]);
  let after: number | undefined = asked.after;
  for (let page = 0; page < PAGES_A_MESSAGE && after !== undefined; page += 1) {
    after = (await deps.heads.eraseHistory(away.id, after, PAGE)).next;
  }
  if (after !== undefined) {
    const goOn: CaseWork = { ...asked, after };
    return deps.work.send([goOn]);
  }
  const { id, key } = away;
  const tellings = await deps.told.of(id);
  await deps.removeReopens(listedUnder(tellings, digestId));
  if (isSubjectKey(key.pk)) {
    const subject = { pk: key.pk, sk: 'SUBJECT' };
    const due = addDays(beijingDate(deps.now()), 1);
    await deps.due.note({ id: headId(subject), version: 1, key: subject, what: 'subject', due });
  }
  await deps.due.note(dueAfterErasure(away, tellings));
};
