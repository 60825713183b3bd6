import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { holdsTogether } from '../../../shared/crypto/sealed-version.ts';
import { giveFeedback } from '../../../shared/tasks/feedback.ts';
import { reconcile } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { BASIS_SHARDS, type TaskStatus } from '../../../shared/tasks/task-index-store.ts';
import { type StoredTask, TASK_HEAD, type TaskStore, taskStore } from '../../../shared/tasks/task-store.ts';
import { acknowledge, LIVE_STATES, TRANSITIONS } from '../../../shared/tasks/transitions.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import {
  APPLIED,
  context,
  ended,
  INFORMATION,
  implementer,
  jointOf,
  MEASURE,
  present,
  pushed,
  system,
  value,
} from './tasks.ts';

let engines: Engines;
let store: TaskStore;
beforeAll(async () => {
  engines = await startEngines();
  store = taskStore({ client: documentClient(), table: names.registerTable });
});
afterAll(() => engines?.stop());

let serial = 0;
/** A task of a case of its own, so that each test has its department for itself. */
const fresh = (department: string, measure = MEASURE): Task => {
  serial += 1;
  return pushed(jointOf({ id: `CASE-${String(serial).padStart(17, '0')}` }), measure, department);
};

const added = async (task: Task): Promise<StoredTask> => {
  const outcome = await store.add(task, task);
  if (!outcome.ok) throw new Error('not added');
  return outcome.value;
};

const saved = async (old: StoredTask, next: Task | undefined): Promise<StoredTask> => {
  const from = [...LIVE_STATES, ...TRANSITIONS.confirmLift.from];
  const outcome = await store.change(old, present(next), from);
  if (!outcome.ok) throw new Error(`stale: ${outcome.failure.current}`);
  return outcome.value;
};

const AT = '2026-11-11T02:00:00.000Z';
const apply = (task: Task) => value(giveFeedback(task, APPLIED, context(AT)));
const lift = (task: Task) => reconcile(task, ended(jointOf()), undefined, system('2026-11-20T02:00:00.000Z'));

const idsOf = (tasks: readonly StoredTask[]) => tasks.map(({ image }) => image.id);

const all = async (department: string, status: TaskStatus, limit: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list({ department, status, after, limit });
    expect(page.tasks.length).toBeLessThanOrEqual(limit);
    ids.push(...idsOf(page.tasks));
    after = page.next;
  } while (after !== undefined);
  return ids;
};

const live = async (basis: string, limit = 2): Promise<number> => {
  let count = 0;
  for (let shard = 0; shard < BASIS_SHARDS; shard++) {
    let after: string | undefined;
    do {
      const page = await store.liveOn({ basis, shard, after, limit });
      count += page.keys.length;
      after = page.next;
    } while (after !== undefined);
  }
  return count;
};

describe('a task in the register', () => {
  it('is made once by plans that are carried out at once, and again', async () => {
    const task = fresh('education');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => store.add(task, task)));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(outcomes.filter((outcome) => outcome.ok && outcome.value.created)).toHaveLength(1);
    expect((await store.find(task.id))?.image).toEqual(task);
  });

  it('keeps every version, chained', async () => {
    const first = await added(fresh('education'));
    const second = await saved(first, apply(first.image));
    await saved(second, lift(second.image));
    const { versions } = await store.history(first.image.id, 0, 10);
    const head = present(await store.find(first.image.id));
    const all = [...versions, head];
    expect(all.every(holdsTogether)).toBe(true);
    expect(all.slice(1).map(({ seal }) => seal.previous)).toEqual(versions.map(({ seal }) => seal.hash));
    expect(all.map(({ image }) => image.state)).toEqual(['pushed', 'applied', 'lifting']);
  });

  it('is changed by one of two who were there at once', async () => {
    const first = await added(fresh('education'));
    const officers = ['a', 'b'].map((name) => acknowledge(first.image, implementer(AT, name)));
    const outcomes = await Promise.all(
      officers.map((next) => store.change(first, value(next), TRANSITIONS.acknowledge.from)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await store.find(first.image.id))?.image.version).toBe(2);
  });

  it('is read with others by their keys, each once, without those that are not there', async () => {
    const tasks = await Promise.all(Array.from({ length: 120 }, () => added(fresh('civil-affairs'))));
    const keys = tasks.map(({ image }) => TASK_HEAD.keyOf(image));
    const read = await store.getMany([...keys, ...keys.slice(0, 5), { pk: 'ORG#none', sk: 'joint#task#none' }]);
    expect(idsOf(read).toSorted()).toEqual(idsOf(tasks).toSorted());
  });
});

describe("a department's list", () => {
  it('holds what waits for it, first due first, over as many pages as it takes', async () => {
    const department = 'justice';
    const waiting = await Promise.all(Array.from({ length: 9 }, () => added(fresh(department))));
    const [one, two, three] = waiting.map(present);
    const acknowledged = await saved(present(one), value(acknowledge(present(one).image, implementer(AT))));
    const applied = await saved(present(two), apply(present(two).image));
    const lifting = await saved(present(three), apply(present(three).image));
    await saved(lifting, lift(lifting.image));
    await added(fresh(department, INFORMATION));
    const ids = await all(department, 'open', 4);
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
    // Acknowledged by 11-11 and answered by 11-23 come before what is to be lifted by 11-25.
    expect(ids.slice(-2)).toEqual([acknowledged.image.id, lifting.image.id]);
    expect(ids).not.toContain(applied.image.id);
    expect((await all(department, 'done', 1)).toSorted()).toContain(applied.image.id);
    expect(await all(department, 'done', 1)).toHaveLength(2);
  });

  it("is its own: another department's tasks are not in it", async () => {
    const task = await added(fresh('audit'));
    expect(await all('justice', 'open', 50)).not.toContain(task.image.id);
  });
});

describe('what rests on a basis', () => {
  it('is found while it is live: whatever a repeal must end', async () => {
    const basis = 'repealed-law-3';
    const on = (task: Task) => ({ ...task, basis });
    const waiting = await added(on(fresh('finance')));
    const informed = await added(on(fresh('bank', INFORMATION)));
    const applied = await added(on(fresh('finance')));
    await saved(applied, apply(applied.image));
    expect(await live(basis)).toBe(3);
    expect(await live(basis, 1)).toBe(3);
    await saved(waiting, lift(waiting.image));
    await saved(informed, lift(informed.image));
    expect(await live(basis)).toBe(1);
    expect(await live('another-law-1')).toBe(0);
  });
});
