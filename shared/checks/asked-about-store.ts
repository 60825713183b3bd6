import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { checkKeys } from './check-items-store.ts';

/** Ids of the checks in which a department asked about a subject, each once, as they are noted with the subject. */
export type AskedAbout = (subjectKey: string, department: string) => Promise<readonly string[]>;

const Item = z.object({ sk: z.string(), what: z.string().default('check'), department: z.string() });

/** `<instant>#<id>`. */
const idIn = (sk: string): string => sk.slice(sk.indexOf('#') + 1);

export const askedAbout =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): AskedAbout =>
  async (subjectKey, department) => {
    const query = {
      TableName: deps.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': checkKeys.accesses(subjectKey) },
    };
    const found: string[] = [];
    for await (const { Items } of paginateQuery({ client: deps.client }, query)) {
      const accesses = z.array(Item).parse(Items ?? []);
      const own = accesses.filter((access) => access.what === 'check' && access.department === department);
      found.push(...own.map(({ sk }) => idIn(sk)));
    }
    return [...new Set(found)];
  };
