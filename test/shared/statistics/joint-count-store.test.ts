import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { addMonths } from '../../../shared/kernel/beijing-time.ts';
import { countChecks } from '../../../shared/statistics/check-counts.ts';
import { type FoldedJointStore, foldedJointStore } from '../../../shared/statistics/folded-joint-store.ts';
import { type JointCountStore, jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { countedCase, countedTask } from '../../../shared/statistics/joint-counted.ts';
import { countCases, countTasks } from '../../../shared/statistics/joint-counts.ts';
import { type UnitStore, unitStore } from '../../../shared/statistics/unit-store.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { anyLife, versionsOf } from '../tasks/lives.ts';
import { day, ended, instant, jointOf, pushed, suspended } from '../tasks/tasks.ts';

let engines: Engines;
let store: JointCountStore;
let folded: FoldedJointStore;
let units: UnitStore;
beforeAll(async () => {
  engines = await startEngines();
  const derived = { client: documentClient(), table: names.derivedTable };
  store = jointCountStore(derived);
  folded = foldedJointStore(derived);
  units = unitStore(derived);
});
afterAll(() => engines?.stop());

const TODAY = day('2026-12-15');
let serial = 0;
const idOf = () => {
  serial += 1;
  return digestId(`counted ${serial}`);
};

/** Each of the events at least once, in an order and with repetitions of its own. */
const inAnyOrder = <Event>(events: readonly Event[], picks: readonly number[]): readonly Event[] => {
  const picked = picks.flatMap((at) => events[at % events.length] ?? []);
  return picks.length % 2 === 0 ? [...picked, ...events] : [...events.toReversed(), ...picked];
};

describe('what is counted of a month', () => {
  it('equals a recount over the newest versions, whatever was repeated or overtaken', { timeout: 60_000 }, async () => {
    let month = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLife, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
        async (lives, picks) => {
          month += 1;
          const pushedOn = addMonths(day('2022-01-10'), month);
          const histories = lives.map((life) => versionsOf({ ...pushed(), id: idOf() }, life));
          const dated = histories.map((versions) => versions.map((task): Task => ({ ...task, pushedOn })));
          for (const task of inAnyOrder(dated.flat(), picks)) await store.noteTask(task);
          const recounted = dated.flatMap((versions) => versions.slice(-1)).map(countedTask);
          const there = await store.tasks(pushedOn.slice(0, 7));
          expect(countTasks(there, TODAY)).toEqual(countTasks(recounted, TODAY));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('counts a case once, as far as its newest version came', async () => {
    const proposedAt = instant('2025-03-03T02:00:00.000Z');
    const first = jointOf({ id: idOf(), proposedAt, version: 1 });
    const versions = [first, { ...suspended(first), version: 2 }, { ...ended(first), version: 3 }];
    for (const at of [2, 0, 1, 2, 0]) await store.noteCase(versions[at] ?? first);
    const there = await store.cases('2025-03');
    expect(countCases(there)).toEqual(countCases([countedCase(ended(first))]));
    expect(await store.tasks('2025-03')).toEqual([]);
  });

  it('is found among hundreds', async () => {
    const tasks = Array.from({ length: 300 }, () => ({ ...pushed(), id: idOf(), pushedOn: day('2021-02-01') }));
    await Promise.all(tasks.map((task) => store.noteTask(task)));
    expect(await store.tasks('2021-02')).toHaveLength(300);
  });
});

describe('a month that was folded', () => {
  const tasksOf = (department: string) => countTasks([countedTask({ ...pushed(), department })], TODAY);
  const counts = {
    countedAt: instant('2026-12-15T02:00:00.000Z'),
    tasks: [...tasksOf('tax'), ...tasksOf('tax-inspection')],
    cases: countCases([countedCase(jointOf({ department: 'tax' }))]),
    ends: [{ department: 'tax', told: 2, inTime: 1, late: 0, missing: 1, running: 0, released: 0 }],
    checks: countChecks([{ department: 'tax', decisionType: 'a', bound: true, decided: false }]),
  };

  it('is found whole, and by department; again it is the same with a later time', async () => {
    expect(await folded.find('2026-11')).toBeUndefined();
    await folded.put('2026-11', counts);
    const later = { ...counts, countedAt: instant('2026-12-15T02:15:00.000Z') };
    await folded.put('2026-11', later);
    expect(await folded.find('2026-11')).toEqual(later);
    expect(await folded.find('2026-11', 'tax')).toEqual({ ...later, tasks: tasksOf('tax') });
    expect(await folded.find('2026-11', 'court')).toEqual({ ...later, tasks: [], cases: [], checks: [], ends: [] });
    await folded.put('2026-10', { ...counts, tasks: [], cases: [], checks: [], ends: [] });
    expect(await folded.find('2026-10')).toEqual({ ...counts, tasks: [], cases: [], checks: [], ends: [] });
  });
});

describe('the units', () => {
  it('keep the earliest dates, in whatever order months are counted', async () => {
    const [early, late] = [day('2026-10-09'), day('2026-11-09')];
    await units.note([
      { department: 'tax', obligedSince: late },
      { department: 'court', obligedSince: early, enrolledSince: late },
    ]);
    await units.note([
      { department: 'tax', obligedSince: early, enrolledSince: late },
      { department: 'court', obligedSince: late, enrolledSince: late },
    ]);
    expect(await units.all()).toEqual([
      { department: 'court', obligedSince: early, enrolledSince: late },
      { department: 'tax', obligedSince: early, enrolledSince: late },
    ]);
  });
});
