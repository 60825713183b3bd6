import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { HeadKey } from '../register/head.ts';
import { recordFromItem, type StoredRecord } from './record-store.ts';

/** The current version of a record, and where it lies. */
export interface Head extends StoredRecord {
  readonly key: HeadKey;
}

/** What one page of the register holds: heads, and subject items as they are; of a head that cannot be read, its record's id. */
export interface RegisterPage {
  readonly heads: readonly Head[];
  readonly unreadable: readonly string[];
  readonly subjects: readonly unknown[];
}

/** The register, read from end to end in one of several segments that have nothing in common. */
export interface RegisterPages {
  segment(number: number, of: number): AsyncIterable<RegisterPage>;
}

const Item = z.looseObject({ pk: z.string(), sk: z.string(), entity: z.string(), id: z.string().optional() });
type Item = z.output<typeof Item>;

const headOf = (item: Item): Head | undefined => {
  try {
    return { ...recordFromItem(item), key: { pk: item.pk, sk: item.sk } };
  } catch {
    return undefined;
  }
};

const pageOf = (items: readonly Item[]): RegisterPage => {
  const records = items.filter(({ entity }) => entity === 'record').map((item) => ({ item, head: headOf(item) }));
  return {
    heads: records.flatMap(({ head }) => (head === undefined ? [] : [head])),
    unreadable: records.flatMap(({ item, head }) => (head === undefined ? [item.id ?? 'without an id'] : [])),
    subjects: items.filter(({ entity }) => entity === 'subject'),
  };
};

/** Scans the register consistently, a megabyte a page. */
export const registerPages = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): RegisterPages => ({
  segment: async function* (number, of) {
    const scan = {
      TableName: deps.table,
      ConsistentRead: true,
      Segment: number,
      TotalSegments: of,
      FilterExpression: 'entity IN (:record, :subject)',
      ExpressionAttributeValues: { ':record': 'record', ':subject': 'subject' },
    };
    for await (const { Items } of paginateScan({ client: deps.client }, scan)) {
      yield pageOf(z.array(Item).parse(Items ?? []));
    }
  },
});
