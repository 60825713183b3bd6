import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';

/** Id of a head, a function of its key: 22 characters that say nothing of whom it is about. */
export const headId = ({ pk, sk }: HeadKey): string => digestId(`${pk}|${sk}`);

/** Key of a version in a head's history; versions sort by number. */
export const historyKey = (id: string, version: number): HeadKey => ({
  pk: `HISTORY#${id}`,
  sk: `V#${String(version).padStart(9, '0')}`,
});
