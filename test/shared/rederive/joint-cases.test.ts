import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { askedAbout } from '../../../shared/checks/asked-about-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import { caseRederiver } from '../../../shared/rederive/cases.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { taskRederiver } from '../../../shared/rederive/tasks.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { countedTask } from '../../../shared/statistics/joint-counted.ts';
import { countTasks } from '../../../shared/statistics/joint-counts.ts';
import { giveFeedback } from '../../../shared/tasks/feedback.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { TASK_HEAD, taskFromItem } from '../../../shared/tasks/task-store.ts';
import { LIVE_STATES } from '../../../shared/tasks/transitions.ts';
import { untoldOfTask } from '../../../shared/withdrawal-ledger/untold.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { derivedState } from '../../faults/support/derived-state.ts';
import { DEPARTMENTS, newBases, officers, planOf, servedCase } from '../../functions/support/case-builders.ts';
import { type CaseTown, caseTown } from '../../functions/support/case-town.ts';
import { value } from '../cases/walk.ts';
import { context, day } from '../tasks/tasks.ts';

let engines: Engines;
let town: CaseTown;
let act: ReturnType<typeof officers>;

/** A town that hears nothing of what was written before: the stream is lost to it. */
const loseStream = async (): Promise<void> => {
  town = await caseTown(engines);
  act = officers(town.cases, town.now);
};

const FEW = DEPARTMENTS.slice(0, 2);
const NOTHING = { notifications: 0, ends: 0, counts: 0, clocks: 0, work: 0, tellings: 0 };

const ledgerOf = (derived: { readonly client: typeof town.client; readonly table: string }) => {
  const { told, checkFiles, reopens, cases, bases } = town.deps;
  const ledger = { told, checkFiles, reopens, cases, bases, delivered: deliveredStore(derived), idOf: digestId };
  return { ...ledger, askedAbout: askedAbout(derived), untold: untoldOfTask(ledger) };
};

const rederived = async (dryRun = false) => {
  const [register, derived] = [names.registerTable, names.derivedTable].map((table) => ({
    client: town.client,
    table,
  }));
  if (register === undefined || derived === undefined) throw new Error('two tables');
  const stores = {
    ends: town.deps.ends,
    notifications: town.deps.notifications,
    caseWork: town.queue,
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    delivered: deliveredStore(derived),
    derivedItems: derivedItems(derived),
    idOf: digestId,
  };
  const cases = caseRederiver({ ...stores, cases: town.cases, progress: town.deps.progress, now: town.now() });
  const rederivers = [cases, taskRederiver({ ...stores, ...ledgerOf(derived), tasks: town.tasks })];
  const tally = await rederive(registerPages(register), rederivers, { dryRun, segments: 2 });
  expect(tally.unreadable).toEqual([]);
  return { ...NOTHING, ...tally.missing };
};

/** What the queue does with notices. */
const deliver = async (): Promise<void> => {
  const inbox = inboxStore({ client: town.client, table: names.derivedTable });
  for (const notification of town.notified.splice(0)) await inbox.deliver(notification);
};

/** All that is on its way arrives. */
const settle = async (): Promise<void> => {
  await town.settle();
  await deliver();
};

const dispatched = async (organisation?: JointCase): Promise<JointCase> =>
  act.dispatch(await act.add(servedCase(organisation)), planOf(town.now(), FEW));

const answer = async (task: Task, outcome: 'applied' | 'declined'): Promise<void> => {
  const stored = await town.tasks.get(TASK_HEAD.keyOf(task));
  if (stored === undefined) throw new Error('no task');
  const { by, today } = context(town.now(), 'clerk');
  const given = { outcome, on: today, what: '已办理' };
  const next = value(giveFeedback(stored.image, given, { by: { ...by, department: task.department }, today }));
  expect((await town.tasks.change(stored, next, LIVE_STATES)).ok).toBe(true);
};

const lose = async (which: RegExp): Promise<number> => {
  const items = Object.values(await derivedState(town.client)).filter(({ pk }) => which.test(String(pk)));
  for (const { pk, sk } of items)
    await town.client.send(new DeleteCommand({ TableName: names.derivedTable, Key: { pk, sk } }));
  return items.length;
};

/** The heads of all tasks, as a recount reads them. */
const everyTask = async (): Promise<readonly Task[]> => {
  const tasks: Task[] = [];
  const pages = registerPages({ client: town.client, table: names.registerTable });
  for await (const page of pages.segment({ number: 0, of: 1 }, ['task']))
    tasks.push(...page.map((item) => taskFromItem(item).image));
  return tasks;
};

let organisation: JointCase;
let person: JointCase;
beforeAll(async () => {
  engines = await startEngines();
  newBases();
  await loseStream();
  organisation = await dispatched();
  person = await dispatched(organisation);
  const [ended, halted] = [await dispatched(), await dispatched()];
  await settle();
  const [first, second] = (await town.tasksOf(organisation)).filter(({ state }) => state === 'pushed');
  if (first) await answer(first, 'applied');
  if (second) await answer(second, 'declined');
  await act.end(organisation, ['limit-subsidies']);
  await act.end(ended);
  await act.suspend(halted);
  await settle();
});
afterAll(() => engines?.stop());

describe('rederiving a system that lost nothing', () => {
  it('finds nothing missing of cases and tasks, whatever became of them, and writes nothing', async () => {
    const before = await derivedState(town.client);
    expect(await rederived(true)).toEqual(NOTHING);
    expect(await rederived()).toEqual(NOTHING);
    expect(await derivedState(town.client)).toEqual(before);
    expect(town.queue.isEmpty()).toBe(true);
  });

  it('writes notices, ends, counts and clocks again as they were, if they are lost', async () => {
    const before = await derivedState(town.client);
    const lost = {
      notifications: await lose(/^NOTIFICATION#/),
      ends: await lose(/^END#/),
      counts: await lose(/^JOINT#/),
      clocks: await lose(/^CLOCK#/),
      work: 0,
    };
    for (const [sort, count] of Object.entries(lost)) if (sort !== 'work') expect(count, sort).toBeGreaterThan(3);
    // That a plan was carried out does not follow from the register: its notices are not brought back.
    const carriedOut = Object.values(before).filter(({ type }) => type === 'case.carried-out').length;
    // Notices of ends are lost too: they bring their clocks with them.
    const withNotices = Object.values(before).filter(({ entity }) => entity === 'end-notice').length;
    const derivable = {
      ...lost,
      notifications: lost.notifications - carriedOut,
      clocks: lost.clocks - withNotices,
      tellings: 0,
    };
    expect(await rederived(true)).toEqual(derivable);
    expect(await rederived()).toEqual(derivable);
    await deliver();
    const kept = Object.entries(before).filter(([, { type }]) => type !== 'case.carried-out');
    expect(await derivedState(town.client)).toEqual(Object.fromEntries(kept));
    expect(await rederived()).toEqual(NOTHING);
  });

  it('sets the clocks of notices again that lie in their inboxes without one', async () => {
    const before = await derivedState(town.client);
    const noticed = Object.values(before).filter(({ entity }) => entity === 'end-notice').length;
    expect(noticed).toBeGreaterThan(3);
    const lost = await lose(/^CLOCK#/);
    expect(await rederived(true)).toEqual({ ...NOTHING, clocks: lost });
    expect(await rederived()).toEqual({ ...NOTHING, clocks: lost });
    expect(await derivedState(town.client)).toEqual(before);
  });

  it('has a plan gone over again if it is not known that it was carried out, which changes nothing', async () => {
    const tasks = await town.tasksOf(organisation);
    expect(await lose(/^PLAN#/)).toBe(4);
    expect(await rederived()).toMatchObject({ work: 4, notifications: 0 });
    await settle();
    expect(await town.tasksOf(organisation)).toEqual(tasks);
    expect(await rederived()).toEqual(NOTHING);
  });
});

describe('rederiving after the stream was lost', () => {
  it('pushes the tasks of a plan that nobody heard of, and from there all follows', async () => {
    const unheard = await dispatched();
    await loseStream();
    expect(await rederived(true)).toMatchObject({ counts: 1, work: 1, clocks: 0 });
    expect(town.queue.isEmpty()).toBe(true);
    await rederived();
    await settle();
    expect(await town.tasksOf(unheard)).toHaveLength(FEW.length * 4);
    expect(await rederived()).toEqual(NOTHING);
  });

  it('tells of answers that were lost, stops their clocks, and counts them: a recount equals it', async () => {
    const joint = await dispatched();
    await settle();
    const owing = (await town.tasksOf(joint)).filter(({ state }) => state === 'pushed');
    for (const task of owing) await answer(task, 'applied');
    await loseStream();
    const missing = await rederived();
    expect(missing).toEqual({
      notifications: 2 * owing.length,
      ends: 0,
      counts: owing.length,
      clocks: owing.length,
      work: 0,
      tellings: 0,
    });
    await deliver();
    const counted = await jointCountStore({ client: town.client, table: names.derivedTable }).tasks('2026-11');
    const today = day('2026-12-24');
    expect(countTasks(counted, today)).toEqual(countTasks((await everyTask()).map(countedTask), today));
    expect(await rederived()).toEqual(NOTHING);
  });

  it('makes a person’s case follow the organisation’s, and lifts what nobody was told to lift', async () => {
    await act.end(organisation);
    await loseStream();
    expect(await rederived()).toMatchObject({ work: 2, counts: 1 });
    await settle();
    const states = (await town.tasksOf(organisation, person)).map(({ state }) => state);
    expect(states.every((state) => ['lifting', 'withdrawn'].includes(state))).toBe(true);
    expect(await rederived()).toEqual(NOTHING);
  });
});
