import type { HeadKey } from '../register/head.ts';
import type { Repair } from '../repairs/repair.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

/** What begins the sort key of every application for repair in its subject's partition. */
export const REPAIRS = 'repair#';

interface Keyed {
  readonly subject: Pick<Repair['subject'], 'key'>;
  readonly target: Pick<Repair['target'], 'type' | 'id'>;
  readonly number: number;
}

/**
 * Key of an application: made of what is to be repaired and of its number, so that two who apply at once meet here, and nobody has two
 * applications for one thing.
 */
export const repairKey = ({ subject, target, number }: Keyed): HeadKey => ({
  pk: subject.key,
  sk: `${REPAIRS}${digestId(`${target.type}|${target.id}`)}#${String(number).padStart(4, '0')}`,
});

/** Id of an application, a function of its key. */
export const repairId = (keyed: Keyed): string => headId(repairKey(keyed));
