import type { EndDate } from '../cases/end-date.ts';
import type { Follows } from '../cases/follows.ts';
import { type NotificationType, notification } from '../notifications/notification.ts';
import type { HeadKey } from '../register/head.ts';
import { clockedTask } from './duties.ts';
import type { Task } from './task.ts';
import { isLive } from './transitions.ts';

const CREDIT_OFFICE = 'credit-office';

/** What a version means to the implementing department, and by when it is to answer. */
const toDepartment = (task: Task): { readonly type: NotificationType; readonly due?: Task['answerBy'] } | undefined => {
  switch (task.change.action) {
    case 'push':
      return task.state === 'informed'
        ? { type: 'measure.informed' }
        : { type: 'task.pushed', due: task.acknowledgeBy };
    case 'suspend':
      return { type: 'task.suspended' };
    case 'resume':
      return { type: 'task.resumed', due: task.state === 'pushed' ? task.acknowledgeBy : undefined };
    case 'lift':
      return task.state === 'lifting' ? { type: 'task.lift', due: task.lift?.confirmBy } : { type: 'task.withdrawn' };
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
export const deriveTask = (task: Task, key: HeadKey, idOf: (text: string) => string): Follows => {
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
      ...(told
        ? [
            notification(
              about,
              { type: told.type, recipient: task.department, at: change.at, ...(told.due && { due: told.due.date }) },
              idOf,
            ),
          ]
        : []),
      ...(answered
        ? initiatorsOf(task).map((recipient) => notification(about, { type: answered, recipient, at: change.at }, idOf))
        : []),
    ],
    work: [],
  };
};
