import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Alias } from '../crypto/person-keys.ts';

const AliasItem = z.object({ subject: z.string() });

/** Where the register keeps whom an alias stands for. */
export const personAliasKey = ({ keyVersion, alias }: Alias) => ({ pk: `ALIAS#${keyVersion}#${alias}`, sk: 'ALIAS' });

/** A person as an alias found them: the key of their partition, and the alias under which they are known. */
export interface KnownPerson {
  readonly key: string;
  readonly under: Alias;
}

/** Finds the person that a document's aliases stand for, reading consistently; enters nobody. */
export const personAliasStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): { readonly find: (aliases: readonly Alias[]) => Promise<KnownPerson | undefined> } => ({
  find: async (aliases) => {
    for (const under of aliases) {
      const { Item } = await deps.client.send(
        new GetCommand({ TableName: deps.table, Key: personAliasKey(under), ConsistentRead: true }),
      );
      if (Item !== undefined) return { key: AliasItem.parse(Item).subject, under };
    }
    return undefined;
  },
});
