import type { CaseWork } from '../cases/case-work.ts';
import type { Follows } from '../cases/follows.ts';
import { notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import type { HeadKey } from '../register/head.ts';
import { clockedRepair } from './duties.ts';
import type { Repair, RepairAction } from './repair.ts';

const CREDIT_OFFICE = 'credit-office';

/** What a version means to the authority that decides. */
const TO_AUTHORITY: Partial<Record<RepairAction, NotificationType>> = {
  apply: 'repair.applied',
  withdraw: 'repair.closed',
  close: 'repair.closed',
  urge: 'repair.urged',
};

/** What a version means to the credit office, which supervises. */
const TO_CREDIT_OFFICE: Partial<Record<RepairAction, NotificationType>> = {
  grant: 'repair.decided',
  refuse: 'repair.decided',
  'record-bad-faith': 'repair.bad-faith',
  'reverse-bad-faith': 'repair.bad-faith',
};

/** By when the authority is to act on what it is told. */
const dueOf = ({ state, acceptBy, decideBy }: Repair) => {
  if (state === 'applied') return acceptBy.date;
  return state === 'accepted' ? decideBy?.date : undefined;
};

/**
 * A granted repair has its effect at once: publicity, sharing, use and measures end. An application for what ended while it was on its way
 * is closed.
 */
const workOf = (repair: Repair, key: HeadKey): readonly CaseWork[] => {
  const { id, version, target, change } = repair;
  if (change.action !== 'grant' && change.action !== 'apply') return [];
  return [{ type: 'follow-repair', id, repair: key, version, target: target.id }];
};

/** What follows from a version of an application for repair; `idOf` digests what makes a notification unique. */
export const deriveRepair = (repair: Repair, key: HeadKey, idOf: (text: string) => string): Follows => {
  const { id, version, target, department, subject, change } = repair;
  const about = { id, version, kind: target.kind, department, subject };
  const told: readonly (readonly [string, NotificationType | undefined])[] = [
    [department, TO_AUTHORITY[change.action]],
    // Where the credit office decides itself, nobody tells it what it did.
    [CREDIT_OFFICE, department === CREDIT_OFFICE ? undefined : TO_CREDIT_OFFICE[change.action]],
  ];
  const due = dueOf(repair);
  return {
    clock: { clocked: clockedRepair(repair), key },
    notifications: told.flatMap(([recipient, type]) =>
      type === undefined ? [] : [notification(about, { type, recipient, at: change.at, ...(due && { due }) }, idOf)],
    ),
    work: workOf(repair, key),
  };
};
