import { comparableText } from '../kernel/comparable-text.ts';
import { isStatement } from '../records/kinds/kinds.ts';
import type { CreditRecord, EndVerb } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import { endBySystem, type SystemEnd } from './ending.ts';
import type { JointCase } from './joint-case.ts';

/**
 * How a case ends whose record did: 修复 repaired with it; 删除 what should never have been is revoked, 移出 what is off the list is lifted.
 * 撤销、确认违法、确认无效 revoke what rests on the act itself (I1): no measure outlives the decision that it is for. Of the other ends, and of what
 * was only evidence, the initiating department judges for itself: a changed decision may still carry the case.
 */
const CASE_VERBS: Readonly<Partial<Record<EndVerb, SystemEnd['verb']>>> = {
  repair: 'repair',
  delete: 'revoke',
  remove: 'lift',
  revoke: 'revoke',
  'declare-unlawful': 'revoke',
  'declare-void': 'revoke',
};

const ENDS_EVIDENCE: readonly EndVerb[] = ['repair', 'delete', 'remove'];

/** Whether a record's end is one that its joint cases follow: that of a statement, which carries no case, never is (I9). */
export const endsCases = ({ kind, end }: Pick<CreditRecord, 'kind' | 'end'>): boolean =>
  !isStatement(kind) && end !== undefined && CASE_VERBS[end.verb] !== undefined;

type Rested = Pick<CreditRecord, 'id' | 'kind' | 'documentNumber' | 'subject'>;

const isAct = ({ act }: JointCase, { documentNumber }: Rested): boolean =>
  comparableText(act.documentNumber) === comparableText(documentNumber);

/**
 * Whether a joint case rests on a record: it is on the same subject, and on the act of its document or proved by it. None rests on a statement,
 * whatever number its author gave it.
 */
export const restsOn = (joint: JointCase, record: Rested): boolean =>
  joint.effect === 'punishment' &&
  !isStatement(record.kind) &&
  joint.subject.key === record.subject.key &&
  (isAct(joint, record) || joint.act.records.includes(record.id));

/** Whether the end of a record is one that this case follows. */
const follows = (joint: JointCase, record: CreditRecord): boolean => {
  const { end } = record;
  if (end === undefined || CASE_VERBS[end.verb] === undefined || !restsOn(joint, record)) return false;
  return ENDS_EVIDENCE.includes(end.verb) || isAct(joint, record);
};

/** Whether a record ended and joint cases that rested on it have not. */
export const leftBehind = (record: CreditRecord, cases: readonly JointCase[]): boolean =>
  cases.some((joint) => joint.state !== 'ended' && follows(joint, record));

/** A case that rested on a record as that record's end leaves it; undefined if it rests on none, or has ended. */
export const endedWithRecord = (joint: JointCase, record: CreditRecord, by: Actor): JointCase | undefined => {
  const { end } = record;
  const verb = end && CASE_VERBS[end.verb];
  if (end === undefined || verb === undefined || !follows(joint, record)) return undefined;
  const { document, decidedOn, reason } = end;
  const ended = endBySystem(joint, { verb, document, decidedOn, reason }, by);
  return ended.ok ? ended.value : undefined;
};
