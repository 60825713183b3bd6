import type { Notification } from '../notifications/notification.ts';
import type { NotificationQueue } from '../notifications/notification-queue.ts';
import type { CaseWork } from './case-work.ts';
import type { CaseWorkQueue } from './case-work-queue.ts';
import type { EndDate } from './end-date.ts';
import type { EndDateStore } from './end-date-store.ts';

/** What must follow from a version of a case, a task or an instrument. Each part bears an id that follows from it: twice is once. */
export interface Follows {
  /** When it ends by date, where this version begins or ends that. */
  readonly end?: EndDate;
  readonly notifications: readonly Notification[];
  readonly work: readonly CaseWork[];
}

/** Where it goes. */
export interface FollowsStores {
  readonly ends: Pick<EndDateStore, 'note'>;
  readonly notifications: NotificationQueue;
  readonly caseWork: CaseWorkQueue;
}

/** Writes and sends what follows from a version; work is asked for when all else is there. */
export const bringAbout = async (stores: FollowsStores, { end, notifications, work }: Follows): Promise<void> => {
  if (end) await stores.ends.note(end);
  await stores.notifications.send(notifications);
  await stores.caseWork.send(work);
};
