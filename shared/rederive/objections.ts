import type { JointCase } from '../cases/joint-case.ts';
import { clockKey } from '../clocks/clock-store.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { hasBorne } from '../objections/borne.ts';
import { deriveObjection, workOfObjection } from '../objections/derive-objection.ts';
import { bears, markOf } from '../objections/marks.ts';
import type { Objection } from '../objections/objection.ts';
import { type ObjectionStore, objectionFromItem } from '../objections/objection-store.ts';
import { isUndecided } from '../objections/transitions.ts';
import type { CreditRecord, ObjectionMark } from '../records/record.ts';
import type { Head, HeadKey } from '../register/head.ts';
import type { HeadStore } from '../register/head-store.ts';
import { countedObjectionKey } from '../statistics/joint-count-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

type Heads<Image extends Head> = Pick<HeadStore<Image>, 'get' | 'history'>;

export interface RederiveObjectionsDeps extends RederiveFollowsDeps {
  readonly objections: Pick<ObjectionStore, 'history'>;
  readonly records: Heads<CreditRecord>;
  readonly cases: Heads<JointCase>;
  readonly idOf: (text: string) => string;
}

/** Whether what an objection is against does not stand where the objection says: unmarked, marked still, or ended before it was decided. */
const isBehind = async <Image extends Head & { readonly objection?: ObjectionMark }>(
  heads: Heads<Image>,
  key: HeadKey,
  objection: Objection,
): Promise<boolean> => {
  const found = (await heads.get(key))?.image;
  if (found === undefined) return isUndecided(objection);
  if (isUndecided(objection)) {
    const mark = found.objection;
    const isUnmarked =
      mark === undefined || (mark.id === objection.id && canonicalJson(mark) !== canonicalJson(markOf(objection)));
    return found.state === 'ended' || isUnmarked;
  }
  if (objection.state === 'moot' || found.state === 'ended') return false;
  return bears(found, objection) || !(await hasBorne(heads, objection));
};

/** Objections: notices of every version, the count once it is decided, the clock, the day on which a case stands still, and a mark or a decision that is not carried out. */
export const objectionRederiver = (deps: RederiveObjectionsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: 'objection',
    read: objectionFromItem,
    heads: deps.objections,
    derive: (objection, key) => deriveObjection(objection, key, deps.idOf),
    noted: (objection) => {
      const counts = countedObjectionKey(objection);
      return { clocks: clockKey(objection.id), ...(counts && { counts }) };
    },
    lostWork: async ({ image }) => {
      const { type, key } = image.target;
      const behind = type === 'record' ? isBehind(deps.records, key, image) : isBehind(deps.cases, key, image);
      return (await behind) ? [workOfObjection(image)] : [];
    },
  });
