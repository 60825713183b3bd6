import { type ClockStore, clockKey } from '../clocks/clock-store.ts';
import type { DeliveredNotifications } from '../notifications/delivered-store.ts';
import { notificationKey } from '../notifications/inbox-store.ts';
import type { Notification } from '../notifications/notification.ts';
import { clockedEnd } from '../withdrawal-ledger/end-notice.ts';
import type { DerivedItems } from './derived-items-store.ts';

export interface EndClocksDeps {
  readonly delivered: Pick<DeliveredNotifications, 'entries'>;
  readonly derivedItems: DerivedItems;
  readonly clocks: Pick<ClockStore, 'put'>;
}

/** Sets the clocks of notices of ends that lie in their inbox without one, or only counts them; one that was lost itself comes with its clock. */
export const mendEndClocks = async (
  { delivered, derivedItems, clocks }: EndClocksDeps,
  notifications: readonly Notification[],
  dryRun: boolean,
): Promise<number> => {
  const ends = notifications.filter((one) => clockedEnd(one) !== undefined).map(({ id }) => id);
  const entries = [...(await delivered.entries(ends)).values()];
  const noted = await derivedItems(entries.map(({ id }) => clockKey(id)));
  const lost = entries.filter(({ id }) => noted(clockKey(id)) === undefined);
  for (const entry of dryRun ? [] : lost) {
    const clocked = clockedEnd(entry);
    if (clocked !== undefined) await clocks.put(clocked, notificationKey(entry.id));
  }
  return lost.length;
};
