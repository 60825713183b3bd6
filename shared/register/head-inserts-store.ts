import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batches, type Patience } from '../aws/batches.ts';
import { inserts } from '../aws/inserts.ts';
import { firstVersion, packVersion, type SealedVersion, UnreadableVersion } from '../crypto/sealed-version.ts';
import { ok } from '../kernel/result.ts';
import type { Head } from './head.ts';
import type { HeadKind } from './head-kind.ts';
import { type Added, ContentPutAway, meeting, toHeadItem } from './head-store.ts';

/**
 * What came of one of many: as of a single one; or its place was put away, or what a newer release wrote lies in it, or the table was too busy
 * for it.
 */
export type AddedOfMany<Image> = Added<Image> | 'put-away' | 'newer' | 'busy';

/** A head to be entered, and the request by which it is recognised when it comes again. */
export interface NewHead<Image> {
  readonly image: Image;
  readonly request: unknown;
}

/**
 * Enters many heads, each by one conditional write with an outcome of its own, 25 in a call. Of two with the same key the first one stays,
 * as if they had come one after the other. Needs PartiQLInsert and BatchGetItem.
 */
export type AddMany<Image> = (heads: readonly NewHead<Image>[]) => Promise<readonly AddedOfMany<Image>[]>;

interface Entry<Image> extends NewHead<Image> {
  readonly version: SealedVersion<Image>;
  readonly body: Uint8Array;
  readonly item: Readonly<Record<string, unknown>>;
  readonly key: { readonly pk: string; readonly sk: string };
}

const nameOf = ({ pk, sk }: { readonly pk: unknown; readonly sk: unknown }): string => `${pk}|${sk}`;

/** Entries of one key one after the other, each in a round of its own; otherwise in their order. */
const roundsOf = <Image>(entries: readonly Entry<Image>[]): readonly (readonly Entry<Image>[])[] => {
  const rounds: Entry<Image>[][] = [];
  const met = new Map<string, number>();
  for (const entry of entries) {
    const name = nameOf(entry.key);
    const round = met.get(name) ?? 0;
    met.set(name, round + 1);
    const others = rounds[round];
    if (others === undefined) rounds.push([entry]);
    else others.push(entry);
  }
  return rounds;
};

export const headInserts = <Image extends Head>(
  kind: HeadKind<Image>,
  deps: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly patience?: Patience },
): AddMany<Image> => {
  const insert = inserts(deps.client, deps.table, deps.patience);
  const { get } = batches(deps.client, deps.table, deps.patience);

  const toEntry = ({ image, request }: NewHead<Image>): Entry<Image> => {
    const version = firstVersion(image, request);
    const body = packVersion(kind.format, version);
    return { image, request, version, body, item: toHeadItem(kind, image, body), key: kind.keyOf(image) };
  };

  const met = (entry: Entry<Image>, found: ReadonlyMap<string, Readonly<Record<string, unknown>>>) => {
    const item = found.get(nameOf(entry.key));
    // Taken and gone within milliseconds: whoever comes again finds it as it is then.
    if (item === undefined) return 'busy';
    try {
      return meeting(kind, item, entry);
    } catch (error) {
      if (error instanceof ContentPutAway) return 'put-away';
      if (error instanceof UnreadableVersion) return 'newer';
      throw error;
    }
  };

  return async (heads) => {
    const entries = heads.map(toEntry);
    const added = new Map<Entry<Image>, AddedOfMany<Image>>();
    for (const round of roundsOf(entries)) {
      const outcomes = await insert(round.map(({ item }) => item));
      const taken = round.filter((_, at) => outcomes[at] === 'taken');
      const found = new Map((await get(taken.map(({ key }) => key))).map((item) => [nameOf(keyIn(item)), item]));
      round.forEach((entry, at) => {
        const { version, body } = entry;
        if (outcomes[at] === 'inserted') added.set(entry, ok({ ...version, body, created: true }));
        else added.set(entry, outcomes[at] === 'taken' ? met(entry, found) : 'busy');
      });
    }
    return entries.map((entry) => added.get(entry) ?? 'busy');
  };
};

const keyIn = (item: Readonly<Record<string, unknown>>) => ({ pk: item['pk'], sk: item['sk'] });
