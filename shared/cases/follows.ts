import type { ClockStore } from '../clocks/clock-store.ts';
import type { Clocked } from '../clocks/clocked.ts';
import type { Notification } from '../notifications/notification.ts';
import type { NotificationQueue } from '../notifications/notification-queue.ts';
import type { Objection } from '../objections/objection.ts';
import type { HeadKey } from '../register/head.ts';
import type { JointCountStore } from '../statistics/joint-count-store.ts';
import type { Task } from '../tasks/task.ts';
import type { CaseWork } from './case-work.ts';
import type { CaseWorkQueue } from './case-work-queue.ts';
import type { EndDate } from './end-date.ts';
import type { EndDateStore } from './end-date-store.ts';
import type { JointCase } from './joint-case.ts';

/** What must follow from a version of a case, a task or an instrument. Each part bears an id that follows from it: twice is once. */
export interface Follows {
  /** When it ends by date, where this version begins or ends that. */
  readonly end?: EndDate;
  /** What is counted: the newest version of a task, a case, or an objection that was decided. */
  readonly counted?: { readonly task: Task } | { readonly joint: JointCase } | { readonly objection: Objection };
  /** The clock of what a department owes something on. */
  readonly clock?: { readonly clocked: Clocked; readonly key: HeadKey };
  readonly notifications: readonly Notification[];
  readonly work: readonly CaseWork[];
}

/** Where it goes. */
export interface FollowsStores {
  readonly ends: Pick<EndDateStore, 'note'>;
  readonly jointCounts: Pick<JointCountStore, 'noteTask' | 'noteCase' | 'noteObjection'>;
  readonly clocks: Pick<ClockStore, 'put'>;
  readonly notifications: NotificationQueue;
  readonly caseWork: CaseWorkQueue;
}

const note = ({ jointCounts }: FollowsStores, counted: NonNullable<Follows['counted']>): Promise<void> => {
  if ('task' in counted) return jointCounts.noteTask(counted.task);
  return 'joint' in counted ? jointCounts.noteCase(counted.joint) : jointCounts.noteObjection(counted.objection);
};

/** Writes and sends what follows from a version; work is asked for when all else is there. */
export const bringAbout = async (stores: FollowsStores, follows: Follows): Promise<void> => {
  const { end, counted, clock, notifications, work } = follows;
  if (end) await stores.ends.note(end);
  if (counted) await note(stores, counted);
  if (clock) await stores.clocks.put(clock.clocked, clock.key);
  await stores.notifications.send(notifications);
  await stores.caseWork.send(work);
};
