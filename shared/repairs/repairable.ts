import type { JointCase } from '../cases/joint-case.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Failure, Failures } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { decidedAgainstOn, isNegative } from '../records/finding.ts';
import type { CreditRecord } from '../records/record.ts';
import type { HeadKey } from '../register/head.ts';
import { namedSubject } from '../subjects/named-subject.ts';
import type { Repair } from './repair.ts';
import { JOINT_CASE, type RepairDay, type RepairQuestion, repairVerdict } from './repair-rule.ts';

/** Something that its authority can repair, and from when that may be asked. */
export interface Repairable extends Pick<Repair, 'target' | 'department' | 'subject'> {
  readonly earliest: RepairDay;
}

const NOTHING: Failure = { kind: 'nothing-to-repair', pointer: '/target' };

const judged = (
  question: RepairQuestion,
  found: Omit<Repairable, 'earliest' | 'department'>,
): Result<Repairable, Failures> => {
  const verdict = repairVerdict(question);
  switch (verdict.by) {
    case 'authority':
      return ok({ ...found, department: question.department, earliest: verdict.earliest });
    case 'court':
      return fail([{ kind: 'repair-by-court', pointer: '/target', parameters: { basis: verdict.basis } }]);
    case 'nobody':
      return fail([NOTHING]);
    default:
      return verdict satisfies never;
  }
};

/** What became of a target meanwhile: whether it has ended, whose word it is, and from when today's rule lets it be repaired. */
export interface TargetNow {
  readonly hasEnded: boolean;
  readonly authors: readonly string[];
  readonly earliest?: CalendarDate;
}

/** What the register holds no more, because its term of retention is over. */
export const PUT_AWAY: TargetNow = { hasEnded: true, authors: [] };

const earliestOf = (question: RepairQuestion): Pick<TargetNow, 'earliest'> => {
  const verdict = repairVerdict(question);
  return verdict.by === 'authority' ? { earliest: verdict.earliest.date } : {};
};

/** A record as it is now: one that is held may be repaired before it is released. */
export const recordNow = (
  { kind, department, severity, decisionDate, state, author }: CreditRecord,
  today: CalendarDate,
): TargetNow => ({
  hasEnded: state === 'ended',
  authors: [author],
  ...earliestOf({ kind, department, grade: severity?.grade, decisionDate, today }),
});

/** A joint case as it is now. */
export const caseNow = ({ state, department, decision, author }: JointCase, today: CalendarDate): TargetNow => ({
  hasEnded: state === 'ended',
  authors: [author, ...(decision ? [decision.officer] : [])],
  ...(decision && earliestOf({ kind: JOINT_CASE, department, decisionDate: decision.decidedOn, today })),
});

/** Of a record what is in force: what has ended is over, and what is held is neither public nor shared. */
const isInForce = ({ state }: CreditRecord): boolean => state === 'active' || state === 'withdrawal-proposed';

/** A negative record 失信信息, repaired by the department that decided it 谁认定谁修复. */
export const repairableRecord = (
  record: CreditRecord,
  key: HeadKey,
  today: CalendarDate,
): Result<Repairable, Failures> => {
  const { id, kind, department, documentNumber, author, severity, subject } = record;
  const decisionDate = decidedAgainstOn(record);
  if (!isNegative(record) || !isInForce(record)) return fail([NOTHING]);
  // 谁认定谁修复: who entered it is not here, and what it decides comes with the exchange.
  if (record.mirrored !== undefined) return fail([{ kind: 'mirrored-entry', pointer: '/target' }]);
  const target = { type: 'record', id, key, kind, documentNumber, decisionDate, authors: [author] } as const;
  return judged(
    { kind, department, grade: severity?.grade, decisionDate, today },
    { target, subject: namedSubject(subject) },
  );
};

/** A joint case of punishment that was decided and has not ended, repaired by the department that initiated it. */
export const repairableCase = (joint: JointCase, key: HeadKey, today: CalendarDate): Result<Repairable, Failures> => {
  const { id, state, effect, behaviour: kind, department, decision, author, subject } = joint;
  if (effect !== 'punishment' || decision === undefined || state === 'ended') return fail([NOTHING]);
  const { documentNumber, decidedOn: decisionDate } = decision;
  const authors = [...new Set([author, decision.officer])];
  const target = { type: 'case', id, key, kind, documentNumber, decisionDate, authors } as const;
  return judged({ kind: JOINT_CASE, department, decisionDate, today }, { target, subject });
};
