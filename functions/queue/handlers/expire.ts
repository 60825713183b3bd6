import { CASE_TRANSITIONS } from '../../../shared/cases/case-transitions.ts';
import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { endOfCase } from '../../../shared/cases/derive-case.ts';
import type { EndDate } from '../../../shared/cases/end-date.ts';
import type { EndDateStore } from '../../../shared/cases/end-date-store.ts';
import { expired } from '../../../shared/cases/expired.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { termEnding } from '../../../shared/cases/settle-task.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Head, HeadKey } from '../../../shared/register/head.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { endOfTask } from '../../../shared/tasks/derive-task.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { liftBySystem } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { LIVE_STATES } from '../../../shared/tasks/transitions.ts';

type Heads<Image extends Head> = Pick<HeadStore<Image>, 'get' | 'change'>;

export interface ExpireDeps {
  readonly cases: Heads<JointCase>;
  readonly tasks: Heads<Task>;
  readonly ends: Pick<EndDateStore, 'note'>;
  readonly now: () => Instant;
}

interface Ending<Image extends Head> {
  readonly heads: Heads<Image>;
  readonly next: (image: Image) => Image | undefined;
  readonly from: readonly Image['state'][];
  readonly endOf: (image: Image, key: HeadKey) => EndDate;
}

/** What was found to be over though the head says otherwise is set right, so that it is not found again. */
const end = async <Image extends Head>(deps: ExpireDeps, asked: WorkOf<'expire'>, how: Ending<Image>) => {
  const found = await how.heads.get(asked.key);
  if (found === undefined) throw new Error(`there is no ${asked.what} ${asked.id}`);
  const { head } = await settleHead(how.heads, { key: asked.key, found, next: how.next, from: how.from });
  await deps.ends.note(how.endOf(head.image, asked.key));
};

/** Ends a task whose term, or a case whose listing is over by today's date; what is not, or has ended otherwise, stays as it is. */
export const expire =
  (deps: ExpireDeps) =>
  async (asked: WorkOf<'expire'>): Promise<void> => {
    const by = systemActor(deps.now());
    const today = beijingDate(by.at);
    if (asked.what === 'case') {
      const next = (joint: JointCase) => expired(joint, by);
      return end(deps, asked, { heads: deps.cases, next, from: CASE_TRANSITIONS.end.from, endOf: endOfCase });
    }
    const next = (task: Task) => (task.until <= today ? liftBySystem(task, termEnding(task), by) : undefined);
    return end(deps, asked, { heads: deps.tasks, next, from: LIVE_STATES, endOf: endOfTask });
  };
