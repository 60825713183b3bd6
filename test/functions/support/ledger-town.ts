import { runClocks } from '../../../functions/schedule/handlers/run-clocks.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { clockedTask } from '../../../shared/tasks/duties.ts';
import { type Ending, liftBySystem } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { TASK_HEAD } from '../../../shared/tasks/task-store.ts';
import { LIVE_STATES } from '../../../shared/tasks/transitions.ts';
import { clockedEnd } from '../../../shared/withdrawal-ledger/end-notice.ts';
import { noteTold } from '../../../shared/withdrawal-ledger/note-told.ts';
import { clockedReopen } from '../../../shared/withdrawal-ledger/reopen.ts';
import { reopenStore } from '../../../shared/withdrawal-ledger/reopen-store.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { names } from '../../engines.ts';
import { coded, newFirm, newReference, startChecking } from '../http/support/checking.ts';
import { caseTown } from './case-town.ts';

/** Why a measure ends, by the verb. */
export const ending = (verb: Ending['verb']): Ending => ({ verb, reason: '原认定错误', document: '撤1号' });

/** The API with measures in force and checks on them, and all that follows from them, over one engine. */
export const ledgerTown = async () => {
  const api = await startChecking();
  const town = await caseTown(api.engines);
  const derived = { client: town.client, table: names.derivedTable };
  const inbox = inboxStore(derived);
  const reopens = reopenStore(derived);
  const sent: Notification[] = [];
  let isDown = false;

  const setTime = (text: string): void => {
    api.setTime(text);
    town.setTime(text);
  };

  /** What the queue does with notices; while the inboxes are out of reach, they wait. */
  const deliver = async (): Promise<void> => {
    if (isDown) return;
    for (const notification of town.notified.splice(0)) {
      sent.push(notification);
      await inbox.deliver(notification);
    }
  };

  const clocks = runClocks({
    clocks: clockStore(derived),
    clockedAt: {
      task: async (key) => {
        const found = await town.tasks.get(key);
        return found && clockedTask(found.image);
      },
      repair: async () => undefined,
      acceptance: async () => undefined,
      subscription: async () => undefined,
      record: async () => undefined,
      objection: async () => undefined,
      'end-notice': async (key) => {
        const found = await inbox.at(key);
        return found && clockedEnd(found);
      },
      reopen: async (key) => {
        const found = await reopens.at(key);
        return found && clockedReopen(found);
      },
    },
    chase: async () => [],
    notifications: town.deps.notifications,
    idOf: digestId,
    now: town.now,
    log: { info: () => undefined, warn: () => undefined, error: (_, { error }) => Promise.reject(error) },
  });

  return {
    api,
    town,
    inbox,
    reopens,
    told: toldStore(derived),
    sent,
    setTime,
    setDown: (down: boolean) => {
      isDown = down;
    },
    deliver,
    settle: async (): Promise<void> => {
      await town.settle();
      await deliver();
    },
    runClocks: async (): Promise<void> => {
      await clocks();
      await deliver();
    },
    /** A check of a new firm that a measure binds; nothing more of its case is to be carried out. */
    checked: async (given: { readonly task?: Partial<Task>; readonly joint?: Partial<JointCase> } = {}) => {
      const firm = newFirm();
      const { joint, task } = await api.town.inForce(firm, given.task, { plan: [], ...given.joint });
      const { status, body } = await api.check([coded(firm)], { reference: newReference() });
      if (status !== 201) throw new Error(JSON.stringify(body));
      const [{ measures }] = body.answers;
      return { firm, joint, task, check: String(body.id), measure: String(measures[0].id) };
    },
    outcome: (check: string, measure: string, outcome: 'applied' | 'declined') =>
      api.outcome(check, {
        decisionDocument: `决${check.slice(0, 4)}号`,
        outcomes: [
          outcome === 'applied' ? { measure, outcome, document: '决1号' } : { measure, outcome, reason: '不影响' },
        ],
      }),
    /** What a check does last: it notes who was told, and looks at the measure again. */
    noteAgain: ({ task, check: purpose }: { readonly task: Task; readonly check: string }): Promise<void> =>
      noteTold({ told: toldStore(derived), tasks: town.tasks.getMany, work: town.queue })([
        {
          what: 'task',
          key: TASK_HEAD.keyOf(task),
          about: task.id,
          recipient: task.department,
          channel: 'check',
          purpose,
          at: town.now(),
          version: task.version,
        },
      ]),
    /** Ends a measure, as the machinery does once its case or basis ended. */
    end: async (task: Task, why: Ending): Promise<Task> => {
      const key = TASK_HEAD.keyOf(task);
      const found = await town.tasks.get(key);
      if (found === undefined) throw new Error('there is no such task');
      const by = { department: 'credit-office', officer: 'system', at: town.now() };
      const next = (image: Task) => liftBySystem(image, why, by);
      return (await settleHead(town.tasks, { key, found, next, from: LIVE_STATES })).head.image;
    },
  };
};

export type LedgerTown = Awaited<ReturnType<typeof ledgerTown>>;
