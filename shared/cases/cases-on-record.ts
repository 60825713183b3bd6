import { comparableText } from '../kernel/comparable-text.ts';
import type { CreditRecord, EndVerb } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import { endBySystem, type SystemEnd } from './ending.ts';
import type { JointCase } from './joint-case.ts';

/**
 * How a case ends whose record did: 修复 repaired with it; 删除 what should never have been is revoked, 移出 what is off the list is lifted.
 * Of the other ends the initiating department judges for itself: a changed decision may still carry the case.
 */
const CASE_VERBS: Readonly<Partial<Record<EndVerb, SystemEnd['verb']>>> = {
  repair: 'repair',
  delete: 'revoke',
  remove: 'lift',
};

/** Whether a record's end is one that its joint cases follow. */
export const endsCases = ({ end }: Pick<CreditRecord, 'end'>): boolean =>
  end !== undefined && CASE_VERBS[end.verb] !== undefined;

type Rested = Pick<CreditRecord, 'id' | 'documentNumber' | 'subject'>;

/** Whether a joint case rests on a record: it is on the same subject, and on the act of its document or proved by it. */
export const restsOn = ({ act, subject, effect }: JointCase, record: Rested): boolean =>
  effect === 'punishment' &&
  subject.key === record.subject.key &&
  (comparableText(act.documentNumber) === comparableText(record.documentNumber) || act.records.includes(record.id));

/** Whether a record ended and joint cases that rested on it have not. */
export const leftBehind = (record: CreditRecord, cases: readonly JointCase[]): boolean =>
  endsCases(record) && cases.some((joint) => joint.state !== 'ended' && restsOn(joint, record));

/** A case that rested on a record as that record's end leaves it; undefined if it rests on none, or has ended. */
export const endedWithRecord = (joint: JointCase, record: CreditRecord, by: Actor): JointCase | undefined => {
  const { end } = record;
  const verb = end && CASE_VERBS[end.verb];
  if (end === undefined || verb === undefined || !restsOn(joint, record)) return undefined;
  const { document, decidedOn, reason } = end;
  const ended = endBySystem(joint, { verb, document, decidedOn, reason }, by);
  return ended.ok ? ended.value : undefined;
};
