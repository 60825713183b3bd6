import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

/** What the derived table says of a version of a head, whatever it is for: a notice that was delivered, a clock, an entry of the public copy. */
const Heard = z.union([
  z.object({ about: z.string(), version: z.int() }),
  z
    .object({ recordId: z.string(), published: z.object({ version: z.int() }) })
    .transform(({ recordId, published }) => ({ about: recordId, version: published.version })),
]);

/**
 * The highest version of each head that anybody was told of or could read, by the head's id: what the derived table knows, which a restore of the
 * register leaves as it is. Reads that table from end to end.
 */
export const heardVersions = async (derived: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): Promise<ReadonlyMap<string, number>> => {
  const heard = new Map<string, number>();
  const scan = {
    TableName: derived.table,
    ConsistentRead: true,
    FilterExpression: 'begins_with(pk, :notice) OR begins_with(pk, :clock) OR begins_with(pk, :public)',
    ExpressionAttributeValues: { ':notice': 'NOTIFICATION#', ':clock': 'CLOCK#', ':public': 'PUB#' },
    ProjectionExpression: 'about, version, recordId, published',
  };
  for await (const { Items = [] } of paginateScan({ client: derived.client }, scan)) {
    for (const item of Items) {
      const { success, data } = Heard.safeParse(item);
      if (success) heard.set(data.about, Math.max(heard.get(data.about) ?? 0, data.version));
    }
  }
  return heard;
};
