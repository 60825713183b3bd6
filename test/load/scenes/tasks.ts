import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import { officer } from '../client.ts';
import type { LedgerCase } from '../ledger.ts';
import type { World } from '../world.ts';
import { change, DEPARTMENT, initiator, OFFICE, told } from './steps.ts';

const BETWEEN_LOOKS_MS = 500;

/** Each department does its part, or says why not; some stay silent. */
export const answerTasks = async (
  world: World,
  chance: Chance,
  planned: { readonly id: string; readonly tasks: number },
): Promise<void> => {
  const { id } = planned;
  const listed = await world.ask(OFFICE, 'list the tasks of a case', `GET /cases/${id}/tasks`);
  if (!world.expect(listed, 'tasks', 200)) return;
  if (listed.body.tasks.length !== planned.tasks) {
    // Not carried out yet: later still.
    await pause(BETWEEN_LOOKS_MS);
    world.later.push((draws) => answerTasks(world, draws, planned));
    return;
  }
  const tasks: LedgerCase['tasks'][number][] = [];
  for (const task of listed.body.tasks) {
    const department: string = task.department.code;
    told(world, task.id, 'task.pushed', department);
    const who = officer(department, 1, 'implementer');
    let state: string = task.state;
    if (chance.happens(0.8)) {
      const applied = chance.happens(0.8);
      const body = {
        outcome: applied ? 'applied' : 'declined',
        on: world.today(),
        what: applied ? '已录入审查系统' : '已注销，无可实施',
      };
      const given = await change(world, who, 'answer a task', `/tasks/${task.id}/feedback`, body, task.version);
      if (world.expect(given, 'feedback', 200)) {
        state = given.body.state;
        told(world, task.id, 'task.answered', ...new Set(['credit-office', DEPARTMENT]));
      }
    }
    tasks.push({ id: task.id, department, state });
  }
  const known = world.ledger.cases.get(id);
  if (known) world.ledger.cases.set(id, { ...known, tasks });
  if (chance.happens(0.3)) await end(world, id, tasks);
};

/** What becomes of a task when its case ends, and what its department is told. */
const AFTER_THE_END: Readonly<Record<string, { readonly state: string; readonly type: string }>> = {
  applied: { state: 'lifting', type: 'task.lift' },
  pushed: { state: 'withdrawn', type: 'task.withdrawn' },
  declined: { state: 'withdrawn', type: 'task.withdrawn' },
};

/** It is over as a whole: who applied lifts, who did not is told that it need not. */
const end = async (world: World, id: string, tasks: LedgerCase['tasks']): Promise<void> => {
  const read = await world.ask(OFFICE, 'read a case', `GET /cases/${id}`);
  if (!world.expect(read, 'read a case', 200)) return;
  const body = {
    verb: 'repair',
    document: `庄测结〔2026〕${world.serial()}号`,
    decidedOn: world.today(),
    reason: '义务已经履行',
  };
  const ended = await change(world, initiator(1), 'end a case', `/cases/${id}/end`, body, read.body.version);
  if (!world.expect(ended, 'end', 200)) return;
  // That its end was carried out is said too.
  told(world, id, 'case.carried-out', 'credit-office', DEPARTMENT);
  const known = world.ledger.cases.get(id);
  const after = tasks.map((task) => {
    const ends = AFTER_THE_END[task.state];
    if (ends === undefined) return task;
    told(world, task.id, ends.type, task.department);
    return { ...task, state: ends.state };
  });
  if (known) world.ledger.cases.set(id, { ...known, state: 'ended', actions: [...known.actions, 'end'], tasks: after });
};
