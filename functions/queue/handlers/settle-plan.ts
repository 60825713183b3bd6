import type { JointCase, PlanItem } from '../../../shared/cases/joint-case.ts';
import { type Basis, type Standing, settled } from '../../../shared/cases/settle-task.ts';
import { taskIds, taskKey } from '../../../shared/crypto/case-keys.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { type DispatchedMeasure, systemActor, taskOf } from '../../../shared/tasks/dispatch.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import type { StoredTask, TaskStore } from '../../../shared/tasks/task-store.ts';
import { LIVE_STATES } from '../../../shared/tasks/transitions.ts';

/** Tasks at a time: enough to keep the table's answers coming, few enough for one small function. */
const AT_ONCE = 8;

export interface SettlePlanDeps {
  readonly tasks: Pick<TaskStore, 'getMany' | 'get' | 'add' | 'change'>;
  /** The measures of an edition of the list. */
  readonly measuresOf: (edition: number) => Promise<readonly DispatchedMeasure[]>;
  /** Entries of the register of instruments by their codes, read consistently. */
  readonly bases: (codes: readonly string[]) => Promise<ReadonlyMap<string, Basis>>;
  readonly now: () => Instant;
}

/** Some items of a case's plan, with the cases as they were just read. */
export interface PlanPart extends Pick<Standing, 'joint' | 'organisation'> {
  readonly items: readonly PlanItem[];
}

const basisOf = ({ decision }: JointCase, { measure }: PlanItem): string | undefined =>
  decision?.measures.find((decided) => decided.measure === measure)?.basis;

/** The measures of the edition that the decision names: read only where a task is to be pushed. */
const listOf = (deps: SettlePlanDeps, { decision, id }: JointCase) => {
  let list: Promise<readonly DispatchedMeasure[]> | undefined;
  return async (code: string): Promise<DispatchedMeasure> => {
    list ??= decision === undefined ? Promise.resolve([]) : deps.measuresOf(decision.editions.measures);
    const found = (await list).find((measure) => measure.code === code);
    if (found === undefined) throw new Error(`case ${id} plans ${code}, which is not on its edition of the list`);
    return found;
  };
};

interface Planned {
  readonly item: PlanItem;
  readonly joint: JointCase;
  readonly measure: (code: string) => Promise<DispatchedMeasure>;
  readonly next: (task: Task) => Task | undefined;
}

/** Pushes a task that is not there yet; what has ended before it was pushed is not pushed at all. */
const push = async (deps: SettlePlanDeps, { item, joint, measure, next }: Planned): Promise<StoredTask | undefined> => {
  const task = taskOf(joint, item, await measure(item.measure), taskIds(joint, item));
  if (next(task)?.lift !== undefined) return undefined;
  const added = await deps.tasks.add(task, { task: task.id });
  return added.ok ? added.value : added.failure;
};

const settleItem = async (deps: SettlePlanDeps, planned: Planned, found: StoredTask | undefined): Promise<void> => {
  const { item, joint, next } = planned;
  const stored = found ?? (await push(deps, planned));
  if (stored === undefined) return;
  const key = taskKey(joint.subject.key, { ...item, caseId: joint.id });
  await settleHead(deps.tasks, { key, found: stored, next, from: LIVE_STATES });
};

/**
 * Makes each task of a part of a plan what its case, the organisation's case, its basis and its term say that it is. Done again, or by two
 * at once, it changes nothing more.
 */
export const settlePlan = async (deps: SettlePlanDeps, { joint, organisation, items }: PlanPart): Promise<void> => {
  const by: Actor = systemActor(deps.now());
  const bases = await deps.bases([...new Set(items.flatMap((item) => basisOf(joint, item) ?? []))]);
  const keys = items.map((item) => taskKey(joint.subject.key, { ...item, caseId: joint.id }));
  const found = new Map((await deps.tasks.getMany(keys)).map((stored) => [stored.image.id, stored]));
  const measure = listOf(deps, joint);
  await concurrently(AT_ONCE, items, (item) => {
    const standing = { joint, organisation, basis: bases.get(basisOf(joint, item) ?? '') };
    const next = (task: Task) => settled(task, standing, by);
    return settleItem(deps, { item, joint, measure, next }, found.get(taskIds(joint, item).id));
  });
};
