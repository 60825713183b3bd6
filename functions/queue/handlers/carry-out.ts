import type { WorkOf } from '../../../shared/cases/case-work.ts';
import type { CaseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import { carriedOut } from '../../../shared/cases/derive-case.ts';
import { goOnFrom, ITEMS_A_PART } from '../../../shared/cases/plan-progress.ts';
import type { PlanProgressStore } from '../../../shared/cases/plan-progress-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { type FollowDeps, follow } from './follow-organisation.ts';
import { type SettlePlanDeps, settlePlan } from './settle-plan.ts';

export interface CarryOutDeps extends FollowDeps, SettlePlanDeps {
  readonly progress: PlanProgressStore;
  readonly notifications: NotificationQueue;
  readonly work: CaseWorkQueue;
}

/**
 * Carries out a part of a case's plan and sends the message for the next one; says when the last is done. What is read is what holds now:
 * an older message undoes nothing, and one that comes again finds all done.
 */
export const carryOut =
  (deps: CarryOutDeps) =>
  async (asked: WorkOf<'carry-out'>): Promise<void> => {
    const { joint, organisation } = await casesOf(deps, asked);
    if (joint.plan.length === 0) return;
    const current = { version: joint.version, organisation: organisation?.version ?? 0 };
    const from = goOnFrom(asked, current, await deps.progress.find(joint.id));
    if (from === undefined) return;
    const items = joint.plan.slice(from, from + ITEMS_A_PART);
    await settlePlan(deps, { joint, organisation, items });
    const progress = { ...current, items: joint.plan.length, done: from + items.length };
    if (progress.done < progress.items) {
      await deps.work.send([{ ...asked, ...current, from: progress.done }]);
      return deps.progress.note(joint.id, progress);
    }
    const completedAt = deps.now();
    // Told before it is noted: what is noted is not begun again.
    await deps.notifications.send(carriedOut(joint, completedAt, digestId));
    await deps.progress.note(joint.id, { ...progress, completedAt });
  };

/** The case as it is now, and the organisation's, which a responsible person's case follows first. */
const casesOf = async (deps: CarryOutDeps, { id, case: key }: WorkOf<'carry-out'>) => {
  const stored = await deps.cases.get(key);
  if (stored === undefined) throw new Error(`there is no case ${id}`);
  const { responsibility } = stored.image;
  const organisation = responsibility && (await deps.cases.get(responsibility.organisationCase.key));
  if (organisation === undefined) return { joint: stored.image, organisation: undefined };
  const { head } = await follow(deps, { key, person: stored, organisation: organisation.image });
  return { joint: head.image, organisation: organisation.image };
};
