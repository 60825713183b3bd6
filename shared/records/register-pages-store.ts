import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { HeadKey } from '../register/head.ts';
import { fromItem, type Stored } from '../register/head-store.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import { TYPICAL_CASE_HEAD } from '../typical-cases/typical-case-store.ts';
import { recordFromItem, type StoredRecord } from './record-store.ts';

/** The current version of a record, and where it lies. */
export interface Head extends StoredRecord {
  readonly key: HeadKey;
}

/** The current version of a typical case, and where it lies. */
export interface TypicalCaseHead extends Stored<TypicalCase> {
  readonly key: HeadKey;
}

/** What one page of the register holds: heads, and subject items as they are; of a head that cannot be read, its id. */
export interface RegisterPage {
  readonly heads: readonly Head[];
  readonly typicalCases: readonly TypicalCaseHead[];
  readonly unreadable: readonly string[];
  readonly subjects: readonly unknown[];
}

/** The register, read from end to end in one of several segments that have nothing in common. */
export interface RegisterPages {
  segment(number: number, of: number): AsyncIterable<RegisterPage>;
}

const Item = z.looseObject({ pk: z.string(), sk: z.string(), entity: z.string(), id: z.string().optional() });
type Item = z.output<typeof Item>;

/** Undefined if it cannot be read. */
const readWith = <Read extends object>(item: Item, read: (item: unknown) => Read) => {
  try {
    return { ...read(item), key: { pk: item.pk, sk: item.sk } };
  } catch {
    return undefined;
  }
};

const readAll = <Read extends object>(items: readonly Item[], entity: string, read: (item: unknown) => Read) =>
  items.filter((item) => item.entity === entity).map((item) => ({ item, head: readWith(item, read) }));

const present = <Head>(found: readonly { readonly head: Head | undefined }[]): readonly Head[] =>
  found.flatMap(({ head }) => (head === undefined ? [] : [head]));

const pageOf = (items: readonly Item[]): RegisterPage => {
  const records = readAll(items, 'record', recordFromItem);
  const typicalCases = readAll(items, 'typical-case', (item) => fromItem(TYPICAL_CASE_HEAD, item));
  const all = [...records, ...typicalCases];
  return {
    heads: present(records),
    typicalCases: present(typicalCases),
    unreadable: all.flatMap(({ item, head }) => (head === undefined ? [item.id ?? 'without an id'] : [])),
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
      FilterExpression: 'entity IN (:record, :subject, :typical)',
      ExpressionAttributeValues: { ':record': 'record', ':subject': 'subject', ':typical': 'typical-case' },
    };
    for await (const { Items } of paginateScan({ client: deps.client }, scan)) {
      yield pageOf(z.array(Item).parse(Items ?? []));
    }
  },
});
