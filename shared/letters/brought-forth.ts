import type { JointCase } from '../cases/joint-case.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import type { Objection } from '../objections/objection.ts';
import { decidedAgainstOn, isNegative } from '../records/finding.ts';
import type { CreditRecord, EndVerb } from '../records/record.ts';
import type { Repair } from '../repairs/repair.ts';
import { JOINT_CASE, repairVerdict } from '../repairs/repair-rule.ts';
import type { Source } from './letter.ts';
import type { LetterType } from './letter-type.ts';

/** Its subject heard of a case by a notice or a decision; before, there is nothing to take back. */
const wasTold = ({ notice, service }: JointCase): boolean => notice !== undefined || service !== undefined;

/** What is told of a case that ended: that it is not pursued, or that what it brought is lifted. */
const endOf = (joint: JointCase): readonly LetterType[] => {
  if (!wasTold(joint)) return [];
  return joint.end?.verb === 'not-sustained' ? ['not-sustained'] : ['lift'];
};

/** How to repair, where the initiating department repairs: a court lifts what it found itself. */
const repairOf = ({ department, decision, change }: JointCase): readonly LetterType[] => {
  const today = beijingDate(change.at);
  const question = { kind: JOINT_CASE, department, decisionDate: decision?.decidedOn ?? today, today };
  return repairVerdict(question).by === 'authority' ? ['repair-notice'] : [];
};

const caseLetters = (joint: JointCase): readonly LetterType[] => {
  switch (joint.change.action) {
    case 'propose':
    case 'serve-notice':
      // Incentives go without notice.
      return joint.effect === 'punishment' ? ['prior-notice'] : [];
    case 'decide':
      // 两书同达: how to repair is told together with what is decided.
      return joint.effect === 'punishment' ? ['decision', ...repairOf(joint)] : ['incentive-decision'];
    case 'suspend':
      return wasTold(joint) ? ['suspension'] : [];
    case 'resume':
      return wasTold(joint) ? ['resumption'] : [];
    case 'end-measures':
      return wasTold(joint) ? ['lift'] : [];
    case 'end':
      return endOf(joint);
    default:
      return [];
  }
};

/** Ends of a record that another letter tells: the grant of a repair, the decision on an objection. */
const TOLD_OTHERWISE: readonly EndVerb[] = ['repair', 'remove', 'delete'];

/** Whether whose record it is also repairs it: what a court entered, the court strikes off. */
const isRepairedByAuthority = (record: CreditRecord): boolean => {
  const { kind, department, severity, change } = record;
  const [decisionDate, today] = [decidedAgainstOn(record), beijingDate(change.at)];
  return repairVerdict({ kind, department, grade: severity?.grade, decisionDate, today }).by === 'authority';
};

/** Letters follow from negative records only, and only once others were told of them: one that is held may be on somebody else (I10). */
export const isTold = (record: CreditRecord): boolean => record.told !== undefined && isNegative(record);

const recordLetters = (record: CreditRecord): readonly LetterType[] => {
  const { told, version, change, end } = record;
  if (!isTold(record)) return [];
  if (told?.since === version) return isRepairedByAuthority(record) ? ['repair-notice'] : [];
  switch (change.action) {
    case 'correct':
      return ['correction'];
    // What was found of it is against the subject from now on, and how it is repaired is told with it.
    case 'find-outcome':
      return isRepairedByAuthority(record) ? ['repair-notice'] : [];
    case 'suspend':
      return ['suspension'];
    case 'resume':
      return ['resumption'];
    case 'confirm-withdrawal':
    case 'end':
      return end === undefined || TOLD_OTHERWISE.includes(end.verb) ? [] : ['record-end'];
    default:
      return [];
  }
};

const OBJECTION_LETTERS = {
  file: 'objection-receipt',
  extend: 'objection-extension',
  decide: 'objection-decision',
  'ask-review': 'review-receipt',
  'decide-review': 'review-decision',
  'fall-away': 'objection-moot',
} as const satisfies Record<Objection['change']['action'], LetterType>;

const REPAIR_LETTERS = {
  apply: 'repair-receipt',
  accept: 'repair-acceptance',
  'refuse-acceptance': 'repair-non-acceptance',
  // 督办 is between authorities, and a withdrawal is the subject's own word.
  urge: undefined,
  withdraw: undefined,
  extend: 'repair-extension',
  grant: 'repair-grant',
  refuse: 'repair-refusal',
  close: 'repair-moot',
  'record-bad-faith': 'bad-faith',
  'reverse-bad-faith': 'bad-faith-reversal',
} as const satisfies Record<Repair['change']['action'], LetterType | undefined>;

/** The sorts of letter that a version of a head brings forth, in the order in which they are read. */
export const broughtForth = (source: Source): readonly LetterType[] => {
  switch (source.entity) {
    case 'case':
      return caseLetters(source.image);
    case 'record':
      return recordLetters(source.image);
    case 'objection':
      return [OBJECTION_LETTERS[source.image.change.action]];
    case 'repair':
      return [REPAIR_LETTERS[source.image.change.action]].filter((type) => type !== undefined);
    default:
      return source satisfies never;
  }
};
