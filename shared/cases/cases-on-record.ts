import { comparableText } from '../kernel/comparable-text.ts';
import { isStatement } from '../records/kinds/kinds.ts';
import type { CreditRecord, EndVerb, RecordEnd } from '../records/record.ts';
import type { SystemEnd } from './ending.ts';
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

/** How a record ended, or ends on what was decided: what its cases must know of it. */
export type RecordEnding = Pick<RecordEnd, 'verb' | 'document' | 'decidedOn' | 'reason'>;

/** How a case ends with a record that ends so; undefined if it does not rest on that record, or follows no such end. */
export const endsWith = (
  joint: JointCase,
  record: Rested,
  { verb: ended, document, decidedOn, reason }: RecordEnding,
): SystemEnd | undefined => {
  const verb = CASE_VERBS[ended];
  if (verb === undefined || !restsOn(joint, record)) return undefined;
  return ENDS_EVIDENCE.includes(ended) || isAct(joint, record) ? { verb, document, decidedOn, reason } : undefined;
};
