import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { caseEntries, TIMELINE_POSITION, taskEntries, timelinePage } from '../../../shared/cases/timeline.ts';
import { getCaseTimeline as contract } from '../../../shared/cases/timeline-operations.ts';
import { maySee } from '../../../shared/cases/visibility.ts';
import { taskKey } from '../../../shared/crypto/case-keys.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { ReadHeads } from '../../../shared/register/head-batch-store.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import { versionsOf } from '../../../shared/register/versions.ts';
import type { Task } from '../../../shared/tasks/task.ts';

/** Entries of one page. */
const PAGE = 100;

export interface GetCaseTimelineDependencies extends ApiDependencies {
  readonly cases: Pick<HeadStore<JointCase>, 'find' | 'history'>;
  readonly tasks: { readonly getMany: ReadHeads<Task> };
  readonly now: () => Instant;
}

/** GET /cases/{id}/timeline: who did what when, and what is due or overdue. */
export const getCaseTimeline = (deps: GetCaseTimelineDependencies) => {
  const tasksOf = async ({ id, subject, plan }: JointCase, today: CalendarDate) => {
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
    if (stored === undefined || !maySee(stored.image, caller)) return refuse({ kind: 'not-found' });
    const { image: joint } = stored;
    const [versions, tasks] = await Promise.all([
      versionsOf(deps.cases, joint),
      tasksOf(joint, beijingDate(deps.now())),
    ]);
    const { entries, next } = timelinePage([...caseEntries(versions), ...tasks], after, PAGE);
    const cursor = next === undefined ? undefined : encodeCursor(next);
    return answer(
      200,
      { case: joint.id, state: joint.state, entries },
      nextLink(`/cases/${joint.id}/timeline`, cursor),
    );
  });
};
