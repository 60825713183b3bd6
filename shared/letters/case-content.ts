import { answerPeriodOn } from '../cases/due-process.ts';
import type { DecidedMeasure, JointCase } from '../cases/joint-case.ts';
import { addDays, beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { RESPONSIBLE_CLASS_LABELS } from '../lists/entry.ts';
import { JOINT_CASE } from '../repairs/repair-rule.ts';
import { CASE_END_WORDS } from '../subject-door/words.ts';
import type { Letter, Source } from './letter.ts';
import type { LetterNames, NamedMeasure } from './letter-names.ts';
import { repairTexts } from './repair-texts.ts';
import type { LetterContent } from './template.ts';
import { asWritten, dateWords, departmentName, figure, joined } from './wording.ts';

/** What is not listed beside a measure touches no decision that is checked here. */
const NO_DECISION: Label = { zh: '不限定具体审批事项', en: 'no particular decision' };

const termWords = ({ term }: NamedMeasure): Label =>
  term === undefined
    ? { zh: '以决定书为准', en: 'as the decision says' }
    : { zh: `${term.minMonths}至${term.maxMonths}个月`, en: `${term.minMonths} to ${term.maxMonths} months` };

const touched = ({ decisionTypes }: NamedMeasure): Label => joined(decisionTypes) ?? NO_DECISION;

const proposedRow = (measure: NamedMeasure): readonly Label[] => [
  measure.name,
  joined(measure.bases) ?? { zh: '见决定书', en: 'see the decision' },
  touched(measure),
  termWords(measure),
];

/** Until is the first day on which it no longer holds; people are told the last on which it does. */
const lastDayWords = (until: CalendarDate): Label => dateWords(addDays(until, -1));

const decidedRow = ({ measure, basis, from, until }: DecidedMeasure, names: LetterNames): readonly Label[] => {
  const named = names.measure(measure);
  return [named.name, names.basis(basis), touched(named), dateWords(from), lastDayWords(until)];
};

const responsibilityTexts = ({ responsibility }: JointCase) =>
  responsibility && {
    class: RESPONSIBLE_CLASS_LABELS[responsibility.class],
    role: asWritten(responsibility.role),
    finding: asWritten(responsibility.finding),
  };

const decisionTexts = ({ decision, notice, statements }: JointCase, names: LetterNames) =>
  decision && {
    reasons: asWritten(decision.reasons),
    onStatement: decision.onStatement === undefined ? undefined : asWritten(decision.onStatement),
    exemptionBasis: decision.exemption && names.basis(decision.exemption.basis),
    exemptionReason: decision.exemption && asWritten(decision.exemption.reason),
    listedUntil: lastDayWords(decision.listedUntil),
    ...(notice !== undefined && statements.length === 0 && { noStatement: { zh: '未提出', en: 'none was made' } }),
  };

/** What ended: all that had been decided and had not ended before, or the measures that are named. */
const endTexts = ({ change, end, endedMeasures, decision }: JointCase, names: LetterNames) => {
  const isWhole = change.action === 'end';
  const ended = isWhole ? end : endedMeasures.at(-1);
  if (ended === undefined || (!isWhole && change.action !== 'end-measures')) return { texts: {}, measures: [] };
  const together = endedMeasures.filter(({ endedAt }) => endedAt === ended.endedAt).map(({ measure }) => measure);
  const before = endedMeasures.map(({ measure }) => measure);
  const open = (decision?.measures ?? []).map(({ measure }) => measure).filter((code) => !before.includes(code));
  return {
    texts: {
      endVerb: CASE_END_WORDS[ended.verb],
      endDocument: asWritten(ended.document),
      endReason: asWritten(ended.reason),
      ...(isWhole ? { wholeEnd: figure(1) } : { partEnd: figure(1) }),
    },
    measures: (isWhole ? open : together).map((code) => names.measure(code).name),
  };
};

/** What a letter on a joint case says, by the version that brings it forth. */
export const caseContent = (
  joint: JointCase,
  { date }: Pick<Letter, 'date'>,
  { names, before }: { readonly names: LetterNames; readonly before?: Source | undefined },
): LetterContent => {
  const { act, notice, statements, suspension, decision, change } = joint;
  const ended = endTexts(joint, names);
  const wasSuspended = before?.entity === 'case' ? before.image.suspension : undefined;
  const stopped = suspension ?? wasSuspended;
  return {
    texts: {
      behaviour: names.behaviour(joint.behaviour),
      actDocument: asWritten(act.documentNumber),
      actDecidedOn: dateWords(act.decidedOn),
      actDate: dateWords(act.actDate),
      facts: asWritten(act.facts),
      answerDays: figure(answerPeriodOn(date)),
      ...responsibilityTexts(joint),
      ...(joint.responsibility && { classBasis: names.basis(joint.responsibility.classBasis) }),
      ...(notice && { noticeNumber: asWritten(notice.documentNumber), noticeServedOn: dateWords(notice.servedOn) }),
      statementDates: joined(statements.map(({ receivedOn }) => dateWords(receivedOn))),
      ...decisionTexts(joint, names),
      ...(decision && {
        decisionNumber: asWritten(decision.documentNumber),
        decidedOn: dateWords(decision.decidedOn),
        ...repairTexts({ kind: JOINT_CASE, department: joint.department, decisionDate: decision.decidedOn }, date),
      }),
      ...(stopped && {
        suspensionDocument: asWritten(stopped.document),
        suspensionReason: asWritten(stopped.reason),
        suspendedSince: dateWords(beijingDate(stopped.since)),
        suspendedBy: departmentName(stopped.department, date),
      }),
      resumptionReason: change.reason === undefined ? undefined : asWritten(change.reason),
      ...ended.texts,
      ofCase: figure(1),
    },
    lists: { bases: names.behaviourBases(joint.behaviour), endedMeasures: ended.measures },
    rows: {
      proposedMeasures: (notice?.measures ?? joint.proposed).map((code) => proposedRow(names.measure(code))),
      decidedMeasures: (decision?.measures ?? []).map((measure) => decidedRow(measure, names)),
    },
  };
};
