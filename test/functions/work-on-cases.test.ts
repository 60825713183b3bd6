import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import { ITEMS_A_PART } from '../../shared/cases/plan-progress.ts';
import { typicalCaseKey, typicalCasePlace } from '../../shared/crypto/typical-case-keys.ts';
import { giveFeedback } from '../../shared/tasks/feedback.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { TASK_HEAD } from '../../shared/tasks/task-store.ts';
import { LIVE_STATES } from '../../shared/tasks/transitions.ts';
import { writeTypicalCase } from '../../shared/typical-cases/transitions.ts';
import { type Engines, startEngines } from '../engines.ts';
import { forgetDerived } from '../faults/support/derived-state.ts';
import { value } from '../shared/cases/walk.ts';
import { context } from '../shared/tasks/tasks.ts';
import { actor, ON, WRITTEN } from '../shared/typical-cases/cases.ts';
import { basisOf, DEPARTMENTS, newBases, officers, planOf, servedCase } from './support/case-builders.ts';
import { type CaseTown, caseTown } from './support/case-town.ts';

let engines: Engines;
let town: CaseTown;
let act: ReturnType<typeof officers>;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());
beforeEach(async () => {
  newBases();
  town = await caseTown(engines);
  await forgetDerived(town.client);
  act = officers(town.cases, town.now);
}, 60_000);

const FEW = DEPARTMENTS.slice(0, 3);

const dispatched = async (plan = planOf(town.now(), FEW), organisation?: JointCase): Promise<JointCase> => {
  const joint = await act.dispatch(await act.add(servedCase(organisation)), plan);
  await town.settle();
  return joint;
};

const states = async (...joint: readonly JointCase[]) => {
  const tasks = await town.tasksOf(...joint);
  return Object.fromEntries(
    [...Map.groupBy(tasks, ({ state, suspension }) => (suspension ? `${state}, suspended` : state))].map(
      ([state, { length }]) => [state, length],
    ),
  );
};

/** A department applies its measure, or says that it does not. */
const answer = async (task: Task, outcome: 'applied' | 'declined' = 'applied'): Promise<void> => {
  const stored = await town.tasks.get(TASK_HEAD.keyOf(task));
  if (stored === undefined) throw new Error('no task');
  const { by, today } = context(town.now(), 'clerk');
  const given = { outcome, on: today, what: '已办理' };
  const next = value(giveFeedback(stored.image, given, { by: { ...by, department: task.department }, today }));
  expect((await town.tasks.change(stored, next, LIVE_STATES)).ok).toBe(true);
};

const told = (joint: JointCase) => {
  const ids = new Set([joint.id]);
  return town.notified.filter(({ about }) => ids.has(about)).map(({ type, recipient }) => `${recipient} ${type}`);
};

describe('a plan', () => {
  it('becomes a task for each measure, department and subject, each told once, and says when it is complete', async () => {
    const organisation = await act.dispatch(await act.add(servedCase()), planOf(town.now()));
    const persons: JointCase[] = [];
    for (let at = 0; at < 5; at += 1) {
      persons.push(await act.dispatch(await act.add(servedCase(organisation)), planOf(town.now())));
    }
    await town.settle();
    expect(town.errors).toEqual([]);
    const all = [organisation, ...persons];
    const tasks = await town.tasksOf(...all);
    expect(tasks).toHaveLength(30 * 4 * 6);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(30 * 4 * 6);
    expect(await states(...all)).toEqual({ pushed: 30 * 3 * 6, informed: 30 * 6 });
    for (const joint of all) {
      expect(await town.deps.progress.find(joint.id)).toMatchObject({ items: 120, done: 120, completedAt: town.now() });
      expect(told(joint)).toEqual([
        'credit-office case.served',
        'credit-office case.carried-out',
        'human-resources case.carried-out',
      ]);
    }
    const pushed = town.notified.filter(({ type }) => type === 'task.pushed' || type === 'measure.informed');
    expect(pushed).toHaveLength(30 * 4 * 6);
    expect(new Set(pushed.map(({ id }) => id)).size).toBe(30 * 4 * 6);
    expect(pushed.find(({ type }) => type === 'task.pushed')).toMatchObject({
      department: 'human-resources',
      due: expect.stringMatching(/^2026-11-/),
    });
    // Nothing says of a person more than an id.
    expect(JSON.stringify(town.notified)).not.toMatch(/PERSON#|某甲/);
  }, 120_000);

  it('that is long is carried out in parts, and one that grows is carried out again without doubling anything', async () => {
    const joint = await dispatched(planOf(town.now(), DEPARTMENTS));
    const parts = town.queue.sent.filter((work) => work.type === 'carry-out');
    expect(parts.map((work) => work.from)).toEqual([0, ITEMS_A_PART]);
    await act.dispatch(joint, planOf(town.now(), ['department-31', 'department-32']));
    await town.settle();
    expect(await states(joint)).toEqual({ pushed: 32 * 3, informed: 32 });
    expect(town.notified.filter(({ type }) => type === 'task.pushed')).toHaveLength(32 * 3);
    expect(await town.deps.progress.find(joint.id)).toMatchObject({ version: 3, items: 128, done: 128 });
  });

  it('carried out twice, or by an old message after a new one, changes nothing', async () => {
    const joint = await dispatched();
    await act.suspend(joint);
    await town.settle();
    const before = [await town.tasksOf(joint), await town.deps.progress.find(joint.id), town.notified.length];
    await town.work(town.queue.sent.flatMap((work) => [work, work]));
    await town.work(town.queue.sent.toReversed());
    await town.settle();
    expect([await town.tasksOf(joint), await town.deps.progress.find(joint.id), town.notified.length]).toEqual(before);
  });

  it('is suspended, resumed and ended in part and in whole, and departments are told what they must do', async () => {
    const joint = await dispatched(planOf(town.now(), FEW));
    const [applied] = (await town.tasksOf(joint)).filter(({ measure }) => measure === 'limit-procurement');
    if (applied === undefined) throw new Error('no task');
    await answer(applied);
    await act.suspend(joint);
    await town.settle();
    expect(await states(joint)).toEqual({
      'pushed, suspended': 8,
      'applied, suspended': 1,
      'informed, suspended': 3,
    });
    await act.resume(joint);
    await act.end(joint, ['limit-subsidies']);
    await town.settle();
    expect(await states(joint)).toEqual({ pushed: 5, applied: 1, informed: 3, withdrawn: 3 });
    await act.end(joint);
    await town.settle();
    expect(await states(joint)).toEqual({ lifting: 1, withdrawn: 11 });
    const ofOne = town.notified.filter(({ about }) => about === applied.id);
    expect(ofOne.map(({ type, recipient }) => `${recipient} ${type}`)).toEqual([
      `${applied.department} task.pushed`,
      'credit-office task.answered',
      'human-resources task.answered',
      `${applied.department} task.suspended`,
      `${applied.department} task.resumed`,
      `${applied.department} task.lift`,
    ]);
    expect(ofOne.at(-1)?.due).toMatch(/^2026-11-/);
    expect(town.notified.filter(({ type }) => type === 'task.withdrawn')).toHaveLength(11);
    expect(town.errors).toEqual([]);
  });

  it('of which an exception alone was made is not carried out again', async () => {
    const joint = await dispatched();
    const before = town.queue.sent.length;
    await act.except(joint);
    await town.settle();
    expect(town.queue.sent.length).toBe(before);
  });

  it('does not push what ended before it was pushed: by its case, its basis or its term', async () => {
    const plan = planOf(town.now(), FEW);
    town.bases.set(basisOf('withdraw-honours'), {
      id: 'basis',
      version: 2,
      code: basisOf('withdraw-honours'),
      inForceUntil: '2026-11-12',
    });
    const joint = await act.dispatch(await act.add(servedCase()), plan);
    await act.end(joint, ['limit-subsidies']);
    await town.settle();
    expect(await states(joint)).toEqual({ pushed: 3, informed: 3 });
    const ended = await act.dispatch(await act.add(servedCase()), plan);
    await act.end(ended);
    await town.settle();
    expect(await states(ended)).toEqual({});
    town.setTime('2027-11-11T02:00:00.000Z');
    expect(await states(await dispatched(plan))).toEqual({});
  });
});

describe('responsible persons’ cases', () => {
  it('follow the organisation’s: suspended, resumed and ended with it, and their tasks with them', async () => {
    const organisation = await dispatched(planOf(town.now(), FEW));
    const persons = [await dispatched(undefined, organisation), await dispatched(undefined, organisation)];
    const [one, other] = persons;
    if (one === undefined || other === undefined) throw new Error('two persons');
    await act.suspend(other);
    await act.suspend(organisation);
    await town.settle();
    expect(await states(one, other)).toEqual({ 'pushed, suspended': 18, 'informed, suspended': 6 });
    await act.resume(organisation);
    await town.settle();
    expect(await states(one)).toEqual({ pushed: 9, informed: 3 });
    // Suspended for itself.
    expect(await states(other)).toEqual({ 'pushed, suspended': 9, 'informed, suspended': 3 });
    await act.end(organisation);
    await town.settle();
    expect(await states(organisation, ...persons)).toEqual({ withdrawn: 36 });
    for (const person of persons) {
      const found = await town.cases.find(person.id);
      expect(found?.image).toMatchObject({ state: 'ended', end: { verb: 'organisation-ended' } });
    }
    expect(town.errors).toEqual([]);
  });

  it('that were dispatched while the organisation’s was suspended stand still with it, and go on with it', async () => {
    const organisation = await dispatched(planOf(town.now(), FEW));
    const person = await act.add(servedCase(organisation));
    await act.suspend(organisation);
    // Nobody has heard of the suspension yet.
    await act.dispatch(person, planOf(town.now(), FEW));
    await town.settle();
    expect(await states(person)).toEqual({ 'pushed, suspended': 9, 'informed, suspended': 3 });
    await act.resume(organisation);
    await town.settle();
    expect(await states(person)).toEqual({ pushed: 9, informed: 3 });
  });

  it('that were proposed just when the organisation’s ended, end too', async () => {
    const organisation = await dispatched(planOf(town.now(), FEW));
    await act.end(organisation);
    await town.settle();
    const { service: _, decision: __, ...left } = servedCase(organisation);
    const change = { ...left.change, action: 'propose' as const };
    const person = await act.add({ ...left, state: 'proposed', change });
    await town.settle();
    expect((await town.cases.find(person.id))?.image.state).toBe('ended');
  });
});

describe('a basis that ends', () => {
  let basis = '';
  beforeEach(() => {
    basis = basisOf('limit-procurement');
  });
  const repeal = async (run = 'v3') => {
    town.bases.set(basis, { id: 'basis-id', version: 3, code: basis, inForceUntil: '2026-11-12' });
    await town.queue.send([{ type: 'repeal', basis, run, pass: 1, quiet: 0 }]);
    await town.settle();
  };

  it('has every live measure on it lifted and reported, and the credit office told once', async () => {
    const joint = await dispatched(planOf(town.now()));
    const [applied, declined] = (await town.tasksOf(joint)).filter(({ measure }) => measure === 'limit-procurement');
    if (applied === undefined || declined === undefined) throw new Error('no tasks');
    await answer(applied);
    await answer(declined, 'declined');
    await repeal();
    expect(await states(joint)).toEqual({ pushed: 60, informed: 30, lifting: 1, withdrawn: 29 });
    const report = await town.deps.reports.find(basis);
    expect(report).toMatchObject({ run: 'v3', passes: 3, completedAt: town.now() });
    expect(report?.lifted).toHaveLength(30);
    await repeal();
    await repeal('2026-11-13');
    expect(await town.deps.reports.find(basis)).toEqual(report);
    const heard = town.notified.filter(({ type }) => type === 'basis.repealed');
    expect(heard).toMatchObject([{ recipient: 'credit-office', about: 'basis-id', kind: basis, version: 3 }]);
    // What was resumed meanwhile does not come back.
    await act.suspend(joint);
    await act.resume(joint);
    await town.settle();
    expect(await states(joint)).toEqual({ pushed: 60, informed: 30, lifting: 1, withdrawn: 29 });
  }, 60_000);

  it('that has not ended yet is left alone', async () => {
    const joint = await dispatched();
    town.bases.set(basis, { id: 'basis-id', version: 3, code: basis, inForceUntil: '2026-11-13' });
    await town.queue.send([{ type: 'repeal', basis, run: 'v3', pass: 1, quiet: 0 }]);
    await town.settle();
    expect(await states(joint)).toEqual({ pushed: 9, informed: 3 });
  });
});

describe('the nightly search', () => {
  it('has measures end with their term and cases with their listing, once', async () => {
    const joint = await dispatched();
    const [applied] = (await town.tasksOf(joint)).filter(({ measure }) => measure === 'limit-procurement');
    if (applied === undefined) throw new Error('no task');
    await answer(applied);
    town.setTime('2027-11-10T15:59:59.000Z');
    await town.nightly();
    await town.settle();
    expect(await states(joint)).toEqual({ pushed: 8, applied: 1, informed: 3 });
    // Midnight in Beijing.
    town.setTime('2027-11-10T16:05:00.000Z');
    await town.nightly();
    await town.settle();
    expect(await states(joint)).toEqual({ lifting: 1, withdrawn: 11 });
    for (const { lift } of await town.tasksOf(joint)) expect(lift?.verb).toBe('expire');
    const before = town.queue.sent.length;
    await town.nightly();
    expect(town.queue.sent.length).toBe(before);
  });

  it('ends a case whose listing is over, and all that hangs on it', async () => {
    const served = servedCase();
    const { decision } = served;
    const joint = await act.add({ ...served, state: 'decided', change: { ...served.change, action: 'decide' } });
    expect(decision?.listedUntil).toBe('2029-11-11');
    await act.dispatch(joint, planOf(town.now(), FEW));
    await town.settle();
    town.setTime('2029-11-10T16:05:00.000Z');
    await town.nightly();
    await town.settle();
    expect((await town.cases.find(joint.id))?.image).toMatchObject({ state: 'ended', end: { verb: 'expire' } });
    expect(await states(joint)).toEqual({ withdrawn: 12 });
    const before = town.queue.sent.length;
    await town.nightly();
    expect(town.queue.sent.length).toBe(before);
  });
});

it('a message that cannot be read holds back its own case only', async () => {
  const joint = await act.dispatch(await act.add(servedCase()), planOf(town.now(), FEW));
  await town.relayAll();
  const messages = town.queue.take();
  await town.work([{ type: 'nothing', id: 'x' } as never, ...messages]);
  expect(town.errors).toHaveLength(1);
  expect(await states(joint)).toEqual({ pushed: 9, informed: 3 });
});

describe('the calls to the tables', () => {
  /** What a client was asked for, by command. */
  const counted = () => {
    const client = documentClient();
    const calls: string[] = [];
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        (args) => {
          calls.push(commandName.replace('Command', ''));
          return next(args);
        },
      { step: 'initialize', name: 'counts calls' },
    );
    return { client, calls };
  };

  it('are one write a task, and a handful of reads however many there are; done again, reads alone', async () => {
    const { client, calls } = counted();
    const other = await caseTown(engines, client);
    const joint = await act.dispatch(
      await act.add(servedCase()),
      planOf(town.now(), DEPARTMENTS, ['limit-procurement']),
    );
    await town.relayAll();
    const work = town.queue.take();
    calls.length = 0;
    await other.work(work);
    // The case, how far it is, and its tasks (lists and instruments lie in memory here); then the tasks, and how far it is now.
    expect(calls.slice(0, 3)).toEqual(['GetItem', 'GetItem', 'BatchGetItem']);
    expect(calls.slice(3)).toEqual(Array(31).fill('PutItem'));
    calls.length = 0;
    await other.work(work);
    expect(calls).toEqual(['GetItem', 'GetItem']);
    expect(await states(joint)).toEqual({ pushed: 30 });
  });
});

describe('a typical case', () => {
  const telling = async (joint: JointCase) => {
    const place = typicalCasePlace({
      year: '2026',
      department: 'market-regulation',
      caseId: joint.id,
      title: joint.id,
    });
    const on = { ...ON, id: joint.id };
    const draft = { place, publicId: joint.id, on, written: WRITTEN, by: actor('writer') };
    const written = value(writeTypicalCase(draft));
    await town.deps.typicalCases.add(written, draft);
    return async () => (await town.deps.typicalCases.get(typicalCaseKey(place)))?.image.state;
  };

  it('on a case that is revoked is withdrawn; on one that is lifted it stays', async () => {
    const [revoked, lifted] = [await dispatched(), await dispatched()];
    const [ofRevoked, ofLifted] = [await telling(revoked), await telling(lifted)];
    await act.revoke(revoked);
    await act.end(lifted);
    await town.settle();
    expect([await ofRevoked(), await ofLifted()]).toEqual(['withdrawn', 'draft']);
  });
});
