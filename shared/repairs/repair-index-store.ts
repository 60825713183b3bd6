import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { allShards, shardOf } from '../kernel/shards.ts';
import type { IndexAttributes } from '../register/head-kind.ts';
import type { LinkedPage } from '../register/link-index-store.ts';
import type { Repair } from './repair.ts';
import { isOpen } from './transitions.ts';

/** Which of a department's applications: those that wait for it, or all others. */
export const REPAIR_STATUSES = ['open', 'done'] as const;
export type RepairStatus = (typeof REPAIR_STATUSES)[number];

/** A department is never a partition key by itself; four spread its applications and are four small queries. */
const OWNER_SHARDS = 4;

const ownerPartition = (department: string, shard: number): string => `repair#${department}#${shard}`;

const position = (repair: Repair): string => {
  const { id, acceptBy, decideBy, application } = repair;
  return isOpen(repair) ? `open#${(decideBy ?? acceptBy).date}#${id}` : `done#${application.appliedOn}#${id}`;
};

/** Position in a department's list: status, date and id of the application before. */
export const REPAIR_POSITION = /^(open|done)#\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** An application is found by the department that decides, what waits for it by its day. */
export const repairIndexes = (repair: Repair): IndexAttributes => ({
  ownerPk: ownerPartition(repair.department, shardOf(repair.id, OWNER_SHARDS)),
  ownerSk: position(repair),
});

/** One page of a department's list as the index has it. */
export interface OwnedRepairsQuery {
  readonly department: string;
  readonly status: RepairStatus;
  /** @default from the beginning */
  readonly after: string | undefined;
  readonly limit: number;
}

const Owned = z.object({ pk: z.string(), sk: z.string(), ownerSk: z.string() });

/** BETWEEN includes the position itself, which is left out afterwards. */
const rangeOf = ({ status, after }: OwnedRepairsQuery) =>
  status === 'open' ? { ':low': after ?? 'open#', ':high': 'open$' } : { ':low': 'done#', ':high': after ?? 'done$' };

/** Keys of a department's applications by the index, which lags: open ones first due first, done ones last applied for first. */
export const repairIndex =
  ({ client, table }: { readonly client: DynamoDBDocumentClient; readonly table: string }) =>
  async (asked: OwnedRepairsQuery): Promise<LinkedPage> => {
    const shards = await Promise.all(
      allShards(OWNER_SHARDS).map(async (shard) => {
        const { Items = [] } = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'by-owner',
            KeyConditionExpression: 'ownerPk = :pk AND ownerSk BETWEEN :low AND :high',
            ExpressionAttributeValues: { ':pk': ownerPartition(asked.department, shard), ...rangeOf(asked) },
            ScanIndexForward: asked.status === 'open',
            Limit: asked.limit + 2,
          }),
        );
        return z
          .array(Owned)
          .parse(Items)
          .filter(({ ownerSk }) => ownerSk !== asked.after);
      }),
    );
    const ascending = shards.flat().toSorted((a, b) => (a.ownerSk < b.ownerSk ? -1 : 1));
    const found = asked.status === 'open' ? ascending : ascending.toReversed();
    const page = found.slice(0, asked.limit);
    const next = found.length > asked.limit ? page.at(-1)?.ownerSk : undefined;
    return { keys: page.map(({ pk, sk }) => ({ pk, sk })), next };
  };
