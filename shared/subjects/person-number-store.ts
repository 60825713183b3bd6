import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import type { ReadPersonKeys } from '../crypto/person-key-ring.ts';
import type { PersonKeys } from '../crypto/person-keys.ts';
import { subjectItemKey } from './known-subject-store.ts';
import { PERSON_DOCUMENT_TYPES } from './person-documents.ts';

const PersonItem = z.object({
  pk: z.string(),
  document: z.object({ type: z.enum(PERSON_DOCUMENT_TYPES), number: z.string() }),
  dataKey: z.string().optional(),
});

/** What of a person's item is sealed under the ring's keys; nothing of one that cannot be read. */
const sealedIn = (item: unknown): readonly string[] => {
  const { data } = PersonItem.safeParse(item);
  return data === undefined ? [] : [data.dataKey ?? data.document.number];
};

/** A person's document with its number: under the person's own key, or, where it was entered before there were such keys, under the ring's. */
export const documentIn = (item: unknown, keyring: PersonKeys) => {
  const { pk, document, dataKey } = PersonItem.parse(item);
  const owner = dataKey === undefined ? keyring : keyring.under(dataKey, pk);
  return { type: document.type, number: owner.open(document.number) };
};

/**
 * Reads the numbers of persons by their keys in the register: for the exchange alone. Who was forgotten has none. What it answers opens each
 * number when it is asked for, and throws for that one alone if it does not open.
 */
export const personNumbers =
  (deps: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly personKeys: ReadPersonKeys }) =>
  async (keys: readonly string[]): Promise<(key: string) => string | undefined> => {
    if (keys.length === 0) return () => undefined;
    const items = await batches(deps.client, deps.table).get([...new Set(keys)].map(subjectItemKey));
    const keyring = await deps.personKeys(items.flatMap(sealedIn));
    const persons = new Map(items.map((item) => [String(item['pk']), item]));
    return (key) => {
      const item = persons.get(key);
      return item && documentIn(item, keyring).number;
    };
  };
