import type { Head, HeadKey } from './head.ts';
import type { HeadStore, Stored } from './head-store.ts';

/** Who loses that many races in a row loses them to something that is wrong. */
const MOST_RACES = 5;

/** What is to become of a head, whoever else changes it meanwhile. */
export interface Settlement<Image extends Head> {
  readonly key: HeadKey;
  /** The head as it was just read. */
  readonly found: Stored<Image>;
  /** The version that it should have next; undefined if it is as it should be. */
  readonly next: (image: Image) => Image | undefined;
  readonly from: readonly Image['state'][];
}

/** Changes a head if it is not as it should be; on a lost race it is read and judged again. Throws if it is lost again and again. */
export const settleHead = async <Image extends Head>(
  heads: Pick<HeadStore<Image>, 'get' | 'change'>,
  { key, found, next, from }: Settlement<Image>,
): Promise<{ readonly head: Stored<Image>; readonly changed: boolean }> => {
  let head = found;
  for (let race = 0; race < MOST_RACES; race += 1) {
    const wanted = next(head.image);
    if (wanted === undefined) return { head, changed: false };
    const written = await heads.change(head, wanted, from);
    if (written.ok) return { head: written.value, changed: true };
    const current = await heads.get(key);
    if (current === undefined) break;
    head = current;
  }
  throw new Error(`head ${head.image.id} was changed by others ${MOST_RACES} times in a row`);
};
