import type { CaseWork } from '../../shared/cases/case-work.ts';
import { NO_GROUNDS } from '../../shared/cases/grounds.ts';
import type { JointCase } from '../../shared/cases/joint-case.ts';
import { isBinding } from '../../shared/checks/binding.ts';
import type { CheckFile } from '../../shared/checks/check.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import type { CalendarDate, Instant } from '../../shared/kernel/beijing-time.ts';
import type { ReadHeads } from '../../shared/register/head-batch-store.ts';
import type { Task } from '../../shared/tasks/task.ts';
import { TASK_HEAD } from '../../shared/tasks/task-store.ts';
import { noteTold } from '../../shared/withdrawal-ledger/note-told.ts';
import { measureIdIn, type Reopen } from '../../shared/withdrawal-ledger/reopen.ts';
import type { Telling } from '../../shared/withdrawal-ledger/telling.ts';
import { tellingKey } from '../../shared/withdrawal-ledger/told-store.ts';
import type { Town } from './town.ts';

/** What a check of a history can ask: what the register says now, and the machinery that its end goes to. */
export interface CheckingDeps {
  readonly town: Town;
  readonly tasks: ReadHeads<Task>;
  readonly cases: () => Promise<ReadonlyMap<string, JointCase>>;
  readonly send: (work: readonly CaseWork[]) => Promise<void>;
  readonly mortal: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
  readonly now: () => Instant;
  readonly today: () => CalendarDate;
}

/** A check that was answered a measure. */
export interface Answered {
  readonly check: string;
  readonly task: string;
}

const FIELD = { officer: 'checker', salt: '', receipt: { payload: '', signature: '', keyId: '' } };

/** Checks before decisions, their outcomes and the list of decisions to look at again, in memory. */
export const openChecking = (deps: CheckingDeps) => {
  const { mortal, now } = deps;
  const tellings = new Map<string, Telling>();
  const files = new Map<string, CheckFile>();
  const reopens = new Map<string, Reopen>();
  const answered: Answered[] = [];

  const told = {
    note: async (all: readonly Telling[]) => {
      for (const one of all) {
        const { pk, sk } = tellingKey(one);
        await mortal(async () => void (tellings.has(`${pk} ${sk}`) || tellings.set(`${pk} ${sk}`, one)));
      }
    },
    of: async (about: string) => [...tellings.values()].filter((one) => one.about === about),
  };
  const note = noteTold({ told, tasks: deps.tasks, work: { send: deps.send } });

  /** The measures that bind a decision now, by the heads as they are. */
  const binding = async (known: readonly Task[]): Promise<readonly Task[]> => {
    const cases = await deps.cases();
    const today = deps.today();
    return known.filter((task) => {
      const question = { decisionType: task.binds[0] ?? '', department: task.department, today };
      const organisation = task.organisationCase && cases.get(task.organisationCase.id);
      const basis = deps.town.instruments.get(task.basis);
      return isBinding({ task, joint: cases.get(task.case.id), organisation, grounds: NO_GROUNDS, basis }, question);
    });
  };

  const fileOf = (task: Task, check: string, at: Instant): CheckFile => {
    const measure = {
      id: measureIdIn(check, task.id, digestId),
      authority: { department: task.initiator, name: { zh: '', en: '' } },
      documentNumber: task.decisionDocument,
      measure: { code: task.measure, name: { zh: '', en: '' } },
      basis: { title: { zh: '', en: '' }, article: { zh: '', en: '' } },
      until: task.until,
    };
    const answers = [
      { subject: task.subject.key, measures: [measure], nameDiffers: false, leads: 0, heads: 1, position: '' },
    ];
    return {
      check: {
        id: check,
        department: task.department,
        decisionType: task.binds[0] ?? '',
        reference: check,
        purpose: '',
        openedAt: at,
        askings: 1,
      },
      askings: [{ id: check, at, ...FIELD, answers }] as unknown as CheckFile['askings'],
      outcomes: new Map(),
      decisionDocument: undefined,
    };
  };

  return {
    deps: {
      told,
      checkFiles: { get: async (id: string) => files.get(id) },
      reopens: {
        list: (all: readonly Reopen[]) =>
          mortal(async () => {
            for (const one of all) if (!reopens.has(one.id)) reopens.set(one.id, one);
          }),
      },
    },
    files,
    reopens,
    answered,
    /** A department checks before a decision that a measure may bind: what is read, is answered once it is noted. */
    ask: async (known: readonly Task[], pick: number): Promise<(() => Promise<void>) | undefined> => {
      const bound = await binding(known);
      const task = bound[pick % Math.max(bound.length, 1)];
      if (task === undefined) return undefined;
      const check = digestId(`check ${files.size}`);
      const at = now();
      files.set(check, fileOf(task, check, at));
      const key = TASK_HEAD.keyOf(task);
      const { id: about, version, department: recipient } = task;
      return async () => {
        await note([{ what: 'task', key, about, version, channel: 'check', recipient, purpose: check, at }]);
        answered.push({ check, task: about });
      };
    },
    /** What became of the measure of a check. */
    decide: (pick: number, isApplied: boolean): void => {
      const asked = answered[pick % Math.max(answered.length, 1)];
      const file = asked && files.get(asked.check);
      if (asked === undefined || file === undefined || file.outcomes.size > 0) return;
      const measure = measureIdIn(asked.check, asked.task, digestId);
      const outcome = isApplied ? 'applied' : 'declined';
      const said = { measure, outcome, officer: 'checker', at: now() } as const;
      files.set(asked.check, { ...file, outcomes: new Map([[measure, said]]), decisionDocument: '决1号' });
    },
  };
};
