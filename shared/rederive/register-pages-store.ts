import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

const RegisterItem = z.looseObject({ pk: z.string(), sk: z.string(), entity: z.string(), id: z.string().optional() });
/** An item of the register as it lies there. */
export type RegisterItem = z.output<typeof RegisterItem>;

/** The register, read from end to end in one of several segments that have nothing in common. */
export interface RegisterPages {
  segment(
    part: { readonly number: number; readonly of: number },
    entities: readonly string[],
  ): AsyncIterable<readonly RegisterItem[]>;
}

/** Scans the register consistently, a megabyte a page; history is passed over. */
export const registerPages = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): RegisterPages => ({
  segment: async function* ({ number, of }, entities) {
    const names = Object.fromEntries(entities.map((entity, at) => [`:entity${at}`, entity]));
    const scan = {
      TableName: deps.table,
      ConsistentRead: true,
      Segment: number,
      TotalSegments: of,
      FilterExpression: `entity IN (${Object.keys(names).join(', ')})`,
      ExpressionAttributeValues: names,
    };
    for await (const { Items } of paginateScan({ client: deps.client }, scan)) {
      yield z.array(RegisterItem).parse(Items ?? []);
    }
  },
});
