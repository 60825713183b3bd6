import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { letterServiceKey } from '../crypto/letter-keys.ts';
import { headBatchStore } from '../register/head-batch-store.ts';
import { type HeadKind, PLAIN_FORMAT } from '../register/head-kind.ts';
import { type HeadStore, headStore, type Stored } from '../register/head-store.ts';
import type { Letter } from './letter.ts';
import { LetterService } from './letter-service.ts';

/** What is kept of the service of letters, among the register's heads: in the subject's partition. */
export const LETTER_SERVICE_HEAD: HeadKind<LetterService> = {
  entity: 'letter-service',
  format: { number: PLAIN_FORMAT, image: LetterService },
  keyOf: ({ subject, letter }) => letterServiceKey(subject.key, letter),
};

/** The services of letters. */
export interface LetterServiceStore extends Pick<HeadStore<LetterService>, 'add' | 'change'> {
  /** What is kept of letters' service, by letter, read consistently; a letter that nobody served is left out. */
  of(letters: readonly Pick<Letter, 'id' | 'subject'>[]): Promise<ReadonlyMap<string, Stored<LetterService>>>;
}

export const letterServiceStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): LetterServiceStore => {
  const { add, change } = headStore(LETTER_SERVICE_HEAD, deps);
  const read = headBatchStore(LETTER_SERVICE_HEAD, deps);
  return {
    add,
    change,
    of: async (letters) => {
      const stored = await read(letters.map(({ id, subject }) => letterServiceKey(subject.key, id)));
      return new Map(stored.map((one) => [one.image.letter, one]));
    },
  };
};
