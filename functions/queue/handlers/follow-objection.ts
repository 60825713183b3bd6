import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { hasBorne } from '../../../shared/objections/borne.ts';
import { tellOf } from '../../../shared/objections/derive-objection.ts';
import { bears, type Settled } from '../../../shared/objections/marks.ts';
import type { Objection } from '../../../shared/objections/objection.ts';
import {
  OBJECTION_HEAD,
  type ObjectionStore,
  type StoredObjection,
} from '../../../shared/objections/objection-store.ts';
import { fallAway, isUndecided, OBJECTION_TRANSITIONS } from '../../../shared/objections/transitions.ts';
import type { ObjectionMark } from '../../../shared/records/record.ts';
import type { Actor, Head, HeadKey } from '../../../shared/register/head.ts';
import type { HeadStore, Stored } from '../../../shared/register/head-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';

/** More versions than one decision makes of a head: a measure's end, and the mark that goes. */
const MOST_STEPS = 4;

/** What objections are against: a record or a case. */
type Marked = Head & { readonly objection?: ObjectionMark };

/** How heads of one sort follow the objections against them. */
export interface Following<Image extends Marked> {
  readonly heads: Pick<HeadStore<Image>, 'get' | 'change' | 'history'>;
  readonly from: readonly Image['state'][];
  /** The next version under an undecided objection; undefined if it stands as it should. */
  readonly marked: (image: Image, objection: Objection, by: Actor) => Image | undefined;
  /** The next version on its decision; undefined if all is done. */
  readonly settled: (image: Image, objection: Objection, at: Instant) => Settled<Image> | undefined;
}

export interface FollowDeps {
  readonly objections: Pick<ObjectionStore, 'get' | 'change'>;
  readonly notifications: NotificationQueue;
  readonly now: () => Instant;
}

/** Brings a head to where an objection against it says that it should be; done again, or by two at once, it changes nothing more. */
export const followObjection = <Image extends Marked>(
  deps: FollowDeps,
  { heads, from, marked, settled }: Following<Image>,
  key: HeadKey,
) => {
  const mark = async (found: Stored<Image>, objection: Objection): Promise<Stored<Image>> => {
    const by = systemActor(deps.now());
    let head = found;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = (image: Image) => marked(image, objection, by);
      const done = await settleHead(heads, { key, found: head, from, next });
      if (!done.changed) return done.head;
      head = done.head;
    }
    return head;
  };

  const settle = async (found: Stored<Image>, objection: Objection): Promise<void> => {
    const at = deps.now();
    // Told before it is done: what is done is not looked at again.
    const isOvertaken = settled(found.image, objection, at)?.overtaken === true;
    if (isOvertaken) await deps.notifications.send(tellOf(objection, 'objection.not-carried-out', digestId));
    let head = found;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = (image: Image) => settled(image, objection, at)?.next;
      const done = await settleHead(heads, { key, found: head, from, next });
      if (!done.changed) return;
      head = done.head;
    }
  };

  const settleDecided = async (found: Stored<Image>, objection: Objection): Promise<void> => {
    if (objection.state === 'moot' || found.image.state === 'ended') return;
    if (bears(found.image, objection)) return settle(found, objection);
    // It was decided before it was ever marked: the mark is what the decision takes away.
    if (!(await hasBorne(heads, objection))) await settle(await mark(found, objection), objection);
  };

  const fall = async (stored: StoredObjection): Promise<void> => {
    await settleHead(deps.objections, {
      key: OBJECTION_HEAD.keyOf(stored.image),
      found: stored,
      next: (objection) => fallAway(objection, systemActor(deps.now())),
      from: OBJECTION_TRANSITIONS.fallAway.from,
    });
  };

  return async (stored: StoredObjection): Promise<void> => {
    const found = await heads.get(key);
    // What was put away into the archive is as over as what has ended.
    if (found === undefined) return isUndecided(stored.image) ? fall(stored) : undefined;
    if (!isUndecided(stored.image)) return settleDecided(found, stored.image);
    if (found.image.state === 'ended') return fall(stored);
    const after = await mark(found, stored.image);
    if (after.image.state === 'ended') return fall(stored);
    // Decided while it was being marked, the mark is too late, and goes at once.
    const now = await deps.objections.get(OBJECTION_HEAD.keyOf(stored.image));
    if (now !== undefined && !isUndecided(now.image)) await settleDecided(after, now.image);
  };
};
