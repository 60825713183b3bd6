import type { HeadKey } from '../register/head.ts';
import { headId } from './head-keys.ts';

/**
 * Key of the order of erasure on a head: one to each, so that two officers who propose at once meet here; not in the partition of its subject,
 * which must not be kept by what empties it.
 */
export const erasureKey = ({ id }: { readonly id: string }): HeadKey => ({ pk: `ERASURE#${id}`, sk: 'ORDER' });

/** Id of that order. */
export const erasureId = (target: { readonly id: string }): string => headId(erasureKey(target));
