import { strict as assert } from 'node:assert';
import { documentClient } from '../../shared/aws/clients.ts';
import { CASE_HEAD, caseStore } from '../../shared/cases/case-store.ts';
import { planProgressStore } from '../../shared/cases/plan-progress-store.ts';
import { repealReports } from '../../shared/cases/repeal-report-store.ts';
import { holdsTogether } from '../../shared/crypto/sealed-version.ts';
import type { Head } from '../../shared/register/head.ts';
import type { HeadKind } from '../../shared/register/head-kind.ts';
import type { HeadStore } from '../../shared/register/head-store.ts';
import { TASK_HEAD, taskStore } from '../../shared/tasks/task-store.ts';
import { names } from '../engines.ts';
import { openTown } from './town.ts';
import { openWorld } from './world.ts';

/** The longest history of a head that is looked through. */
const VERSIONS = 500;

/** A head and its history lie in the table as they were written, one chain of hashes from the first version on. */
const expectKept = async <Image extends Head>(
  heads: Pick<HeadStore<Image>, 'get' | 'history'>,
  kind: Pick<HeadKind<Image>, 'keyOf'>,
  written: readonly Image[],
): Promise<void> => {
  const [first] = written;
  if (first === undefined) throw new Error('a head without a version');
  const head = await heads.get(kind.keyOf(first));
  const { versions } = await heads.history(first.id, 0, VERSIONS);
  const lying = [...versions, ...(head ? [head] : [])];
  assert.deepEqual(
    lying.map(({ image }) => image),
    written,
  );
  lying.forEach((version, index) => {
    assert(holdsTogether(version));
    assert.equal(version.seal.previous, lying[index - 1]?.seal.hash ?? '');
  });
};

/** A world on the local engine; `name` keeps what it writes apart from other histories' in the same tables. */
export const worldOnEngine = (name: string) => {
  const client = documentClient();
  const register = { client, table: names.registerTable };
  const derived = { client, table: names.derivedTable };
  const [cases, tasks] = [caseStore(register), taskStore(register)];
  const world = openWorld(openTown(`-${name}`), {
    cases,
    tasks,
    progress: planProgressStore(derived),
    reports: repealReports(derived),
  });
  const expectWritten = async (): Promise<void> => {
    for (const written of world.register().cases) await expectKept(cases, CASE_HEAD, written);
    for (const written of world.register().tasks) await expectKept(tasks, TASK_HEAD, written);
  };
  return { world, expectWritten };
};
