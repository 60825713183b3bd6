import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { beijingDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { Notification } from '../notifications/notification.ts';
import { instantImage } from '../register/head-image.ts';
import { isEndNotice } from './end-notice.ts';

/** What of a notice of an end is counted: never about what. */
export const CountedEndNotice = z.object({
  recipient: z.string(),
  at: instantImage,
  due: dateText,
  acknowledgedAt: instantImage.exactOptional(),
});
export type CountedEndNotice = z.output<typeof CountedEndNotice>;

/** Notices of ends by the month in which they were told. */
export interface EndNotices {
  /** All notices of a month (`YYYY-MM`, in Beijing), acknowledged or not; the index lags by moments, so that the next count has what this one missed. */
  told(month: string): Promise<readonly CountedEndNotice[]>;
}

/** A record that hundreds know of ends at one moment. */
const SHARDS = 4;

const partition = (month: string, shard: number): string => `end-notice#${month}#${shard}`;

/**
 * The attributes by which a notice of an end is found by its month; none for any other notification. The notice itself is what is counted, so
 * that no replay can count it twice.
 */
export const endNoticeKeys = (notification: Notification) =>
  isEndNotice(notification)
    ? {
        duePk: partition(beijingDate(notification.at).slice(0, 7), shardOf(notification.id, SHARDS)),
        dueSk: `${notification.due}#${notification.id}`,
      }
    : {};

export const endNotices = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): EndNotices => {
  const shard = async (month: string, number: number): Promise<readonly CountedEndNotice[]> => {
    const query = {
      TableName: deps.table,
      IndexName: 'due',
      KeyConditionExpression: 'duePk = :pk',
      ExpressionAttributeValues: { ':pk': partition(month, number) },
    };
    const found: CountedEndNotice[] = [];
    for await (const { Items = [] } of paginateQuery({ client: deps.client }, query))
      found.push(...z.array(CountedEndNotice).parse(Items));
    return found;
  };

  return { told: async (month) => (await Promise.all(allShards(SHARDS).map((one) => shard(month, one)))).flat() };
};
