import type { AskedAbout } from '../checks/asked-about-store.ts';
import { type CheckFile, measuresOf } from '../checks/check.ts';
import type { CheckFiles } from '../checks/check-file-store.ts';
import type { Task } from '../tasks/task.ts';
import { measureIdIn } from '../withdrawal-ledger/reopen.ts';
import type { Telling } from '../withdrawal-ledger/telling.ts';
import type { ToldStore } from '../withdrawal-ledger/told-store.ts';

export interface LostTellingsDeps {
  readonly askedAbout: AskedAbout;
  readonly checkFiles: Pick<CheckFiles, 'get'>;
  readonly told: Pick<ToldStore, 'of'>;
  readonly idOf: (text: string) => string;
}

const firstAnswered = ({ askings }: CheckFile, measure: string) =>
  askings.find(({ answers }) => answers.some(({ measures }) => measures.some(({ id }) => id === measure)));

const wasInForce = ({ state, suspension }: Task): boolean => state === 'applied' && suspension === undefined;

/**
 * Tellings of a measure that were lost: checks of its department whose answers, by the log of checks, named it. Only an applied measure is
 * answered, and only to its own department.
 */
export const lostTellings =
  (deps: LostTellingsDeps) =>
  async (versions: readonly Task[]): Promise<readonly Telling[]> => {
    const task = versions.at(-1);
    if (task?.feedback?.outcome !== 'applied') return [];
    const asked = await deps.askedAbout(task.subject.key, task.department);
    const noted = asked.length === 0 ? [] : await deps.told.of(task.id);
    const known = new Set(noted.map(({ purpose }) => purpose));
    const lost: Telling[] = [];
    for (const purpose of asked.filter((id) => !known.has(id))) {
      const file = await deps.checkFiles.get(purpose);
      const measure = measureIdIn(purpose, task.id, deps.idOf);
      if (file === undefined || !measuresOf(file).some(({ id }) => id === measure)) continue;
      const at = firstAnswered(file, measure)?.at;
      // What ended at that very moment was read before it ended: only what bound was answered.
      const read = versions.findLast((version) => at !== undefined && version.change.at <= at && wasInForce(version));
      if (at === undefined || read === undefined) continue;
      const { version } = read;
      lost.push({ about: task.id, recipient: task.department, channel: 'check', purpose, at, version });
    }
    return lost;
  };
