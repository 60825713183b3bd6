import type { CaseWork } from '../cases/case-work.ts';
import type { EndDate } from '../cases/end-date.ts';
import type { Follows } from '../cases/follows.ts';
import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import type { HeadKey } from '../register/head.ts';
import { clockedObjection } from './duties.ts';
import type { Objection, ObjectionAction } from './objection.ts';
import { isUndecided } from './transitions.ts';

type IdOf = (text: string) => string;

const CREDIT_OFFICE = 'credit-office';

/** What a version means to who handles the objection, and to the credit office, which supervises and reviews. */
const TYPES = {
  file: 'objection.filed',
  extend: 'objection.extended',
  decide: 'objection.decided',
  'ask-review': 'objection.review-requested',
  'decide-review': 'objection.reviewed',
  'fall-away': 'objection.fell-away',
} as const satisfies Record<ObjectionAction, NotificationType>;

/** By when who is told must act. */
const dueOf = ({ change: { action }, decideBy, review }: Objection): CalendarDate | undefined => {
  if (action === 'file' || action === 'extend') return decideBy.date;
  return action === 'ask-review' ? review?.decideBy.date : undefined;
};

/** A word about an objection to those whom it concerns. */
export const tellOf = (objection: Objection, type: NotificationType, idOf: IdOf): readonly Notification[] => {
  const { id, version, target, department, subject, change } = objection;
  const due = dueOf(objection);
  return [...new Set([department, CREDIT_OFFICE])].map((recipient) =>
    notification(
      { id, version, kind: target.kind, department, subject },
      { type, recipient, at: change.at, ...(due && { due }) },
      idOf,
    ),
  );
};

/** While it is undecided it is looked at every night, from the next one on: for a mark that was lost, and for a case that must stand still. */
const endOf = (objection: Objection): EndDate => {
  const { id, version, target, change } = objection;
  const end = { what: 'objection', id, version, key: target.key, group: target.id, against: target.type } as const;
  return { ...end, ...(isUndecided(objection) && { until: addDays(beijingDate(change.at), 1) }) };
};

/** What a record or case is to bear on the word of an objection. */
export const workOfObjection = ({ id, version, target }: Objection): CaseWork => ({
  type: 'follow-objections',
  what: target.type,
  id: target.id,
  key: target.key,
  cause: `${id}.${version}`,
});

/** What follows from a version of an objection. */
export const deriveObjection = (objection: Objection, key: HeadKey, idOf: IdOf): Follows => ({
  end: endOf(objection),
  ...(objection.decision && { counted: { objection } }),
  clock: { clocked: clockedObjection(objection), key },
  notifications: tellOf(objection, TYPES[objection.change.action], idOf),
  // It falls away because of what was already done to what it was against.
  work: objection.state === 'moot' ? [] : [workOfObjection(objection)],
});
