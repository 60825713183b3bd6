import { concurrently } from '../kernel/concurrently.ts';
import type { Source, Versioned } from '../letters/letter.ts';
import { type LetterIndex, letterItemKey } from '../letters/letter-index-store.ts';
import { type LetterMarks, letterMarks } from '../letters/letter-marks.ts';
import { LETTER_SERVICE_HEAD } from '../letters/letter-service-store.ts';
import type { LetterIdOf } from '../letters/letters-of.ts';
import type { Head } from '../register/head.ts';
import type { HeadKind } from '../register/head-kind.ts';
import { fromItem, type HeadStore } from '../register/head-store.ts';
import { versionsOf } from '../register/versions.ts';
import type { DerivedItems } from './derived-items-store.ts';
import { AT_ONCE, type Rederiver, readHeads } from './rederiver.ts';
import { NOTHING, sum } from './tally.ts';

export interface RederiveLettersDeps {
  readonly letters: Pick<LetterIndex, 'note'>;
  readonly derivedItems: DerivedItems;
  readonly letterId: LetterIdOf;
}

/** What of some marks is not in the index of letters: letters that it does not know, and those that it still holds to be unserved. */
const missingOf = async (
  { derivedItems }: Pick<RederiveLettersDeps, 'derivedItems'>,
  { came, settled }: LetterMarks,
): Promise<LetterMarks> => {
  // A letter may come and be settled by one case: it is looked up once.
  const ids = new Set([...came.map(({ id }) => id), ...settled]);
  const item = await derivedItems([...ids].map(letterItemKey));
  return {
    came: came.filter(({ id }) => item(letterItemKey(id)) === undefined),
    settled: settled.filter((id) => item(letterItemKey(id))?.['settled'] !== true),
  };
};

const rederiverOf = <One extends object>(
  deps: RederiveLettersDeps,
  entity: string,
  read: (item: unknown) => One,
  marksOf: (one: One & { readonly key: Versioned['key'] }) => Promise<LetterMarks>,
): Rederiver => ({
  entity,
  rederive: async (items, dryRun) => {
    const { heads } = readHeads(items, read);
    const tallies = await concurrently(AT_ONCE, heads, async (head) => {
      const missing = await missingOf(deps, await marksOf(head));
      if (!dryRun) await deps.letters.note(missing);
      return { ...NOTHING, missing: { letters: missing.came.length + missing.settled.length } };
    });
    return tallies.reduce(sum, NOTHING);
  },
});

/** The index of letters, by the versions of one sort of head from which they follow. */
export const letterRederiver = <Image extends Head>(
  deps: RederiveLettersDeps,
  kind: Pick<HeadKind<Image>, 'entity' | 'format'>,
  heads: Pick<HeadStore<Image>, 'history'>,
  as: (image: Image) => Source,
): Rederiver =>
  rederiverOf(
    deps,
    kind.entity,
    (item) => fromItem(kind, item),
    async ({ image, key }) => {
      const versions = await versionsOf(heads, image);
      const marks = versions.map((version) => letterMarks({ ...as(version), key }, deps.letterId));
      return {
        came: marks.flatMap(({ came }) => came),
        settled: [...new Set(marks.flatMap(({ settled }) => settled))],
      };
    },
  );

/** What was served is not to be served any more. */
export const letterServiceRederiver = (deps: RederiveLettersDeps): Rederiver =>
  rederiverOf(
    deps,
    LETTER_SERVICE_HEAD.entity,
    (item) => fromItem(LETTER_SERVICE_HEAD, item),
    async ({ image }) => ({ came: [], settled: [image.letter] }),
  );
