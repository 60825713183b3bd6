import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { editionKey, listPartition } from '../crypto/list-keys.ts';
import { unpackVersion } from '../crypto/sealed-version.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { dateText } from '../kernel/schema.ts';
import type { ListName } from '../lists/edition.ts';
import { type BodyFormat, PLAIN_FORMAT } from '../register/head-kind.ts';

/** Numbers of the editions of the two lists in force on a day; null where there is none yet. */
export interface EditionsInForce {
  readonly behaviours: number | null;
  readonly measures: number | null;
}

/** What a check must know of the two lists. */
export interface Editions {
  inForce(day: CalendarDate): Promise<EditionsInForce>;
  /** What an edition of a list calls an entry; undefined if it does not stand there. */
  nameOf(list: ListName, edition: number, code: string): Promise<Label | undefined>;
}

const label = z.object({ zh: z.string(), en: z.string() });
const Edition = z.object({
  edition: z.int(),
  inForceFrom: dateText,
  entries: z.array(z.object({ code: z.string(), name: label })),
});
type Edition = z.output<typeof Edition>;
const FORMAT: BodyFormat<Edition> = { number: PLAIN_FORMAT, image: Edition };

const Item = z.object({ state: z.string(), body: z.instanceof(Uint8Array) });
const published = (item: unknown): readonly Edition[] => {
  const { state, body } = Item.parse(item);
  return state === 'published' ? [unpackVersion(FORMAT, body).image] : [];
};

/** Editions read at a time where the one in force is sought: it is the last one, or the last but one of a list that is being prepared. */
const PAGE = 2;

/** Editions of one list. What is published never changes, so it is kept as long as the function's environment lives. */
const listOf = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }, list: ListName) => {
  const { client, table: TableName } = deps;
  const kept = new Map<number, Edition>();
  const keep = (found: readonly Edition[]): void => {
    for (const edition of found) kept.set(edition.edition, edition);
  };
  const holding = (day: CalendarDate): number | undefined =>
    [...kept.values()]
      .filter(({ inForceFrom }) => inForceFrom <= day)
      .map(({ edition }) => edition)
      .sort((a, b) => b - a)[0];

  /** Published editions above a number, consistently, newest first, page by page. */
  const above = async function* (number: number): AsyncGenerator<readonly Edition[]> {
    let from: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND sk > :above',
          ExpressionAttributeValues: { ':pk': listPartition(list), ':above': editionKey({ list, edition: number }).sk },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: PAGE,
          ...(from && { ExclusiveStartKey: from }),
        }),
      );
      yield Items.flatMap(published);
      from = LastEvaluatedKey;
    } while (from !== undefined);
  };

  return {
    get: async (edition: number): Promise<Edition | undefined> => {
      if (!kept.has(edition)) {
        const { Item: found } = await client.send(new GetCommand({ TableName, Key: editionKey({ list, edition }) }));
        if (found !== undefined) keep(published(found));
      }
      return kept.get(edition);
    },

    /** Asks each time whether there is a newer edition than those that are kept. */
    inForce: async (day: CalendarDate): Promise<number | null> => {
      for await (const page of above(holding(day) ?? 0)) {
        keep(page);
        if (page.some(({ inForceFrom }) => inForceFrom <= day)) break;
      }
      return holding(day) ?? null;
    },
  };
};

export const editions = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): Editions => {
  const behaviours = listOf(deps, 'behaviours');
  const measures = listOf(deps, 'measures');
  const lists = { behaviours, measures };
  return {
    inForce: async (day) => {
      const [ofBehaviours, ofMeasures] = await Promise.all([behaviours.inForce(day), measures.inForce(day)]);
      return { behaviours: ofBehaviours, measures: ofMeasures };
    },
    nameOf: async (list, edition, code) =>
      (await lists[list].get(edition))?.entries.find((entry) => entry.code === code)?.name,
  };
};
