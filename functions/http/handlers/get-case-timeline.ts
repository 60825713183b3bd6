import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseEntries, TIMELINE_POSITION, taskEntries, timelinePage } from '../../../shared/cases/timeline.ts';
import { getCaseTimeline as contract } from '../../../shared/cases/timeline-operations.ts';
import { taskKey } from '../../../shared/crypto/case-keys.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { ReadHeads } from '../../../shared/register/head-batch-store.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import type { Task } from '../../../shared/tasks/task.ts';

/** Entries of one page. */
const PAGE = 100;
/** Versions of one read of a history. */
const HISTORY_PAGE = 100;

export interface GetCaseTimelineDependencies extends ApiDependencies {
  readonly cases: Pick<HeadStore<JointCase>, 'find' | 'history'>;
  readonly tasks: { readonly getMany: ReadHeads<Task> };
  readonly now: () => Instant;
}

const maySee = ({ roles, department }: Caller, joint: JointCase): boolean =>
  roles.includes('credit-office') || roles.includes('auditor') || department === joint.department;

/** GET /cases/{id}/timeline: who did what when, and what is due or overdue. */
export const getCaseTimeline = (deps: GetCaseTimelineDependencies) => {
  const versionsOf = async (head: JointCase): Promise<readonly JointCase[]> => {
    const older: JointCase[] = [];
    let after: number | undefined = 0;
    while (after !== undefined && older.length < head.version - 1) {
      const { versions, next } = await deps.cases.history(head.id, after, HISTORY_PAGE);
      older.push(...versions.map(({ image }) => image));
      after = next;
    }
    return [...older.filter(({ version }) => version < head.version), head];
  };

  const tasksOf = async ({ id, subject, plan }: JointCase, today: ReturnType<typeof beijingDate>) => {
    const planned = plan.map((item) => ({ item, key: taskKey(subject.key, { ...item, caseId: id }) }));
    const found = await deps.tasks.getMany(planned.map(({ key }) => key));
    const pushedAt = new Map(plan.map((item) => [`${item.measure}|${item.department}`, item.dispatchedAt]));
    return found.flatMap(({ image: task }) => {
      const at = pushedAt.get(`${task.measure}|${task.department}`);
      return at === undefined ? [] : taskEntries(task, at, today);
    });
  };

  return api(contract, deps, async ({ id, query, caller }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, TIMELINE_POSITION);
    if (query.cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const stored = await deps.cases.find(id);
    if (stored === undefined || !maySee(caller, stored.image)) return refuse({ kind: 'not-found' });
    const { image: joint } = stored;
    const [versions, tasks] = await Promise.all([versionsOf(joint), tasksOf(joint, beijingDate(deps.now()))]);
    const { entries, next } = timelinePage([...caseEntries(versions), ...tasks], after, PAGE);
    const cursor = next === undefined ? undefined : encodeCursor(next);
    return answer(
      200,
      { case: joint.id, state: joint.state, entries },
      nextLink(`/cases/${joint.id}/timeline`, cursor),
    );
  });
};
