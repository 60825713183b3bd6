import type { Head } from './head.ts';
import type { HeadStore } from './head-store.ts';

const HISTORY_PAGE = 100;

/** All versions of a head, oldest first: a department hears of them in order. */
export const versionsOf = async <Image extends Head>(
  heads: Pick<HeadStore<Image>, 'history'>,
  head: Image,
): Promise<readonly Image[]> => {
  const older: Image[] = [];
  let after: number | undefined = head.version === 1 ? undefined : 0;
  while (after !== undefined) {
    const { versions, next } = await heads.history(head.id, after, HISTORY_PAGE);
    older.push(...versions.map(({ image }) => image));
    after = next;
  }
  // What became history since the head was read is left to the next run.
  return [...older.filter(({ version }) => version < head.version), head];
};
