import type { EndDate } from '../cases/end-date.ts';
import type { Follows } from '../cases/follows.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import type { HeadKey } from '../register/head.ts';
import { asFirstDone } from '../register/replayed.ts';
import { dueOfEnd } from '../withdrawal-ledger/end-due.ts';
import { tellOfTask } from '../withdrawal-ledger/tell-later.ts';
import { clockedTask } from './duties.ts';
import type { Task } from './task.ts';
import { isLive } from './transitions.ts';

const CREDIT_OFFICE = 'credit-office';

interface ToldDepartment {
  readonly type: NotificationType;
  readonly due?: CalendarDate;
}

/** An end is to be acknowledged; a private body that was only informed owes nothing (国办发〔2020〕49号). */
const endOf = ({ obligation, change }: Task, type: NotificationType): ToldDepartment => ({
  type,
  ...(obligation === 'obligatory' && dueOfEnd(type, change.at)),
});

const by = (deadline: Task['answerBy']) => (deadline === undefined ? {} : { due: deadline.date });

/** What a version means to the implementing department, and by when it is to answer. */
const toDepartment = (task: Task): ToldDepartment | undefined => {
  switch (task.change.action) {
    case 'push':
      return task.state === 'informed'
        ? { type: 'measure.informed' }
        : { type: 'task.pushed', ...by(task.acknowledgeBy) };
    case 'suspend':
      return endOf(task, 'task.suspended');
    case 'resume':
      return { type: 'task.resumed', ...by(task.state === 'pushed' ? task.acknowledgeBy : undefined) };
    case 'lift':
      return task.state === 'lifting'
        ? { type: 'task.lift', ...by(task.lift?.confirmBy) }
        : endOf(task, 'task.withdrawn');
    default:
      return undefined;
  }
};

/** What a department's own doing means to those who initiated it. */
const TO_INITIATORS: Partial<Record<Task['change']['action'], NotificationType>> = {
  apply: 'task.answered',
  decline: 'task.answered',
  'confirm-lift': 'task.lifted',
};

const initiatorsOf = ({ initiator, department }: Task): readonly string[] =>
  [...new Set([CREDIT_OFFICE, initiator])].filter((recipient) => recipient !== department);

/** When a task ends by date: with its term, while its measure is live. */
export const endOfTask = (task: Task, key: HeadKey): EndDate => ({
  what: 'task',
  id: task.id,
  version: task.version,
  key,
  group: task.case.id,
  ...(isLive(task) && { until: task.until }),
});

/** What follows from a version of a task; `idOf` digests what makes a notification unique. */
export const deriveTask = (given: Task, key: HeadKey, idOf: (text: string) => string): Follows => {
  const task = asFirstDone(given, 'lift');
  const { id, version, measure: kind, initiator: department, subject, change } = task;
  const about = { id, version, kind, department, subject };
  const told = toDepartment(task);
  const clocked = clockedTask(task);
  const answered = TO_INITIATORS[change.action];
  return {
    ...((change.action === 'push' || change.action === 'lift') && { end: endOfTask(task, key) }),
    counted: { task },
    ...(clocked.duties.length > 0 && { clock: { clocked, key } }),
    notifications: [
      ...(told ? [notification(about, { ...told, recipient: task.department, at: change.at }, idOf)] : []),
      ...(answered
        ? initiatorsOf(task).map((recipient) => notification(about, { type: answered, recipient, at: change.at }, idOf))
        : []),
    ],
    work: tellOfTask(task, key),
  };
};
