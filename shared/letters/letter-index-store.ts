import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { dateText } from '../kernel/schema.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { headKeyImage } from '../register/head-image.ts';
import { LETTER_ENTITIES } from './letter.ts';
import { type LetterEntry, type LetterMarks, letterPosition } from './letter-marks.ts';
import { isLetterType, type LetterType } from './letter-type.ts';

/** One page of what a department has to serve; `next` is the position after which the next page begins. */
export interface UnservedPage {
  readonly letters: readonly LetterEntry[];
  readonly next: string | undefined;
}

/** Every letter in the derived table: found by its id, and by its department until it is served. Follows the register by a moment. */
export interface LetterIndex {
  /** Notes what a version means; in whatever order, and however often. */
  note(marks: LetterMarks): Promise<void>;
  find(letter: string): Promise<LetterEntry | undefined>;
  /** What a department has not served, oldest first. */
  unserved(
    department: string,
    page: { readonly after: string | undefined; readonly limit: number },
  ): Promise<UnservedPage>;
}

/** A department's letters of a day are spread over so many partitions of the index: as many small queries. */
const SHARDS = 4;

const Item = z.object({
  letter: z.string(),
  type: z.custom<LetterType>(isLetterType),
  department: z.string(),
  date: dateText,
  about: z.object({ entity: z.enum(LETTER_ENTITIES), id: z.string(), version: z.int(), key: headKeyImage }),
});

const toEntry = (item: unknown): LetterEntry => {
  const { letter: id, ...rest } = Item.parse(item);
  return { id, ...rest };
};

/** Where a letter lies in the derived table. */
export const letterItemKey = (letter: string) => ({ pk: `LETTER#${letter}`, sk: 'LETTER' });

const duePartition = (department: string, shard: number): string => `letters#${department}#${shard}`;

export const letterIndex = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): LetterIndex => {
  const { client, table: TableName } = deps;

  const write = async (entry: LetterEntry, isDue: boolean): Promise<void> => {
    const { id, type, department, date, about } = entry;
    const due = {
      ':duePk': duePartition(department, shardOf(id, SHARDS)),
      ':dueSk': letterPosition(entry),
    };
    await client.send(
      new UpdateCommand({
        TableName,
        Key: letterItemKey(id),
        UpdateExpression: `SET letter = :letter, #type = :type, department = :department, #date = :date, about = :about, version = :version${isDue ? ', duePk = :duePk, dueSk = :dueSk' : ''}`,
        ...(isDue && { ConditionExpression: 'attribute_not_exists(settled)' }),
        ExpressionAttributeNames: { '#type': 'type', '#date': 'date' },
        ExpressionAttributeValues: {
          ':letter': id,
          ':type': type,
          ':department': department,
          ':date': date,
          ':about': { ...about, key: { pk: about.key.pk, sk: about.key.sk } },
          ':version': about.version,
          ...(isDue && due),
        },
      }),
    );
  };

  const come = async (entry: LetterEntry): Promise<void> => {
    // Where it was served before this was heard of it is there all the same, but nothing is to be done.
    if (!(await conditionHeld(write(entry, true)))) await write(entry, false);
  };

  const settle = async (letter: string): Promise<void> => {
    await client.send(
      new UpdateCommand({
        TableName,
        Key: letterItemKey(letter),
        UpdateExpression: 'SET settled = :true REMOVE duePk, dueSk',
        ExpressionAttributeValues: { ':true': true },
      }),
    );
  };

  const shard = async (pk: string, after: string, Limit: number): Promise<readonly LetterEntry[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :pk AND dueSk > :after',
        ExpressionAttributeValues: { ':pk': pk, ':after': after },
        Limit,
      }),
    );
    return Items.map(toEntry);
  };

  return {
    note: async ({ came, settled }) => {
      for (const entry of came) await come(entry);
      for (const letter of settled) await settle(letter);
    },

    find: async (letter) => {
      const { Item: item } = await client.send(new GetCommand({ TableName, Key: letterItemKey(letter) }));
      return item?.['letter'] === undefined ? undefined : toEntry(item);
    },

    unserved: async (department, { after, limit }) => {
      const pages = allShards(SHARDS).map((number) => shard(duePartition(department, number), after ?? ' ', limit + 1));
      const found = (await Promise.all(pages))
        .flat()
        .toSorted((a, b) => (letterPosition(a) < letterPosition(b) ? -1 : 1));
      const letters = found.slice(0, limit);
      const last = letters.at(-1);
      return { letters, next: found.length > limit && last ? letterPosition(last) : undefined };
    },
  };
};
