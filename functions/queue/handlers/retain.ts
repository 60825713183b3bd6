import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { FILE_HEAD } from '../../../shared/files/file-store.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { type AnyHead, type AnyHeads, imageOf } from '../../../shared/retention/any-head-store.ts';
import { planRetention, type RetentionStep } from '../../../shared/retention/plan-retention.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { type EraseContentDeps, eraseContent } from './erase-content.ts';
import { type EraseFilesDeps, eraseBorne, sortOf, standingBearers } from './erase-files.ts';
import { type ForgetDeps, forget } from './forget-subject.ts';
import { type ForgetToldDeps, forgetTold } from './forget-told.ts';

/** Who loses that many races in a row loses them to something that is wrong. */
const MOST_RACES = 6;

export interface RetainDeps extends EraseContentDeps, EraseFilesDeps, ForgetDeps, ForgetToldDeps {
  readonly heads: Pick<AnyHeads, 'find' | 'get' | 'putAway' | 'eraseHistory' | 'history'>;
  readonly due: Pick<RetentionDueStore, 'note' | 'notedVersion'>;
  readonly now: () => Instant;
}

/** A file is kept as long as what bears it, and goes with that; only one that nobody bears has a term of its own. */
const isBorne = async (deps: RetainDeps, head: AnyHead): Promise<boolean> =>
  sortOf(head) === FILE_HEAD.entity && (await standingBearers(deps, head.id)).length > 0;

/** Puts the head away if that is due; on a lost race it is read and judged again. */
const settle = async (deps: RetainDeps, { key }: WorkOf<'retain'>): Promise<RetentionStep | undefined> => {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const head = await deps.heads.get(key);
    if (head === undefined) return undefined;
    const plan = planRetention({ ...head, image: imageOf(head) }, systemActor(deps.now()));
    if (plan.step !== 'archive' && plan.step !== 'erase') return plan;
    if (await isBorne(deps, head)) return { step: 'not-due', due: undefined };
    if (plan.step === 'erase') await eraseBorne(deps, head);
    if (await deps.heads.putAway(head, plan.next)) return plan;
  }
  throw new Error(`a head was changed by others ${MOST_RACES} times in a row`);
};

/**
 * Does what is due about a head or a subject on this day: into the archive, out of it for good, or nothing yet. Done again it does nothing
 * more; interrupted, it is asked for again by the next night, until all of a history is gone.
 */
export const retain =
  (deps: RetainDeps) =>
  async (asked: WorkOf<'retain'>): Promise<void> => {
    if (asked.what === 'subject') return forget(deps, asked);
    if (asked.what === 'told') return forgetTold(deps, asked);
    const { id, key } = asked;
    const plan = await settle(deps, asked);
    switch (plan?.step) {
      case undefined:
      case 'archive':
      case 'wait':
        return;
      case 'not-due': {
        const head = await deps.heads.get(key);
        const { due } = plan;
        if (head) await deps.due.note({ id, version: head.version, key, what: 'head', ...(due && { due }) });
        return;
      }
      case 'erase':
        return eraseContent(deps, plan.next, asked);
      case 'finish-erasure':
        return eraseContent(deps, plan.away, asked);
      default:
        return plan satisfies never;
    }
  };
