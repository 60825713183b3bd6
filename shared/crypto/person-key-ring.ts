import { type PersonKeys, personKeys } from './person-keys.ts';

/** Keys that were read so long ago are read again, so that every environment writes under a new key soon after a rotation (docs/runbook.md). */
const KEPT_MS = 300_000;
/** What is sealed under an unknown key asks for another read, no more often than this: a key that is gone is gone. */
const READ_AGAIN_AFTER_MS = 30_000;

/** Gives the keys; `sealed` are texts that are to be opened with them (`PersonKeys.open`, or the key of `under`). */
export type ReadPersonKeys = (sealed?: readonly string[]) => Promise<PersonKeys>;

export interface PersonKeyRing {
  /** The keys as they were read some minutes ago at most; read anew if one of the texts is sealed under a key that they lack. */
  readonly keys: ReadPersonKeys;
  /** As they are this moment: whoever forgets a person must know every alias. */
  readonly newest: ReadPersonKeys;
}

/**
 * A rotation adds keys while functions run. `open` begins to read the secret anew; what it answers with reads it. Keys that cannot be read again
 * for a while are used on: what they wrote and write opens with the newer ones too. `nowMs` is the machine's time.
 */
export const personKeyRing = (open: () => () => Promise<string>, nowMs: () => number): PersonKeyRing => {
  let kept: PersonKeys | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<PersonKeys> | undefined;

  const read = (): Promise<PersonKeys> => {
    triedAt = nowMs();
    const begun = open()()
      .then((text) => {
        kept = personKeys(text);
        return kept;
      })
      .finally(() => {
        reading = undefined;
      });
    reading = begun;
    return begun;
  };

  const again = async (known: PersonKeys): Promise<PersonKeys> => {
    try {
      return await (reading ?? read());
    } catch {
      return known;
    }
  };

  return {
    keys: async (sealed = []) => {
      const known = kept;
      if (known === undefined) return reading ?? read();
      const age = nowMs() - triedAt;
      const lacks = sealed.some((text) => !known.opens(text));
      return age >= (lacks ? READ_AGAIN_AFTER_MS : KEPT_MS) ? again(known) : known;
    },
    newest: () => read(),
  };
};
