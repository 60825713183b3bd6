import type { CaseWork } from '../cases/case-work.ts';
import type { CaseWorkQueue } from '../cases/case-work-queue.ts';
import type { ClockStore } from '../clocks/clock-store.ts';
import type { Clocked } from '../clocks/clocked.ts';
import type { PendingChange, PendingStore } from '../disclosure/pending-store.ts';
import type { PublicationQueue } from '../disclosure/publication-queue.ts';
import type { ExchangeEntries, Heard } from '../exchange/entry-store.ts';
import { heardOfRecord } from '../exchange/heard.ts';
import { type Notification, notificationsOf } from '../notifications/notification.ts';
import type { NotificationQueue } from '../notifications/notification-queue.ts';
import type { HeadKey } from '../register/head.ts';
import { asFirstDone } from '../register/replayed.ts';
import type { DisclosureCountStore } from '../statistics/disclosure-count-store.ts';
import { tellOfRecord } from '../withdrawal-ledger/tell-later.ts';
import { clockedRecord } from './duties.ts';
import { hasDisclosureClock } from './kinds/kinds.ts';
import type { CreditRecord } from './record.ts';

/** What must follow from a version of a record. Each part bears a key that follows from the record, so that doing it twice does it once. */
export interface Derived {
  readonly pending?: PendingChange;
  /** Absent of kinds that need not be public within seven working days: there is nothing to count. */
  readonly counted?: CreditRecord;
  readonly notifications: readonly Notification[];
  /** The clock of a withdrawal that waits for its second officer. */
  readonly clock?: { readonly clocked: Clocked; readonly key: HeadKey };
  /** What rests on a record follows its end; and it is told to those whom only the ledger knows. */
  readonly work?: readonly CaseWork[];
  /** What the exchange with the superior platform has to hear; absent of what is never given on. */
  readonly exchange?: Heard;
  /** Set where the publisher is not to wait for its schedule: what makes the request unique. */
  readonly publication?: string;
}

const clockOf = (record: CreditRecord, key: HeadKey): Pick<Derived, 'clock'> => {
  const clocked = clockedRecord(record);
  return clocked.duties.length === 0 ? {} : { clock: { clocked, key } };
};

const exchangeOf = (record: CreditRecord, key: HeadKey): Pick<Derived, 'exchange'> => {
  const exchange = heardOfRecord(record, key);
  return exchange === undefined ? {} : { exchange };
};

/** What a replayed version did when it was done first. */
const firstDone = ({ state, suspension, disclosure }: CreditRecord): CreditRecord['change']['action'] => {
  if (state === 'ended') return 'end';
  if (suspension !== undefined) return 'suspend';
  // Concealed once more; or as it was before versions that a restore lost: whoever knew them hears that it is otherwise.
  return disclosure?.public === false ? 'settle-objection' : 'correct';
};

/** All that follows from a version; `idOf` digests what makes a notification unique. */
export const derive = (given: CreditRecord, { pk, sk }: HeadKey, idOf: (text: string) => string) => {
  const record = asFirstDone(given, firstDone(given));
  return {
    pending: { recordId: record.id, recordPk: pk, recordSk: sk, version: record.version },
    ...(hasDisclosureClock(record.kind) && { counted: record }),
    notifications: notificationsOf(record, idOf),
    work: [
      ...tellOfRecord(record, { pk, sk }),
      ...(record.state === 'ended'
        ? [{ type: 'follow-end', what: 'record', id: record.id, key: { pk, sk }, version: record.version } as const]
        : []),
    ],
    ...clockOf(record, { pk, sk }),
    ...exchangeOf(record, { pk, sk }),
    // What may no longer be public does not wait for the next schedule.
    // A source that merely confirms what is mirrored from it changes nothing that could not wait.
    ...(record.change.action !== 'post' &&
      record.change.action !== 'refresh' && { publication: `${record.id}.${record.version}` }),
  } satisfies Derived;
};

/** Where it goes. */
export interface DerivedStores {
  readonly pending: Pick<PendingStore, 'put'>;
  readonly counts: Pick<DisclosureCountStore, 'note'>;
  readonly clocks: Pick<ClockStore, 'put'>;
  readonly notifications: NotificationQueue;
  readonly publications: PublicationQueue;
  readonly caseWork: CaseWorkQueue;
  readonly exchange: Pick<ExchangeEntries, 'hear'>;
}

/** Writes and sends what follows from a version; the publication is asked for when all else is there. */
export const carryOut = async (stores: DerivedStores, derived: Derived): Promise<void> => {
  const { pending, counted, clock, notifications, work, publication, exchange } = derived;
  if (pending) await stores.pending.put(pending);
  if (counted) await stores.counts.note(counted);
  if (clock) await stores.clocks.put(clock.clocked, clock.key);
  if (exchange) await stores.exchange.hear(exchange);
  await stores.notifications.send(notifications);
  if (work) await stores.caseWork.send(work);
  if (publication) await stores.publications.request('removal', publication);
};
