import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { AUTHORISATIONS_PREFIX } from '../crypto/authorisation-keys.ts';
import type { NotificationQueue } from '../notifications/notification-queue.ts';
import type { CreditRecord } from '../records/record.ts';
import { headsIn, partitionPage } from '../register/partition-store.ts';
import type { ToldStore } from '../withdrawal-ledger/told-store.ts';
import type { Authorisation } from './authorisation.ts';
import { AUTHORISATION_HEAD } from './authorisation-store.ts';
import { concernsReaders, readersTold } from './readers-told.ts';

/** What a subject authorised, read consistently: what was taken back a moment ago is not in it as given. */
export type AuthorisationsOf = (subjectKey: string) => Promise<readonly Authorisation[]>;

export const authorisationsOf =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): AuthorisationsOf =>
  async (subjectKey) => {
    const query = {
      TableName: deps.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :authorisations)',
      ExpressionAttributeValues: { ':pk': subjectKey, ':authorisations': AUTHORISATIONS_PREFIX },
      ConsistentRead: true,
    };
    const found: Authorisation[] = [];
    for await (const { Items } of paginateQuery({ client: deps.client }, query)) {
      found.push(...headsIn(AUTHORISATION_HEAD, partitionPage(Items)).map(({ image }) => image));
    }
    return found;
  };

export interface TellReadersDeps {
  readonly authorisations: AuthorisationsOf;
  readonly told: Pick<ToldStore, 'note'>;
  readonly notifications: NotificationQueue;
  readonly idOf: (text: string) => string;
}

/** Tells the readers whom a version of a record concerns; noted first, so that nobody is told who would not hear of its end. */
export const tellReaders =
  ({ authorisations, told, notifications, idOf }: TellReadersDeps) =>
  async (record: CreditRecord): Promise<void> => {
    if (!concernsReaders(record)) return;
    const readers = readersTold(record, await authorisations(record.subject.key), idOf);
    await told.note(readers.tellings);
    await notifications.send(readers.notifications);
  };
