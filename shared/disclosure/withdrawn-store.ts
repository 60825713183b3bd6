import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { addDays, beijingMidnight, type CalendarDate, toEpochSeconds } from '../kernel/beijing-time.ts';
import { WithdrawnNotice } from './withdrawn.ts';

/** Notices of entries that ended by a statutory verb. */
export interface WithdrawnStore {
  /** Adds notices; one that is there stays the same. */
  put(notices: readonly { readonly recordId: string; readonly notice: WithdrawnNotice }[]): Promise<void>;
  /** Those dated `first` or later. */
  since(first: CalendarDate): Promise<readonly WithdrawnNotice[]>;
}

/** They are stated for 30 days; the rest is room for a publisher that stood still. */
const KEPT_DAYS = 60;

const keys = {
  partition: 'WITHDRAWN',
  item: (recordId: string, withdrawnOn: CalendarDate) => ({ pk: keys.partition, sk: `${withdrawnOn}#${recordId}` }),
};

const Item = WithdrawnNotice.strip();

/** Notices in the derived table: `WITHDRAWN` / `<withdrawnOn>#<recordId>`. */
export const withdrawnStore = (client: DynamoDBDocumentClient, table: string): WithdrawnStore => ({
  put: (notices) =>
    batches(client, table).put(
      notices.map(({ recordId, notice }) => ({
        ...keys.item(recordId, notice.withdrawnOn),
        ...notice,
        expiresAt: toEpochSeconds(beijingMidnight(addDays(notice.withdrawnOn, KEPT_DAYS))),
      })),
    ),

  since: async (first) => {
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk >= :first',
      ExpressionAttributeValues: { ':pk': keys.partition, ':first': first },
    };
    const found: WithdrawnNotice[] = [];
    for await (const { Items } of paginateQuery({ client }, query)) found.push(...z.array(Item).parse(Items ?? []));
    return found;
  },
});
