import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunClocksDependencies, runClocks } from '../../functions/schedule/handlers/run-clocks.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { type ClockStore, clockStore } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { addDays, beijingMidnight, type CalendarDate } from '../../shared/kernel/beijing-time.ts';
import { type InboxStore, inboxStore } from '../../shared/notifications/inbox-store.ts';
import { Notification } from '../../shared/notifications/notification.ts';
import { chasedQuarter, chaseNotifications } from '../../shared/progress-reports/chase-notifications.ts';
import { reportId } from '../../shared/progress-reports/progress-report-store.ts';
import { clockedTask } from '../../shared/tasks/duties.ts';
import { confirmLift, giveFeedback } from '../../shared/tasks/feedback.ts';
import { reconcile } from '../../shared/tasks/reconcile.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { acknowledge } from '../../shared/tasks/transitions.ts';
import { clockedEnd } from '../../shared/withdrawal-ledger/end-notice.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import {
  APPLIED,
  context,
  day,
  ended,
  INFORMATION,
  implementer,
  jointOf,
  present,
  pushed,
  suspended,
  system,
  value,
} from '../shared/tasks/tasks.ts';

let engines: Engines;
let clocks: ClockStore;
let inbox: InboxStore;
beforeAll(async () => {
  engines = await startEngines();
  const derived = { client: documentClient(), table: names.derivedTable };
  clocks = clockStore(derived);
  inbox = inboxStore(derived);
});
afterAll(() => engines?.stop());

/** Heads of the register, by the sort keys of their tasks. */
const heads = new Map<string, Task>();
const logged: { readonly message: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
const note = (message: string, fields: object) => void logged.push({ message, fields: { ...fields } });
let sent: Notification[] = [];

const NOTHING_ELSE = {
  record: async () => undefined,
  objection: async () => undefined,
  acceptance: async () => undefined,
  subscription: async () => undefined,
};

const run = (today: CalendarDate | string, deps: Partial<RunClocksDependencies> = {}) =>
  runClocks({
    clocks,
    clockedAt: {
      ...NOTHING_ELSE,
      task: async ({ sk }) => {
        const task = heads.get(sk);
        return task && clockedTask(task);
      },
      repair: async () => undefined,
      'end-notice': async (key) => {
        const entry = await inbox.at(key);
        return entry && clockedEnd(entry);
      },
      reopen: async () => undefined,
    },
    chase: async () => [],
    notifications: {
      send: async (some) => {
        sent = [...sent, ...some];
        for (const one of some) await inbox.deliver(Notification.parse(JSON.parse(JSON.stringify(one))));
      },
    },
    idOf: digestId,
    now: () => beijingMidnight(day(today)),
    log: { info: note, warn: note, error: note },
    ...deps,
  })();

let serial = 0;
/** A task of a department of its own, pushed on 9 November: to be acknowledged by the 11th, answered by the 23rd. */
const own = (task: Task = pushed()): Task => {
  serial += 1;
  return { ...task, id: digestId(`task ${serial}`), department: `silent-${serial}` };
};
const keyOf = ({ id }: Task) => ({ pk: 'ORG#91210299000000019R', sk: `joint#task#${id}` });
/** What the register and then the relay do. */
const save = async (task: Task): Promise<Task> => {
  heads.set(keyOf(task).sk, task);
  await clocks.put(clockedTask(task), keyOf(task));
  return task;
};
const runDaily = async (from: string, to: string): Promise<void> => {
  for (let today = day(from); today <= day(to); today = addDays(today, 1)) {
    await run(today);
    await run(today);
  }
};

const said = async (recipient: string, task: Task): Promise<readonly string[]> => {
  const { entries } = await inbox.open(recipient, undefined, 1_000);
  return entries
    .filter(({ about }) => about === task.id)
    .map(({ type, clock, due }) => `${type.replace('task.', '')} ${clock} ${due}`);
};
const toDepartment = (task: Task) => said(task.department, task);
const toCreditOffice = (task: Task) => said('credit-office', task);

const WHOLE_SILENCE = {
  department: [
    'reminder acknowledge 2026-11-11',
    'overdue acknowledge 2026-11-11',
    'reminder answer 2026-11-23',
    'overdue answer 2026-11-23',
  ],
  creditOffice: ['escalated acknowledge 2026-11-11', 'escalated answer 2026-11-23'],
};

describe('a department that is silent for weeks', () => {
  it('is reminded, told that it is overdue, and named to the credit office, each once, and then left alone', async () => {
    const task = await save(own());
    await runDaily('2026-11-09', '2026-12-31');
    expect(await toDepartment(task)).toEqual(WHOLE_SILENCE.department);
    expect(await toCreditOffice(task)).toEqual(WHOLE_SILENCE.creditOffice);
    expect(sent.filter(({ about }) => about === task.id)).toHaveLength(6);
    sent = [];
    await run('2027-06-01');
    expect(sent).toEqual([]);
  });

  it('hears all that still says something if days were missed, and its silence reaches the credit office', async () => {
    const task = await save(own());
    await run('2026-11-18');
    await run('2026-12-31');
    await run('2026-12-31');
    expect(await toDepartment(task)).toEqual(['overdue acknowledge 2026-11-11', 'overdue answer 2026-11-23']);
    expect(await toCreditOffice(task)).toEqual(WHOLE_SILENCE.creditOffice);
  });

  it('keeps nobody else waiting: another department answers, and hears nothing', async () => {
    const silent = await save(own());
    const other = await save(own());
    await save(value(giveFeedback(other, APPLIED, context('2026-11-10T02:00:00.000Z'))));
    await runDaily('2026-11-11', '2026-12-10');
    expect(await toDepartment(other)).toEqual([]);
    expect(await toDepartment(silent)).not.toEqual([]);
  });

  it('is pressed no more for what it did, and on for what it owes', async () => {
    const task = await save(own());
    await runDaily('2026-11-09', '2026-11-12');
    const acknowledged = await save(value(acknowledge(task, implementer('2026-11-12T09:00:00.000Z'))));
    await runDaily('2026-11-13', '2026-11-24');
    const answered = value(giveFeedback(acknowledged, APPLIED, context('2026-11-24T09:00:00.000Z')));
    await save(answered);
    await runDaily('2026-11-25', '2026-12-10');
    expect(await toDepartment(task)).toEqual(WHOLE_SILENCE.department);
    expect(await toCreditOffice(task)).toEqual([]);
    const lifting = present(reconcile(answered, ended(jointOf()), undefined, system('2026-12-10T02:00:00.000Z')));
    await save(lifting);
    await runDaily('2026-12-10', '2026-12-16');
    const confirmed = confirmLift(
      lifting,
      { on: day('2026-12-17'), what: '已解除' },
      context('2026-12-17T02:00:00.000Z'),
    );
    await save(value(confirmed));
    await runDaily('2026-12-17', '2026-12-31');
    expect((await toDepartment(task)).slice(4)).toEqual(['reminder lift 2026-12-15', 'overdue lift 2026-12-15']);
    expect(await toCreditOffice(task)).toEqual([]);
  });

  it('is left alone while the measure is suspended, and has its whole term again after it', async () => {
    const task = await save(own());
    await run('2026-11-10');
    const held = present(reconcile(task, suspended(jointOf()), undefined, system('2026-11-11T02:00:00.000Z')));
    await save(held);
    await runDaily('2026-11-11', '2026-12-10');
    expect(await toDepartment(task)).toEqual(['reminder acknowledge 2026-11-11']);
    await save(present(reconcile(held, jointOf(), undefined, system('2026-12-10T02:00:00.000Z'))));
    await runDaily('2026-12-10', '2026-12-14');
    expect(await toDepartment(task)).toEqual(expect.arrayContaining([expect.stringMatching(/^overdue acknowledge/)]));
  });

  it('is nobody that owes nothing: private bodies have no clock', async () => {
    const task = await save(own(pushed(jointOf(), INFORMATION, 'bank')));
    await runDaily('2026-11-09', '2026-12-10');
    expect(sent.filter(({ about }) => about === task.id)).toEqual([]);
    const due: unknown[] = [];
    for await (const page of clocks.dueBy(day('2036-01-01')))
      due.push(...page.filter((clock) => clock.about === task.id));
    expect(due).toEqual([]);
  });
});

describe('the clocks', () => {
  it('go by what the register holds, though the relay is behind', async () => {
    const task = await save(own());
    heads.set(keyOf(task).sk, value(giveFeedback(task, APPLIED, context('2026-11-10T02:00:00.000Z'))));
    await runDaily('2026-11-11', '2026-11-30');
    expect(await toDepartment(task)).toEqual([]);
  });

  it('say a stage again under its own id, if it could not be noted that it was said', async () => {
    const task = await save(own());
    const forgetful = { ...clocks, sent: () => Promise.reject(new Error('table gone')) };
    await expect(run('2026-11-12', { clocks: forgetful })).rejects.toThrow('could not be run');
    await run('2026-11-12');
    const ids = sent.filter(({ about }) => about === task.id).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    expect(await toDepartment(task)).toEqual(['overdue acknowledge 2026-11-11']);
  });

  it('hold back no other, where one cannot be run; the run then fails, and is repeated', async () => {
    const [broken, whole] = [await save(own()), await save(own())];
    heads.delete(keyOf(broken).sk);
    await expect(run('2026-11-12')).rejects.toThrow('could not be run');
    expect(await toDepartment(whole)).toEqual(['overdue acknowledge 2026-11-11']);
    expect(logged.filter(({ message }) => message === 'clock not run').at(-1)?.fields).toMatchObject({
      about: broken.id,
    });
    heads.set(keyOf(broken).sk, broken);
    await run('2026-11-12');
    expect(await toDepartment(broken)).toEqual(['overdue acknowledge 2026-11-11']);
  });

  it('run by several at once, while officers act and the relay repeats itself, say nothing twice', async () => {
    const tasks = await Promise.all(Array.from({ length: 12 }, () => save(own())));
    const runs = ['2026-11-10', '2026-11-12', '2026-11-16', '2026-11-16', '2026-11-20'].map((today) => run(today));
    const acts = tasks
      .slice(0, 6)
      .map((task) => save(value(acknowledge(task, implementer('2026-11-10T02:00:00.000Z')))));
    const repeats = tasks.map((task) => clocks.put(clockedTask(task), keyOf(task)));
    await Promise.all([...runs, ...acts, ...repeats]);
    await run('2026-12-31');
    for (const task of tasks) {
      const said = [...(await toDepartment(task)), ...(await toCreditOffice(task))];
      expect(new Set(said).size).toBe(said.length);
      expect(said).toEqual(expect.arrayContaining(['overdue answer 2026-11-23', 'escalated answer 2026-11-23']));
    }
  });

  it('take up a plan of hundreds of tasks at once', async () => {
    const tasks = await Promise.all(Array.from({ length: 250 }, () => save(own())));
    sent = [];
    await run('2026-11-10');
    const about = new Set(sent.map((one) => one.about));
    expect(tasks.every(({ id }) => about.has(id))).toBe(true);
    await Promise.all(
      tasks.map((task) => save(value(giveFeedback(task, APPLIED, context('2026-11-10T02:00:00.000Z'))))),
    );
  });

  it('say each stage once, whatever the order of versions, repetitions and runs', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 5 }), { maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 }),
        async (replays, days) => {
          const first = own();
          const acknowledged = value(acknowledge(first, implementer('2026-11-10T02:00:00.000Z')));
          const held = present(
            reconcile(acknowledged, suspended(jointOf()), undefined, system('2026-11-12T02:00:00.000Z')),
          );
          const resumed = present(reconcile(held, jointOf(), undefined, system('2026-11-13T02:00:00.000Z')));
          const versions = [first, acknowledged, held, resumed];
          heads.set(keyOf(first).sk, resumed);
          for (const at of [...replays, 3]) {
            const version = versions[at % versions.length] ?? first;
            await clocks.put(clockedTask(version), keyOf(version));
            await run(addDays(day('2026-11-13'), days[at % days.length] ?? 0));
            const next = versions[(at + 1) % versions.length] ?? first;
            await clocks.put(clockedTask(next), keyOf(next));
          }
          await clocks.put(clockedTask(resumed), keyOf(resumed));
          await run('2027-02-01');
          const told = sent.filter(({ about }) => about === first.id);
          const stages = told.map(({ type, clock, due }) => `${type} ${clock} ${due}`);
          expect(stages.length).toBe(new Set(stages).size);
          expect(stages).toEqual(
            expect.arrayContaining(['task.overdue answer 2026-11-27', 'task.escalated answer 2026-11-27']),
          );
          expect(stages.every((stage) => stage.endsWith('answer 2026-11-27'))).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('a unit whose report is not in', () => {
  it('hears of it once at each stage, however often the clocks run', async () => {
    const chase = async (today: CalendarDate) =>
      chaseNotifications(chasedQuarter(today), { reports: [], today, idOf: digestId, reportIdOf: reportId });
    for (const today of ['2027-01-01', '2027-01-31', '2027-01-31', '2027-02-01']) await run(today, { chase });
    const { entries } = await inbox.open('postal-administration', undefined, 100);
    expect(entries.map(({ type }) => type)).toEqual(['report.overdue']);
  });
});
