import { letterId } from '../../../../shared/crypto/letter-keys.ts';
import type { LetterIndex } from '../../../../shared/letters/letter-index-store.ts';
import type { LetterSources } from '../../../../shared/letters/letter-source-store.ts';
import { lettersOf, type SourcedLetter } from '../../../../shared/letters/letters-of.ts';

export interface FindDependencies {
  readonly sources: LetterSources;
  readonly index: Pick<LetterIndex, 'find'>;
}

/** All letters on a head, by its id; undefined if none can follow from such a one. */
export const lettersAbout = async (
  { sources }: Pick<FindDependencies, 'sources'>,
  about: string,
): Promise<readonly SourcedLetter[] | undefined> => {
  const versions = await sources.find(about);
  return versions && lettersOf(versions, letterId);
};

/**
 * A letter by its id. What it is about is looked up in the index of letters, which follows the register by a moment; who names it is told
 * at once. Its text is made from the head itself either way.
 */
export const letterById = async (
  deps: FindDependencies,
  id: string,
  about: string | undefined,
): Promise<SourcedLetter | undefined> => {
  const found = async () => {
    if (about !== undefined) return lettersAbout(deps, about);
    const entry = await deps.index.find(id);
    const versions = entry && (await deps.sources.get(entry.about.key));
    return versions && lettersOf(versions, letterId);
  };
  return (await found())?.find((letter) => letter.id === id);
};

/** Every letter to a subject. */
export const lettersTo = async (
  { sources }: Pick<FindDependencies, 'sources'>,
  subjectKey: string,
): Promise<readonly SourcedLetter[]> =>
  (await sources.onSubject(subjectKey))
    .flatMap((versions) => lettersOf(versions, letterId))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
