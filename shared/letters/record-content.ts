import { addDays, beijingDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { Label } from '../kernel/label.ts';
import type { FieldValue } from '../records/content-schema.ts';
import { decidedAgainstOn, isNegative } from '../records/finding.ts';
import { contentColumns, kindDefinition } from '../records/kinds/kinds.ts';
import { lawfulPublicity } from '../records/publicity.ts';
import type { SeverityGrade } from '../records/publicity-rules.ts';
import type { CreditRecord } from '../records/record.ts';
import { END_WORDS } from '../subject-door/words.ts';
import type { Letter, Source } from './letter.ts';
import { repairTexts } from './repair-texts.ts';
import type { LetterContent } from './template.ts';
import { asWritten, dateWords, departmentName, figure } from './wording.ts';

const GRADES: Readonly<Record<SeverityGrade, Label>> = {
  minor: { zh: '轻微失信', en: 'minor' },
  general: { zh: '一般失信', en: 'general' },
  serious: { zh: '严重失信', en: 'serious' },
};

const NONE: Label = { zh: '无', en: 'none' };

const YUAN = 100;

/** A value of the content as people read it; money in yuan. */
const valueWords = (value: FieldValue | undefined, type: string): Label => {
  if (value === undefined) return NONE;
  if (type === 'money')
    return { zh: `${(Number(value) / YUAN).toFixed(2)}元`, en: `CNY ${(Number(value) / YUAN).toFixed(2)}` };
  return asWritten(typeof value === 'object' ? value.join('；') : String(value));
};

const gradeWords = ({ severity }: CreditRecord): Label => (severity === undefined ? NONE : GRADES[severity.grade]);

const publicWords = ({ disclosure }: CreditRecord): Label =>
  disclosure?.public === true ? { zh: '公示', en: 'public' } : { zh: '不公示', en: 'not public' };

/** What a correction changed: field, before, after. */
const correctedRows = (record: CreditRecord, before: CreditRecord): readonly (readonly Label[])[] => {
  const columns = contentColumns(record.kind).map(({ field, label, shape }) => ({
    label,
    before: valueWords(before.content[field], shape.type),
    after: valueWords(record.content[field], shape.type),
  }));
  const marks = [
    { label: { zh: '失信程度', en: 'severity' }, before: gradeWords(before), after: gradeWords(record) },
    { label: { zh: '公示', en: 'publicity' }, before: publicWords(before), after: publicWords(record) },
  ];
  return [...columns, ...marks]
    .filter((row) => canonicalJson(row.before) !== canonicalJson(row.after))
    .map((row) => [row.label, row.before, row.after]);
};

/** When repair may be asked for, and until when the record may be public, by the rules of its own day and the letter's. */
const termTexts = (record: CreditRecord, { date: today }: Pick<Letter, 'date'>) => {
  const { kind, department, severity } = record;
  const decisionDate = decidedAgainstOn(record);
  const publicity = lawfulPublicity(record, today);
  return {
    ...repairTexts({ kind, department, grade: severity?.grade, decisionDate }, today),
    ...(publicity?.until === undefined
      ? {}
      : { publicFrom: dateWords(publicity.from), publicUntil: dateWords(addDays(publicity.until, -1)) }),
    ...(publicity === undefined && { notPublic: figure(1) }),
  };
};

/** What was found of it: in whole or part broken, what was not performed and how the liability was pursued. */
const findingTexts = (record: CreditRecord) => {
  const { outcome } = kindDefinition(record.kind);
  if (outcome === undefined || !isNegative(record)) return {};
  const said = (field: string): Label => asWritten(String(record.content[field] ?? ''));
  return {
    fulfilment: said(outcome.status),
    unperformed: said(outcome.unperformed),
    liabilityPursued: said(outcome.liability),
  };
};

/** What a letter on a record says, by the version that brings it forth. */
export const recordContent = (
  record: CreditRecord,
  letter: Pick<Letter, 'date'>,
  before: Source | undefined,
): LetterContent => {
  const { kind, documentNumber, authority, severity, end, change } = record;
  const earlier = before?.entity === 'record' ? before.image : undefined;
  const stopped = record.suspension ?? earlier?.suspension;
  return {
    texts: {
      record: kindDefinition(kind).label,
      recordDocument: asWritten(documentNumber),
      recordDecidedOn: dateWords(decidedAgainstOn(record)),
      ...findingTexts(record),
      authority: asWritten(authority.name),
      grade: severity && gradeWords(record),
      criterion: severity && asWritten(severity.criterion),
      ...termTexts(record, letter),
      ...(end && {
        endVerb: END_WORDS[end.verb],
        endDocument: asWritten(end.document),
        endDecidedOn: dateWords(end.decidedOn),
        endReason: asWritten(end.reason),
      }),
      ...(stopped && {
        suspensionDocument: asWritten(stopped.document),
        suspensionReason: asWritten(stopped.reason),
        suspendedSince: dateWords(beijingDate(stopped.since)),
        suspendedBy: departmentName(stopped.department, letter.date),
      }),
      correctionReason: change.reason === undefined ? undefined : asWritten(change.reason),
      resumptionReason: change.reason === undefined ? undefined : asWritten(change.reason),
      ofRecord: figure(1),
    },
    rows: { corrected: earlier === undefined ? [] : correctedRows(record, earlier) },
  };
};
