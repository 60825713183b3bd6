import type { CarryOutDeps } from '../../functions/queue/handlers/carry-out.ts';
import { type WorkOnCasesDeps, workOnCases } from '../../functions/queue/handlers/work-on-cases.ts';
import { CASE_HEAD, type CaseStore } from '../../shared/cases/case-store.ts';
import { type CaseWork, occasionOf } from '../../shared/cases/case-work.ts';
import { deriveCase } from '../../shared/cases/derive-case.ts';
import { type EndDate, workAtEnd } from '../../shared/cases/end-date.ts';
import { bringAbout, type Follows } from '../../shared/cases/follows.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import {
  addDays,
  beijingDate,
  type CalendarDate,
  type Instant,
  toEpochMs,
  toInstant,
} from '../../shared/kernel/beijing-time.ts';
import { fail } from '../../shared/kernel/result.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import type { Head, HeadKey } from '../../shared/register/head.ts';
import type { HeadStore } from '../../shared/register/head-store.ts';
import { countedCase, countedTask } from '../../shared/statistics/joint-counted.ts';
import { deriveTask } from '../../shared/tasks/derive-task.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { TASK_HEAD, type TaskStore } from '../../shared/tasks/task-store.ts';
import { openChecking } from './checking.ts';
import type { Known } from './deeds.ts';
import type { Register } from './laws.ts';
import { listsOf, type Town } from './town.ts';

type Writes<Image extends Head> = Pick<HeadStore<Image>, 'add' | 'get' | 'change'>;

/** The stores of a history, in memory or on the engine. */
export interface Stores {
  readonly cases: Writes<JointCase> & Pick<CaseStore, 'beside' | 'getMany'>;
  readonly tasks: Writes<Task> & Pick<TaskStore, 'getMany' | 'liveOn'>;
  readonly progress: CarryOutDeps['progress'];
  readonly reports: WorkOnCasesDeps['reports'];
}

/** A process dies here. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** One change of the register, as its stream brings it. */
type Changed = { readonly follows: () => Follows };

const EPOCH = Date.parse('2026-11-02T02:00:00.000Z');
const DAY_MS = 86_400_000;

/** Heads of a sort that these histories do not have. */
const NO_HISTORY = { erased: 0, next: undefined };
const NOBODY_LEAVES = {
  find: async () => undefined,
  mark: async () => undefined,
  unmark: async () => undefined,
  forget: async () => false,
};
const nowhere = { get: async () => undefined, change: async () => fail({ current: 0 }) };
const nothingBefore = async () => ({ versions: [], next: undefined });

/** What is counted, and whose clock was set, by the newest version that was heard of: as the derived table guards it. */
const notedVersions = (mortal: <Answer>(call: () => Promise<Answer>) => Promise<Answer>) => {
  const counted = new Map<string, { readonly version: number; readonly as: unknown }>();
  const note = ({ id, version }: Head, as: unknown) =>
    mortal(async () => {
      if ((counted.get(id)?.version ?? 0) < version) counted.set(id, { version, as });
    });
  const stores = {
    jointCounts: {
      noteTask: (task: Task) => note(task, countedTask(task)),
      noteObjection: async () => undefined,
      noteCase: (joint: JointCase) => note(joint, countedCase(joint)),
    },
    clocks: { put: () => mortal(async () => undefined) },
    exchange: { hear: () => mortal(async () => undefined) },
  };
  return { counted, stores };
};

/** Everything around the stores of one history: time, stream, queue, notices, and processes that die. */
export const openWorld = (town: Town, stores: Stores) => {
  let time = EPOCH;
  let leftUntilCrash = Number.POSITIVE_INFINITY;
  const stream: Changed[] = [];
  let relayed = 0;
  const queue = new Map<string, CaseWork>();
  const told = new Map<string, Notification>();
  const ends = new Map<string, EndDate>();
  const now = (): Instant => {
    time += 1;
    return toInstant(time);
  };
  const today = (): CalendarDate => beijingDate(toInstant(time));

  /** Every call may be the one during which the process dies: before it is done, or after. */
  const mortal = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    leftUntilCrash -= 1;
    if (leftUntilCrash === 0) throw new Crash();
    const answer = await call();
    leftUntilCrash -= 1;
    if (leftUntilCrash === 0) throw new Crash();
    return answer;
  };

  const recorded = <Image extends Head>(
    heads: Writes<Image>,
    kept: Map<string, Image[]>,
    { follows, keyOf }: { follows: (image: Image, key: HeadKey) => Follows; keyOf: (image: Image) => HeadKey },
  ): Writes<Image> => {
    const changed = (image: Image): void => {
      stream.push({ follows: () => follows(image, keyOf(image)) });
      kept.set(image.id, [...(kept.get(image.id) ?? []), image]);
    };
    return {
      get: (key) => mortal(() => heads.get(key)),
      add: (image, request) =>
        mortal(async () => {
          const added = await heads.add(image, request);
          if (added.ok && added.value.created) changed(added.value.image);
          return added;
        }),
      change: (old, next, from) =>
        mortal(async () => {
          const saved = await heads.change(old, next, from);
          if (saved.ok) changed(next);
          return saved;
        }),
    };
  };

  const keptCases = new Map<string, JointCase[]>();
  const keptTasks = new Map<string, Task[]>();
  const cases = {
    ...recorded(stores.cases, keptCases, {
      follows: (image, key) => deriveCase(image, key, digestId),
      keyOf: CASE_HEAD.keyOf,
    }),
    beside: stores.cases.beside,
    onSubject: async () => [],
    history: nothingBefore,
  };
  const tasks = {
    ...recorded(stores.tasks, keptTasks, {
      follows: (image, key) => deriveTask(image, key, digestId),
      keyOf: TASK_HEAD.keyOf,
    }),
    getMany: stores.tasks.getMany,
    liveOn: stores.tasks.liveOn,
  };
  const noted = notedVersions(mortal);
  const noteEnd = async (end: EndDate): Promise<void> => {
    const known = ends.get(end.id);
    if (known === undefined || known.version <= end.version) ends.set(end.id, end);
  };
  const send = async (work: readonly CaseWork[]): Promise<void> => {
    for (const one of work) await mortal(async () => void queue.set(occasionOf(one), one));
  };
  const tell = async (notifications: readonly Notification[]): Promise<void> => {
    for (const one of notifications) await mortal(async () => void told.set(one.id, one));
  };

  const heads = async (): Promise<Known> => ({
    cases: await stores.cases.getMany([...keptCases.values()].map(([first]) => CASE_HEAD.keyOf(first as JointCase))),
    tasks: await stores.tasks.getMany([...keptTasks.values()].map(([first]) => TASK_HEAD.keyOf(first as Task))),
  });
  const checking = openChecking({
    town,
    tasks: stores.tasks.getMany,
    cases: async () => new Map((await heads()).cases.map(({ image }) => [image.id, image])),
    send,
    mortal,
    now,
    today,
  });
  const asked: (() => Promise<void>)[] = [];

  const work = workOnCases({
    pause: async () => undefined,
    cases,
    tasks,
    progress: {
      find: (id) => mortal(() => stores.progress.find(id)),
      note: (id, progress) => mortal(() => stores.progress.note(id, progress)),
    },
    reports: stores.reports,
    // These histories have no records, no applications for repair and no objections; nobody tells of their cases.
    records: { ...nowhere, history: nothingBefore },
    repairs: { ...nowhere, onSubject: async () => [] },
    objections: { ...nowhere, ofSubject: async () => [] },
    typicalCases: { ...nowhere, onCase: async () => [] },
    ends: { note: noteEnd },
    ...checking.deps,
    told: { ...checking.deps.told, forget: async () => undefined },
    // Nothing grows old in them either.
    heads: {
      find: async () => undefined,
      get: async () => undefined,
      putAway: async () => false,
      eraseHistory: async () => NO_HISTORY,
      history: async () => [],
    },
    bearers: { of: async () => [], forget: async () => undefined },
    eraseBytes: async () => undefined,
    removeReopens: async () => undefined,
    erasures: nowhere,
    due: { note: async () => undefined, notedVersion: async () => undefined },
    ledger: { enter: async () => undefined },
    subjects: NOBODY_LEAVES,
    notifications: { send: tell },
    work: { send },
    measuresOf: async () => listsOf(town, today()).measures.entries,
    bases: async (codes) =>
      new Map(codes.flatMap((code) => [town.instruments.get(code) ?? []].flat().map((entry) => [code, entry]))),
    now,
    log: {
      info: () => {},
      warn: () => {},
      error: (_, { error }) => {
        throw error;
      },
    },
  });

  const relayOne = async (changed: Changed): Promise<void> =>
    bringAbout(
      { ends: { note: noteEnd }, notifications: { send: tell }, caseWork: { send }, ...noted.stores },
      changed.follows(),
    );

  const surviving = async (calls: number, act: () => Promise<void>): Promise<boolean> => {
    leftUntilCrash = calls;
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof Crash) return false;
      throw error;
    } finally {
      leftUntilCrash = Number.POSITIVE_INFINITY;
    }
  };

  const workOn = async (occasion: string, message: CaseWork): Promise<void> => {
    // Taken off before it is worked on: what it sends meanwhile under the same name is a new one.
    queue.delete(occasion);
    const body = JSON.stringify(message);
    const attributes = { MessageGroupId: 'one', ApproximateReceiveCount: 1 };
    await work({ Records: [{ messageId: occasion, body, attributes }] });
  };

  return {
    town,
    stores: { cases, tasks },
    told,
    /** Every version that was written, as it was written. */
    register: (): Register => ({ cases: [...keptCases.values()], tasks: [...keptTasks.values()] }),
    /** The heads as they are now. */
    known: heads,
    checking,
    /** A department checks; its answer is on its way until it is noted who was told. */
    ask: async (pick: number): Promise<void> => {
      const { tasks: known } = await heads();
      const answer = await checking.ask(
        known.map(({ image }) => image),
        pick,
      );
      if (answer) asked.push(answer);
    },
    /** Answers leave; where a process dies before, nothing was answered. */
    answer: async (calls: number): Promise<void> => {
      for (const one of asked.splice(0)) await surviving(calls, one);
    },
    counted: noted.counted,
    now,
    today,
    lists: (day: CalendarDate = today()) => listsOf(town, day),
    pass: (days: number) => {
      time = toEpochMs(toInstant(time)) + days * DAY_MS;
    },
    /** The relay takes up the next change, or dies at it and begins with it again. */
    relayNext: async (calls: number): Promise<void> => {
      const changed = stream[relayed];
      if (changed && (await surviving(calls, () => relayOne(changed)))) relayed += 1;
    },
    /** A change comes once more, long after. */
    relayAgain: async (pick: number): Promise<void> => {
      const changed = relayed > 0 ? stream[pick % relayed] : undefined;
      if (changed) await relayOne(changed);
    },
    /** A message is worked on, whichever; if its process dies, or it was handed out twice, it comes again. */
    workOne: async (pick: number, calls: number, twice: boolean): Promise<void> => {
      const found = [...queue][pick % Math.max(queue.size, 1)];
      if (found === undefined) return;
      const done = await surviving(calls, () => workOn(...found));
      if (!done || twice) queue.set(`${found[0]}|again`, found[1]);
    },
    /** The nightly search for what has ended by date. */
    sweep: (): void => {
      for (const end of ends.values()) {
        if (end.until === undefined || end.until > today()) continue;
        const asked = workAtEnd(end, today());
        queue.set(occasionOf(asked), asked);
      }
    },
    repeal: (code: string, inDays: number): void => {
      const entry = town.instruments.get(code);
      if (entry === undefined || entry.inForceUntil !== undefined) return;
      const inForceUntil = addDays(today(), inDays);
      const repealed = { ...entry, version: entry.version + 1, inForceUntil };
      town.instruments.set(code, repealed);
      void noteEnd({
        what: 'basis',
        id: entry.id + code,
        version: repealed.version,
        key: { pk: 'INSTRUMENTS', sk: code },
        group: code,
        until: inForceUntil,
      });
    },
    /** Everything on its way arrives, nothing dies any more. */
    settle: async (): Promise<void> => {
      for (let round = 0; round < 2_000; round += 1) {
        const changed = stream[relayed];
        const [message] = queue;
        if (changed) {
          await relayOne(changed);
          relayed += 1;
        } else if (message) await workOn(...message);
        else return;
      }
      throw new Error('the queue never runs empty');
    },
  };
};
export type World = ReturnType<typeof openWorld>;
