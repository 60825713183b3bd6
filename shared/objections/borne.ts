import type { ObjectionMark } from '../records/record.ts';
import type { Head } from '../register/head.ts';
import type { HeadStore } from '../register/head-store.ts';
import { bears } from './marks.ts';
import type { Objection } from './objection.ts';

/** Versions of a head that are read at a time. */
const PAGE = 100;

/** Whether a head bore an objection's mark in an older version: then what was decided has been done to it. */
export const hasBorne = async <Image extends Head & { readonly objection?: ObjectionMark }>(
  heads: Pick<HeadStore<Image>, 'history'>,
  objection: Objection,
): Promise<boolean> => {
  const { id, version } = objection.target;
  let after: number | undefined = version;
  while (after !== undefined) {
    const page: Awaited<ReturnType<typeof heads.history>> = await heads.history(id, after, PAGE);
    if (page.versions.some(({ image }) => bears(image, objection))) return true;
    after = page.next;
  }
  return false;
};
