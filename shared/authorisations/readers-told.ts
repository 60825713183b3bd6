import { beijingDate } from '../kernel/beijing-time.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Telling } from '../withdrawal-ledger/telling.ts';
import type { Authorisation } from './authorisation.ts';
import { holdsOn } from './give.ts';

/** What a version of a record means to readers: whom it is told to, and what the ledger notes of that. */
export interface ReadersTold {
  readonly notifications: readonly Notification[];
  readonly tellings: readonly Telling[];
}

const NOBODY: ReadersTold = { notifications: [], tellings: [] };

/**
 * Whether readers may hear of a version at all: it is the first that is shared, and of no person (I6). What becomes of the record later, everyone
 * hears who stands in the ledger, whether the authorisation still holds or not (I4).
 */
export const concernsReaders = ({ told, version, subject }: CreditRecord): boolean =>
  subject.category !== 'person' && told?.since === version;

const isTold = (given: Authorisation, { kind, change }: CreditRecord): boolean =>
  given.subscribed !== undefined &&
  given.subscribed.at <= change.at &&
  given.kinds.some((one) => one === kind) &&
  holdsOn(given, beijingDate(change.at));

/** The readers that one subject authorised and that asked to be told, each once: as the authorisations stand now. */
export const readersTold = (
  record: CreditRecord,
  authorisations: readonly Authorisation[],
  idOf: (text: string) => string,
): ReadersTold => {
  if (!concernsReaders(record)) return NOBODY;
  const { id: about, version, change } = record;
  const { at } = change;
  const own = [record.department, ...(record.told?.recipients ?? [])];
  const told = authorisations.filter((given) => isTold(given, record) && !own.includes(given.reader));
  const recipients = [...new Set(told.map(({ reader }) => reader))];
  return {
    notifications: recipients.map((recipient) => notification(record, { type: 'record.posted', recipient, at }, idOf)),
    tellings: told.map(({ id: purpose, reader: recipient }) => ({
      about,
      recipient,
      channel: 'subscription',
      purpose,
      at,
      version,
    })),
  };
};
