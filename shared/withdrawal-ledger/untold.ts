import type { CaseWork } from '../cases/case-work.ts';
import type { DeliveredNotifications } from '../notifications/delivered-store.ts';
import type { Task } from '../tasks/task.ts';
import { isTellEnd, type Named, namedTask, othersNotifications } from './expected.ts';
import { type ReliedOnDeps, reliedOn } from './relied-on.ts';
import type { ReopenStore } from './reopen-store.ts';
import type { ToldStore } from './told-store.ts';

export interface UntoldDeps {
  readonly told: Pick<ToldStore, 'of'>;
  readonly delivered: Pick<DeliveredNotifications, 'among'>;
  readonly idOf: (text: string) => string;
}

/** Of the work that tells of a head's versions, what was lost: of which somebody whom only the ledger knows has not heard. */
export const untold =
  ({ told, delivered, idOf }: UntoldDeps) =>
  async (head: Named, work: readonly CaseWork[]): Promise<readonly CaseWork[]> => {
    const tells = work.filter(isTellEnd);
    const tellings = tells.length === 0 ? [] : await told.of(head.about.id);
    if (tellings.length === 0) return [];
    const expected = tells.map((tell) => ({
      tell,
      ids: othersNotifications(head, tell, tellings, idOf).map(({ id }) => id),
    }));
    const there = await delivered.among(expected.flatMap(({ ids }) => ids));
    return expected.flatMap(({ tell, ids }) => (ids.every((id) => there.has(id)) ? [] : [tell]));
  };

/** The same of a measure: also where a decision that relied on it is not listed. */
export const untoldOfTask = (deps: UntoldDeps & ReliedOnDeps & { readonly reopens: Pick<ReopenStore, 'find'> }) => {
  const lost = untold(deps);
  const relied = reliedOn(deps, deps.idOf);

  const isUnlisted = async (task: Task): Promise<boolean> => {
    const decisions = task.lift === undefined ? [] : await relied(task, await deps.told.of(task.id));
    for (const { id } of decisions) if ((await deps.reopens.find(id)) === undefined) return true;
    return false;
  };

  return async (task: Task, work: readonly CaseWork[]): Promise<readonly CaseWork[]> => {
    const missing = await lost(namedTask(task), work);
    const last = work.filter(isTellEnd).findLast(({ told }) => told === 'measure.ended');
    if (last === undefined || missing.includes(last) || !(await isUnlisted(task))) return missing;
    return [...missing, last];
  };
};
