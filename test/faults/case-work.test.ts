import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '../../shared/aws/clients.ts';
import type { CaseWork } from '../../shared/cases/case-work.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { type Engines, startEngines } from '../engines.ts';
import { basisOf, DEPARTMENTS, newBases, officers, planOf, servedCase } from '../functions/support/case-builders.ts';
import { type CaseTown, caseTown } from '../functions/support/case-town.ts';
import { type Chance, chance } from './support/chance.ts';
import { derivedState, forgetDerived } from './support/derived-state.ts';
import { ANSWER_LOST, CONFLICT, type Fault, faultsIn, THROTTLED } from './support/faults.ts';

let engines: Engines;
let town: CaseTown;
let act: ReturnType<typeof officers>;
const client = () => town.client;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());
beforeEach(async () => {
  newBases();
  town = await caseTown(engines);
  act = officers(town.cases, town.now);
  await forgetDerived(client());
});

const FEW = DEPARTMENTS.slice(0, 2);

/** What a task is, whoever made it and when. */
const told = ({ measure, department, state, suspension, lift }: Task): string =>
  [measure, department, state, suspension ? 'suspended' : '', lift?.verb ?? ''].join(' ');

const stand = async (...joint: readonly JointCase[]) => (await town.tasksOf(...joint)).map(told).sort();

const expectOnce = () => {
  const ids = new Set(town.notified.map(({ id }) => id));
  const told = new Set(
    town.notified.map(({ about, version, type, recipient }) => [about, version, type, recipient].join()),
  );
  expect(ids.size).toBe(told.size);
};

/** The measure that is ended in between: withdrawn, or never pushed where all work came later than its end. */
const ENDED = 'limit-subsidies';

/** Case by case, what every test goes through: dispatched, suspended, a measure ended, resumed, all but two measures left. */
const LIFE = [
  (joint: JointCase) => act.dispatch(joint, planOf(town.now(), FEW)),
  (joint: JointCase) => act.suspend(joint),
  (joint: JointCase) => act.end(joint, [ENDED]),
  (joint: JointCase) => act.resume(joint),
  (joint: JointCase) => act.dispatch(joint, planOf(town.now(), DEPARTMENTS.slice(2, 3))),
] as const;

const QUIET_END = FEW.concat(DEPARTMENTS[2] ?? '').flatMap((department) =>
  [
    ['credit-report', 'informed'],
    ['limit-procurement', 'pushed'],
    ['withdraw-honours', 'pushed'],
  ].map(([measure, state]) => `${measure} ${department} ${state}  `),
);

describe('work on a case, whatever call to the table goes wrong', () => {
  const FAULTS: readonly Fault[] = [THROTTLED, CONFLICT, ANSWER_LOST];

  it.each(FAULTS)('$name, comes to the same end', async (fault) => {
    const faulty = documentClient();
    const faults = faultsIn(faulty);
    const broken = await caseTown(engines, faulty);
    broken.bases.clear();
    let calls = 0;
    for (let struck = true; struck; ) {
      const joint = await act.dispatch(await act.add(servedCase()), planOf(town.now(), FEW));
      await act.suspend(joint);
      await town.relayAll();
      const messages = [...town.queue.take(100)];
      // The function's calls only: what was sent before is as it is.
      const during = await faults.during(fault, calls + 1, async () => broken.work(messages));
      struck = during.struck;
      if (struck) calls += 1;
      // What failed comes again, and what had been sent already too.
      await broken.work(broken.queue.take(100));
      await broken.work(messages);
      await broken.work(broken.queue.take(100));
      expect(await stand(joint)).toEqual(
        FEW.flatMap((department) => [
          `credit-report ${department} informed suspended `,
          `limit-procurement ${department} pushed suspended `,
          `limit-subsidies ${department} pushed suspended `,
          `withdraw-honours ${department} pushed suspended `,
        ]).sort(),
      );
      expect(await broken.deps.progress.find(joint.id)).toMatchObject({ done: 8, items: 8, version: 3 });
      await town.settle();
    }
    expect(calls).toBeGreaterThan(15);
    expectOnce();
  });
});

/** Doubles some messages, keeps some for later, and mixes what is left. */
const stir =
  (luck: Chance) =>
  (work: readonly CaseWork[]): readonly CaseWork[] =>
    work
      .flatMap((message) => (luck.happens(0.3) ? [message, message] : [message]))
      .map((message) => ({ message, at: luck.between(0, 1_000) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ message }) => message);

describe('work that comes twice, late and out of order', () => {
  it('leaves every case as if it had come once and in order', async () => {
    const luck = chance('work out of order');
    for (let round = 0; round < 6; round += 1) {
      const organisation = await act.add(servedCase());
      const person = await act.add(servedCase(organisation));
      for (const step of LIFE) {
        await step(organisation);
        if (luck.happens(0.5)) await act.dispatch(person, planOf(town.now(), FEW)).catch(() => undefined);
        if (luck.happens(0.7)) await town.relayAll();
        town.queue.stir(stir(luck));
        await town.work(town.queue.take(luck.between(0, 6)));
        // An old message, long after.
        if (town.queue.sent.length > 0 && luck.happens(0.5)) await town.work([luck.oneOf(town.queue.sent)]);
      }
      await town.settle();
      await town.work(stir(luck)(town.queue.sent));
      await town.settle();
      const tasks = await stand(organisation);
      const ended = tasks.filter((task) => task.startsWith(ENDED));
      expect(tasks.filter((task) => !ended.includes(task))).toEqual(QUIET_END.toSorted());
      for (const one of ended) expect(one).toMatch(/withdrawn {2}repeal$/);
      const persons = await stand(person);
      for (const one of persons) expect(one).toMatch(/(pushed|informed) {2}$/);
      expect(await town.deps.progress.find(organisation.id)).toMatchObject({ items: 12, done: 12 });
    }
    expectOnce();
    expect(town.errors).toEqual([]);
  });
});

describe('a basis that is repealed while plans are carried out', () => {
  it('leaves no live measure on it, though tasks arrive between the passes', async () => {
    const basis = basisOf('limit-procurement');
    const cases: JointCase[] = [];
    const add = async () => {
      cases.push(await act.dispatch(await act.add(servedCase()), planOf(town.now(), FEW)));
      await town.relayAll();
    };
    for (let at = 0; at < 3; at += 1) await add();
    await town.settle();
    // Two plans were read before the repeal, and are carried out after its first pass.
    await add();
    await add();
    const late = town.queue.take(100);
    const before = new Map(town.bases);
    town.bases.set(basis, { id: 'basis-id', version: 3, code: basis, inForceUntil: '2026-11-12' });
    await town.work([{ type: 'repeal', basis, run: 'v3', pass: 1, quiet: 0 }]);
    town.bases.clear();
    for (const [code, one] of before) town.bases.set(code, one);
    await town.work(late);
    town.bases.set(basis, { id: 'basis-id', version: 3, code: basis, inForceUntil: '2026-11-12' });
    await town.settle();
    // And one that begins after it.
    await add();
    await town.settle();
    const onBasis = (await town.tasksOf(...cases)).filter((task) => task.basis === basis);
    expect(onBasis.map(({ state, lift }) => `${state} ${lift?.verb}`)).toEqual(Array(10).fill('withdrawn repeal'));
    const report = await town.deps.reports.find(basis);
    expect(report?.lifted).toHaveLength(10);
    expect(report?.passes).toBeGreaterThanOrEqual(4);
    expect(town.notified.filter(({ type }) => type === 'basis.repealed')).toHaveLength(1);
    expect(town.errors).toEqual([]);
  });

  it('is found again at night, if a task came after the last pass', async () => {
    const basis = basisOf('limit-procurement');
    const ended = { id: 'basis-night', version: 3, code: basis, inForceUntil: '2026-11-12' };
    const key = { pk: 'INSTRUMENTS', sk: basis };
    town.bases.set(basis, ended);
    await town.deps.ends.note({ what: 'basis', ...ended, key, group: basis, until: '2026-11-12' as never });
    await town.work([{ type: 'repeal', basis, run: 'v3', pass: 1, quiet: 0 }]);
    await town.settle();
    town.bases.clear();
    const joint = await act.dispatch(await act.add(servedCase()), planOf(town.now(), FEW));
    await town.settle();
    town.bases.set(basis, ended);
    await town.nightly();
    await town.settle();
    const tasks = (await town.tasksOf(joint)).filter((task) => task.basis === basis);
    expect(tasks.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
    expect((await town.deps.reports.find(basis))?.lifted).toHaveLength(2);
    const state = await derivedState(client());
    expect(Object.keys(state).filter((item) => item.startsWith(`REPEAL#${basis} `))).toHaveLength(3);
  });
});
