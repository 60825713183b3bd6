import type { Ledger } from '../ledger.ts';
import { each, type Notes } from './findings.ts';
import type { Outside } from './outside.ts';

const AT_ONCE = 8;

/** Every case stands where it was left, with its steps in order and each task once. */
export const checkCases = (outside: Outside, notes: Notes, { cases }: Ledger): Promise<void> =>
  each(cases.values(), AT_ONCE, async ({ id, department, state, actions, tasks }) => {
    const read = await outside.read(department, 'initiator', `/cases/${id}`);
    notes.looked('cases');
    if (read.status !== 200) return notes.wrong(`case ${id}: ${read.status}`);
    if (read.body.state !== state) notes.wrong(`case ${id} is ${read.body.state}, not ${state}`);
    const history = await outside.read(department, 'initiator', `/cases/${id}/history`);
    const versions: { case: { change: { action: string } }; version: number; hash: string; previousHash: string }[] =
      history.body.versions;
    const got = versions.map((one) => one.case.change.action);
    if (got.join() !== actions.join()) notes.wrong(`case ${id}: ${got}; acknowledged were ${actions}`);
    for (const [at, { previousHash }] of versions.entries())
      if (previousHash !== (versions[at - 1]?.hash ?? '')) notes.wrong(`case ${id}: version ${at + 1} is not chained`);
    if (tasks.length === 0) return undefined;
    const listed = await outside.read('credit-office', 'credit-office', `/cases/${id}/tasks`);
    const states = (all: readonly { id: string; state: string }[]) =>
      all
        .map((one) => `${one.id} ${one.state}`)
        .toSorted()
        .join();
    notes.looked('tasks', tasks.length);
    if (states(listed.body.tasks) !== states(tasks))
      notes.wrong(`tasks of ${id}: ${states(listed.body.tasks)}; left were ${states(tasks)}`);
    return undefined;
  });
