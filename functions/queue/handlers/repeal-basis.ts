import type { WorkOf } from '../../../shared/cases/case-work.ts';
import type { CaseWorkQueue } from '../../../shared/cases/case-work-queue.ts';
import type { RepealReports } from '../../../shared/cases/repeal-report-store.ts';
import { type Basis, hasEnded, repealEnding } from '../../../shared/cases/settle-task.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { allShards } from '../../../shared/kernel/shards.ts';
import { notification } from '../../../shared/notifications/notification.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { liftBySystem } from '../../../shared/tasks/reconcile.ts';
import { BASIS_SHARDS } from '../../../shared/tasks/task-index-store.ts';
import { type StoredTask, TASK_HEAD, type TaskStore } from '../../../shared/tasks/task-store.ts';
import { isLive, LIVE_STATES } from '../../../shared/tasks/transitions.ts';

const AT_ONCE = 8;
const PAGE = 100;

/** Tasks that one message lifts: four writes each, well within the function's time; the next pass finds the others. */
const MOST_A_PASS = 400;

/** Passes in a row that must find nothing: the index lags, and tasks of plans that are being carried out still arrive. */
const QUIET_PASSES = 2;

export interface RepealDeps {
  readonly tasks: Pick<TaskStore, 'liveOn' | 'getMany' | 'get' | 'change'>;
  readonly bases: (codes: readonly string[]) => Promise<ReadonlyMap<string, Basis>>;
  readonly reports: RepealReports;
  readonly notifications: NotificationQueue;
  readonly work: CaseWorkQueue;
  readonly now: () => Instant;
}

/** Lifts a task, noting it before; false if another one ended it first. */
const liftOne = async (deps: RepealDeps, basis: Basis, found: StoredTask): Promise<boolean> => {
  const by = systemActor(deps.now());
  await deps.reports.lifting(basis.code, found.image);
  const { changed } = await settleHead(deps.tasks, {
    key: TASK_HEAD.keyOf(found.image),
    found,
    next: (task) => liftBySystem(task, repealEnding(basis), by),
    from: LIVE_STATES,
  });
  if (!changed) await deps.reports.notLifted(basis.code, found.image);
  return changed;
};

/** Lifts what a page of the index shows and is still live. */
const liftPage = async (deps: RepealDeps, basis: Basis, page: Awaited<ReturnType<TaskStore['liveOn']>>) => {
  const tasks = (await deps.tasks.getMany(page.keys)).filter(({ image }) => isLive(image));
  const lifted = await concurrently(AT_ONCE, tasks, (task) => liftOne(deps, basis, task));
  return lifted.filter(Boolean).length;
};

/** One pass over all that rests on the basis, up to the most that one message does; `found` counts what was lifted. */
const pass = async (deps: RepealDeps, basis: Basis): Promise<number> => {
  let found = 0;
  for (const shard of allShards(BASIS_SHARDS)) {
    let after: string | undefined;
    do {
      const page = await deps.tasks.liveOn({ basis: basis.code, shard, after, limit: PAGE });
      found += await liftPage(deps, basis, page);
      if (found >= MOST_A_PASS) return found;
      after = page.next;
    } while (after !== undefined);
  }
  return found;
};

const repealed = ({ id, version, code }: Basis, at: Instant) =>
  notification(
    { id, version, kind: code, department: 'credit-office' },
    { type: 'basis.repealed', recipient: 'credit-office', at },
    digestId,
  );

/** Lifts every live measure on a basis that has ended, and reports it: pass by pass, until two in a row find nothing. */
export const repealBasis =
  (deps: RepealDeps) =>
  async (asked: WorkOf<'repeal'>): Promise<void> => {
    const basis = (await deps.bases([asked.basis])).get(asked.basis);
    if (basis === undefined || !hasEnded(basis, { at: deps.now() })) return;
    const found = await pass(deps, basis);
    // The nightly search asks again for what ended long ago.
    if (found === 0 && asked.pass === 1 && (await deps.reports.isComplete(basis.code))) return;
    const quiet = found === 0 ? asked.quiet + 1 : 0;
    if (quiet < QUIET_PASSES) {
      await deps.work.send([{ ...asked, pass: asked.pass + 1, quiet }]);
      return;
    }
    const completedAt = deps.now();
    await deps.notifications.send([repealed(basis, completedAt)]);
    await deps.reports.note(basis.code, { run: asked.run, passes: asked.pass, completedAt });
  };
