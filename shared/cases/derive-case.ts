import type { Instant } from '../kernel/beijing-time.ts';
import { SUBJECT_SIDE } from '../mandates/mandate.ts';
import { type Notification, notification } from '../notifications/notification.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import type { HeadKey } from '../register/head.ts';
import { asFirstDone } from '../register/replayed.ts';
import type { CaseWork } from './case-work.ts';
import type { EndDate } from './end-date.ts';
import type { Follows } from './follows.ts';
import type { CaseAction, JointCase } from './joint-case.ts';

type IdOf = (text: string) => string;

const CREDIT_OFFICE = 'credit-office';

/** What changes what a case's tasks should be. An exception does not: a check reads it from the case itself. */
const CHANGES_TASKS: readonly CaseAction[] = [
  'dispatch',
  'suspend',
  'resume',
  'settle-objection',
  'end-measures',
  'end',
];
/** What the cases of an organisation's responsible persons follow. */
const IS_FOLLOWED: readonly CaseAction[] = ['suspend', 'resume', 'settle-objection', 'end'];

const tell = (joint: JointCase, type: NotificationType, at: Instant, idOf: IdOf) => {
  const { id, version, behaviour: kind, department, subject } = joint;
  return (recipient: string): Notification =>
    notification({ id, version, kind, department, subject }, { type, recipient, at }, idOf);
};

/** To those who settled a plan: all of it was carried out as the version of the case has it. */
export const carriedOut = (joint: JointCase, at: Instant, idOf: IdOf): readonly Notification[] =>
  [...new Set([CREDIT_OFFICE, joint.department])].map(tell(joint, 'case.carried-out', at, idOf));

/** When a case ends by date: with its listing, once that is decided and until it ended otherwise. */
export const endOfCase = ({ id, version, state, decision }: JointCase, key: HeadKey): EndDate => ({
  what: 'case',
  id,
  version,
  key,
  group: id,
  ...(decision && state !== 'ended' && { until: decision.listedUntil }),
});

/** A responsible person's case that was proposed just when the organisation's ended is not left behind. */
const mayHaveToFollow = ({ responsibility, change }: JointCase): boolean =>
  responsibility !== undefined && change.action === 'propose';

/** What a court resumes may still have to stand still for an overdue objection. */
const concernsObjections = ({ change: { action }, objection }: JointCase): boolean =>
  action === 'resume' && objection !== undefined;

const workOf = (joint: JointCase, key: HeadKey): readonly CaseWork[] => {
  const {
    id,
    version,
    change: { action },
    plan,
    responsibility,
  } = joint;
  return [
    ...(mayHaveToFollow(joint) || (plan.length > 0 && CHANGES_TASKS.includes(action))
      ? [{ type: 'carry-out', id, case: key, version, from: 0, organisation: 0 } as const]
      : []),
    // What was revoked is no example any more.
    ...(joint.end?.verb === 'revoke' && action === 'end' ? [{ type: 'untell', id, version } as const] : []),
    // An application or an objection that was about the case comes to its end with it.
    ...(action === 'end' ? [{ type: 'follow-end', what: 'case', id, key, version } as const] : []),
    ...(concernsObjections(joint)
      ? [{ type: 'follow-objections', what: 'case', id, key, cause: `${id}.${version}` } as const]
      : []),
    ...(responsibility === undefined && IS_FOLLOWED.includes(action)
      ? [{ type: 'follow-organisation', id, case: key, version } as const]
      : []),
  ];
};

/** Served, it can be dispatched: that is for the credit office to do. What the subject's own side says is for the initiator to hear. */
const toldOf = (joint: JointCase, at: Instant, idOf: IdOf): readonly Notification[] => {
  const { action, department } = joint.change;
  if (action === 'serve-decision') return [tell(joint, 'case.served', at, idOf)(CREDIT_OFFICE)];
  const isOwnWord = action === 'record-statement' && department === SUBJECT_SIDE;
  return isOwnWord ? [tell(joint, 'case.stated', at, idOf)(joint.department)] : [];
};
/** What a replayed version did when it was done first, by where it stands since. */
const FIRST_DONE: Partial<Record<JointCase['state'], CaseAction>> = { ended: 'end', suspended: 'suspend' };

/** What follows from a version of a case. */
export const deriveCase = (given: JointCase, key: HeadKey, idOf: IdOf): Follows => {
  const joint = asFirstDone(given, FIRST_DONE[given.state] ?? 'end-measures');
  const { action, at } = joint.change;
  return {
    ...((action === 'decide' || action === 'end') && { end: endOfCase(joint, key) }),
    counted: { joint },
    notifications: toldOf(joint, at, idOf),
    work: workOf(joint, key),
  };
};
