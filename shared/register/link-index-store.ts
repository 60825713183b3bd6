import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { HeadKey } from './head.ts';

/** One page of what hangs on something; `next` is the position after which the next page begins. */
export interface LinkedPage {
  readonly keys: readonly HeadKey[];
  readonly next: string | undefined;
}

/** Keys of the heads that hang on something, by the register's index `by-link`, which lags behind the heads. */
export type LinkIndex = (
  linkPk: string,
  page: { readonly after: string | undefined; readonly limit: number },
) => Promise<LinkedPage>;

const Linked = z.object({ pk: z.string(), sk: z.string(), linkSk: z.string() });

export const linkIndex =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): LinkIndex =>
  async (linkPk, { after, limit }) => {
    const { Items = [] } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        IndexName: 'by-link',
        KeyConditionExpression: 'linkPk = :pk AND linkSk > :after',
        ExpressionAttributeValues: { ':pk': linkPk, ':after': after ?? ' ' },
        Limit: limit + 1,
      }),
    );
    const found = z.array(Linked).parse(Items);
    const page = found.slice(0, limit);
    const next = found.length > limit ? page.at(-1)?.linkSk : undefined;
    return { keys: page.map(({ pk, sk }) => ({ pk, sk })), next };
  };
