import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReferencePosting } from '../reference/reference-set.ts';
import { CONTEXT, OFFICERS, posting } from './events.ts';
import { postFunction } from './post-function.ts';

/** An item as it is put. */
export type Item = Readonly<Record<string, unknown>>;

/** A client that knows nothing, takes everything and keeps what it was given to put. */
const takingClient = () => {
  const items: Item[] = [];
  const send = async ({ input }: { input: { Item?: Item } }): Promise<object> => {
    if (input.Item) items.push(input.Item);
    return {};
  };
  return { items, client: { send } as unknown as DynamoDBDocumentClient };
};

/** The head items that the function `post-records` puts for postings. Throws if it refuses one. */
export const headItemsOf = async (postings: readonly ReferencePosting[]): Promise<readonly Item[]> => {
  const { items, client } = takingClient();
  const handler = postFunction(client);
  for (const { department, submission } of postings) {
    const { statusCode, body } = await handler(posting({ department, sub: OFFICERS.first }, submission), CONTEXT);
    if (statusCode !== 201) throw new Error(`${JSON.stringify(submission)} was answered ${statusCode}: ${body}`);
  }
  return items.filter(({ entity }) => entity === 'record');
};
