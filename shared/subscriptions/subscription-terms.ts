import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Subscription } from '../notifications/subscriptions.ts';
import type { DepartmentSubscription } from './subscription.ts';

/** Those that were ever approved, each from its first day until its last one or the day on which it was ended. */
export const everApproved = (all: readonly DepartmentSubscription[]): readonly Subscription[] =>
  all.filter(({ state }) => state === 'approved' || state === 'ended');

/** Where a subscription stands on a day: an approved one may not have begun, or be over. */
export const standingOn = ({ state, validFrom, validTo }: DepartmentSubscription, day: CalendarDate) => {
  if (state !== 'approved' && state !== 'ended') return state;
  if (day >= validTo) return state === 'ended' ? 'ended' : 'expired';
  return day < validFrom ? 'to-come' : 'running';
};
