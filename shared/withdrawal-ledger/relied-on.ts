import type { JointCase } from '../cases/joint-case.ts';
import type { Basis } from '../cases/settle-task.ts';
import type { CheckFiles } from '../checks/check-file-store.ts';
import type { HeadStore } from '../register/head-store.ts';
import type { Task } from '../tasks/task.ts';
import { annulmentOf } from './annulment.ts';
import { type Reopen, reopenOf } from './reopen.ts';
import type { Telling } from './telling.ts';

export interface ReliedOnDeps {
  readonly cases: Pick<HeadStore<JointCase>, 'get'>;
  readonly bases: (codes: readonly string[]) => Promise<ReadonlyMap<string, Basis>>;
  readonly checkFiles: Pick<CheckFiles, 'get'>;
}

/** The decisions that relied, or may still rely, on a measure that was annulled: found by the checks that were answered it. */
export const reliedOn =
  (deps: ReliedOnDeps, idOf: (text: string) => string) =>
  async (task: Task, tellings: readonly Telling[]): Promise<readonly Reopen[]> => {
    const checks = tellings.filter(({ channel }) => channel === 'check');
    if (task.lift === undefined || checks.length === 0) return [];
    const { organisationCase } = task;
    const organisation = organisationCase && (await deps.cases.get(organisationCase.key))?.image;
    const basis = (await deps.bases([task.basis])).get(task.basis);
    const annulment = annulmentOf(task, { organisation, basis });
    if (annulment === undefined) return [];
    const found: Reopen[] = [];
    for (const { purpose } of checks) {
      const file = await deps.checkFiles.get(purpose);
      const relied = file && reopenOf(file, { task, annulment }, idOf);
      if (relied) found.push(relied);
    }
    return found;
  };
