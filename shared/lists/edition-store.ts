import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { editionKey, listPartition } from '../crypto/list-keys.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { headImage } from '../register/head-image.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { fromItem, type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { Behaviour } from './behaviour.ts';
import { EDITION_ACTIONS, EDITION_STATES, type Edition, type EditionOf, type ListName } from './edition.ts';
import { PublishedMeasure } from './measure.ts';

const shape = {
  ...headImage(EDITION_STATES, EDITION_ACTIONS),
  edition: z.int().min(1),
  inForceFrom: dateText,
  note: z.string(),
  authors: z.array(z.string()),
  publishedBy: z.string().exactOptional(),
};

/** An edition as one version of it is stored. */
const EditionImage: z.ZodType<Edition> = z.discriminatedUnion('list', [
  z.object({ ...shape, list: z.literal('behaviours'), entries: z.array(Behaviour) }),
  z.object({ ...shape, list: z.literal('measures'), entries: z.array(PublishedMeasure) }),
]);

/** Editions among the register's heads. */
export const EDITION_HEAD: HeadKind<Edition> = {
  entity: 'list-edition',
  format: { number: PLAIN_FORMAT, image: EditionImage },
  keyOf: editionKey,
};

/** A version of an edition as it lies in the register. */
export type StoredEdition = Stored<Edition>;

/** An edition, and how it lies in the register. */
export interface LastEdition<List extends ListName> {
  readonly edition: EditionOf<List>;
  readonly stored: StoredEdition;
}

/** Reads of the two lists, all of them consistent. */
export interface EditionReader {
  /** The edition in force on a day; undefined before the first. */
  on<List extends ListName>(list: List, day: CalendarDate): Promise<EditionOf<List> | undefined>;
  /** The edition of a number. */
  numbered<List extends ListName>(list: List, edition: number): Promise<EditionOf<List> | undefined>;
  /** The newest edition, prepared or published. */
  last<List extends ListName>(list: List): Promise<LastEdition<List> | undefined>;
  /** Every edition, newest first. */
  all(list: ListName): Promise<readonly Edition[]>;
}

/** The editions of the two lists. */
export interface EditionStore extends EditionReader, Pick<HeadStore<Edition>, 'add' | 'find' | 'change'> {}

const isOf = <List extends ListName>(edition: Edition, list: List): edition is Edition & EditionOf<List> =>
  edition.list === list;

/** The edition, if it is one of the list: what the key has said already. */
const ofList = <List extends ListName>(stored: StoredEdition | undefined, list: List): EditionOf<List> | undefined => {
  const edition = stored?.image;
  return edition !== undefined && isOf(edition, list) ? edition : undefined;
};

/** Editions read at a time: the one in force is the newest, or the one before it. */
const PAGE = 2;

/** The editions of the two lists in the table `register`. */
export const editionStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): EditionStore => {
  const { add, find, change, get } = headStore(EDITION_HEAD, deps);

  /** Newest first, a page at a time, until who asks has seen enough. */
  async function* newestFirst(list: ListName, Limit?: number): AsyncGenerator<StoredEdition> {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await deps.client.send(
        new QueryCommand({
          TableName: deps.table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': listPartition(list) },
          ScanIndexForward: false,
          ConsistentRead: true,
          ...(Limit && { Limit }),
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        }),
      );
      for (const item of Items) yield fromItem(EDITION_HEAD, item);
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }

  return {
    add,
    find,
    change,
    on: async (list, day) => {
      for await (const stored of newestFirst(list, PAGE)) {
        const { state, inForceFrom } = stored.image;
        if (state === 'published' && inForceFrom <= day) return ofList(stored, list);
      }
      return undefined;
    },
    numbered: async (list, edition) => ofList(await get(editionKey({ list, edition })), list),
    last: async (list) => {
      for await (const stored of newestFirst(list, 1)) {
        const edition = ofList(stored, list);
        return edition && { edition, stored };
      }
      return undefined;
    },
    all: async (list) => {
      const editions: Edition[] = [];
      for await (const { image } of newestFirst(list)) editions.push(image);
      return editions;
    },
  };
};
