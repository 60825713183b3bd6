import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { CASE_HEAD } from '../cases/case-store.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { OBJECTION_HEAD } from '../objections/objection-store.ts';
import { RECORD_HEAD } from '../records/record-store.ts';
import type { Head, HeadKey } from '../register/head.ts';
import type { HeadKind } from '../register/head-kind.ts';
import { headLocator } from '../register/head-locator-store.ts';
import { fromItem, headStore } from '../register/head-store.ts';
import { partitionItems } from '../register/partition-store.ts';
import { versionsOf } from '../register/versions.ts';
import { REPAIR_HEAD } from '../repairs/repair-store.ts';
import { isTold } from './brought-forth.ts';
import { LETTER_ENTITIES, type LetterEntity, type Source, type Versioned } from './letter.ts';

/** Heads from which letters follow, with all their versions, oldest first. */
export interface LetterSources {
  /** By the head's id; undefined if letters follow from no such head. The index lags, the head is read consistently. */
  find(id: string): Promise<readonly Versioned[] | undefined>;
  /** By its key. */
  get(key: HeadKey): Promise<readonly Versioned[] | undefined>;
  /** All of a subject, as one consistent Query finds them. */
  onSubject(subjectKey: string): Promise<readonly (readonly Versioned[])[]>;
}

/** Histories read at a time. */
const AT_ONCE = 8;

const isLetterEntity = (entity: unknown): entity is LetterEntity => LETTER_ENTITIES.some((one) => one === entity);

type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };

const chained = (key: HeadKey, sources: readonly Source[]): readonly Versioned[] =>
  sources.map((source, index) => {
    const before = sources[index - 1];
    return { ...source, key, ...(before && { before }) };
  });

/** Reads all versions of a head of one sort. */
const reader =
  <Image extends Head>(
    kind: HeadKind<Image>,
    deps: Table,
    {
      as,
      concerns = () => true,
    }: { readonly as: (image: Image) => Source; readonly concerns?: (image: Image) => boolean },
  ) =>
  async (item: Record<string, unknown>): Promise<readonly Source[]> => {
    const { image } = fromItem(kind, item);
    return concerns(image) ? (await versionsOf(headStore(kind, deps), image)).map(as) : [];
  };

export const letterSources = (deps: Table): LetterSources => {
  const readers: Readonly<Record<LetterEntity, (item: Record<string, unknown>) => Promise<readonly Source[]>>> = {
    case: reader(CASE_HEAD, deps, { as: (image) => ({ entity: 'case', image }) }),
    // Of most records, licences above all, there is nothing to tell: their history is not read.
    record: reader(RECORD_HEAD, deps, { as: (image) => ({ entity: 'record', image }), concerns: isTold }),
    objection: reader(OBJECTION_HEAD, deps, { as: (image) => ({ entity: 'objection', image }) }),
    repair: reader(REPAIR_HEAD, deps, { as: (image) => ({ entity: 'repair', image }) }),
  };
  const { locate } = headLocator(deps);

  const read = async (item: Record<string, unknown> | undefined): Promise<readonly Versioned[] | undefined> => {
    const entity = item?.['entity'];
    if (item === undefined || !isLetterEntity(entity)) return undefined;
    return chained({ pk: String(item['pk']), sk: String(item['sk']) }, await readers[entity](item));
  };

  const get = async ({ pk, sk }: HeadKey) => {
    const { Item } = await deps.client.send(
      new GetCommand({ TableName: deps.table, Key: { pk, sk }, ConsistentRead: true }),
    );
    return read(Item);
  };

  return {
    get,
    find: async (id) => {
      const key = (await locate([id])).get(id);
      return key && get(key);
    },
    onSubject: async (subjectKey) => {
      const items = await partitionItems(deps, subjectKey);
      const all = await concurrently(AT_ONCE, items, read);
      return all.filter((versions) => versions !== undefined);
    },
  };
};
