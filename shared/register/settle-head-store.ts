import { setTimeout as pause } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Head, HeadKey } from './head.ts';
import type { HeadStore, Stored } from './head-store.ts';

/** Who loses that many races in a row loses them to something that is wrong. */
const MOST_RACES = 6;

/** Another one's transaction on the same head takes some milliseconds: 20, 40, 80 … ms, 1.2 s altogether. */
const FIRST_PAUSE_MS = 20;

/** What is to become of a head, whoever else changes it meanwhile. */
export interface Settlement<Image extends Head> {
  readonly key: HeadKey;
  /** The head as it was just read. */
  readonly found: Stored<Image>;
  /** The version that it should have next; undefined if it is as it should be. */
  readonly next: (image: Image) => Image | undefined;
  readonly from: readonly Image['state'][];
}

/** Whether a change failed for no other reason than that another one was being written at that moment. */
const isConflict = (error: unknown): boolean =>
  error instanceof TransactionCanceledException &&
  (error.CancellationReasons ?? []).every(({ Code }) => Code === 'None' || Code === 'TransactionConflict');

/** Changes a head if it is not as it should be; on a lost race it is read and judged again. Throws if it is lost again and again. */
export const settleHead = async <Image extends Head>(
  heads: Pick<HeadStore<Image>, 'get' | 'change'>,
  { key, found, next, from }: Settlement<Image>,
): Promise<{ readonly head: Stored<Image>; readonly changed: boolean }> => {
  let head = found;
  for (let race = 0; race < MOST_RACES; race += 1) {
    const wanted = next(head.image);
    if (wanted === undefined) return { head, changed: false };
    const written = await heads.change(head, wanted, from).catch((error: unknown) => {
      if (isConflict(error)) return undefined;
      throw error;
    });
    if (written?.ok) return { head: written.value, changed: true };
    if (written === undefined) await pause(FIRST_PAUSE_MS * 2 ** race);
    head = (await heads.get(key)) ?? head;
  }
  throw new Error(`head ${head.image.id} was changed by others ${MOST_RACES} times in a row`);
};
