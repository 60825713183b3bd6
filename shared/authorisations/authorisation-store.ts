import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { authorisationKey } from '../crypto/authorisation-keys.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { allShards, shardOf } from '../kernel/shards.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, type IndexAttributes, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import { Authorisation } from './authorisation.ts';

/** A reader's authorisations are spread over so many partitions of the index: as many small queries. */
const READER_SHARDS = 4;

const ownerOf = (reader: string, shard: number): string => `authorisation#${reader}#${shard}`;

const positionOf = ({ until, id }: Pick<Authorisation, 'until' | 'id'>): string => `${until}#${id}`;

/** Found by its reader until it is revoked, by its last day. */
const indexes = (given: Authorisation): IndexAttributes =>
  given.state === 'revoked'
    ? {}
    : { ownerPk: ownerOf(given.reader, shardOf(given.id, READER_SHARDS)), ownerSk: positionOf(given) };

/** Authorisations among the register's heads. */
export const AUTHORISATION_HEAD: HeadKind<Authorisation> = {
  entity: 'authorisation',
  format: { number: PLAIN_FORMAT, image: Authorisation },
  keyOf: authorisationKey,
  indexes,
};

/** One page of what a reader was authorised to; `next` is the position after which the next page begins. */
export interface AuthorisationPage {
  readonly authorisations: readonly Stored<Authorisation>[];
  readonly next: string | undefined;
}

/** Position in a reader's list: the first day on which it holds no more, and id. */
export const AUTHORISATION_POSITION = /^\d{4}-\d\d-\d\d#[\w-]{22}$/;

/** Authorisations in the register. */
export interface AuthorisationStore extends HeadStore<Authorisation> {
  /** A page of what a reader was authorised to and whose days are not over, those that end first in front; found by an index, which lags, and read consistently. */
  ofReader(
    reader: string,
    page: { readonly today: CalendarDate; readonly after: string | undefined; readonly limit: number },
  ): Promise<AuthorisationPage>;
}

const Found = z.object({ pk: z.string(), sk: z.string(), ownerSk: z.string() });

export const authorisationStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): AuthorisationStore => {
  const getMany = headBatchStore(AUTHORISATION_HEAD, deps);

  const shard = async (ownerPk: string, after: string, limit: number) => {
    const { Items = [] } = await deps.client.send(
      new QueryCommand({
        TableName: deps.table,
        IndexName: 'by-owner',
        KeyConditionExpression: 'ownerPk = :owner AND ownerSk > :after',
        ExpressionAttributeValues: { ':owner': ownerPk, ':after': after },
        Limit: limit,
      }),
    );
    return z.array(Found).parse(Items);
  };

  return {
    ...headStore(AUTHORISATION_HEAD, deps),
    ofReader: async (reader, { today, after, limit }) => {
      // What ends today ended at its midnight: `#~` sorts after every id of the day.
      const from = [`${today}#~`, after ?? ''].toSorted().at(-1) ?? '';
      const shards = allShards(READER_SHARDS).map((number) => shard(ownerOf(reader, number), from, limit + 1));
      const found = (await Promise.all(shards)).flat().toSorted((a, b) => (a.ownerSk < b.ownerSk ? -1 : 1));
      const page = found.slice(0, limit);
      const read = await getMany(page.map(({ pk, sk }) => ({ pk, sk })));
      const inForce = read.filter(({ image }) => image.state === 'given' && image.until > today);
      return {
        authorisations: inForce.toSorted((a, b) => (positionOf(a.image) < positionOf(b.image) ? -1 : 1)),
        next: found.length > limit ? page.at(-1)?.ownerSk : undefined,
      };
    },
  };
};
