import { bodyOf } from '../bodies/bodies.ts';
import type { Document } from '../documents/document.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Language } from '../kernel/language.ts';
import { caseContent } from './case-content.ts';
import { fill } from './fill.ts';
import type { LetterNames } from './letter-names.ts';
import { LETTER_NAMES } from './letter-type.ts';
import type { SourcedLetter } from './letters-of.ts';
import { objectionContent } from './objection-content.ts';
import { recordContent } from './record-content.ts';
import { remediesAgainst } from './remedies.ts';
import { repairContent } from './repair-content.ts';
import type { LetterContent } from './template.ts';
import { templateOn } from './templates.ts';
import { asWritten, dateWords, departmentName, figure, identifiedBy, YOU } from './wording.ts';

/** What is printed on a draft, so that it can be signed and handed over. */
export interface DraftMarks {
  readonly documentNumber?: string | undefined;
  readonly date?: CalendarDate | undefined;
}

const contentOf = (letter: SourcedLetter, names: LetterNames): LetterContent => {
  const { source } = letter;
  switch (source.entity) {
    case 'case':
      return caseContent(source.image, letter, { names, before: source.before });
    case 'record':
      return recordContent(source.image, letter, source.before);
    case 'objection':
      return objectionContent(source.image, names);
    case 'repair':
      return repairContent(source.image, names);
    default:
      return source satisfies never;
  }
};

const addressee = ({ subject }: SourcedLetter): Label => {
  const by = identifiedBy(subject);
  return by === undefined
    ? asWritten(subject.name)
    : { zh: `${subject.name}（${by.zh}）`, en: `${subject.name} (${by.en})` };
};

const remedyTexts = ({ department, date }: SourcedLetter): LetterContent['texts'] => {
  if (bodyOf(department) !== undefined) return { ofBody: figure(1) };
  const remedies = remediesAgainst(department, date);
  if (remedies === undefined) return { ofAuthority: figure(1), ofCourt: figure(1) };
  return {
    ofAuthority: figure(1),
    reviewDays: figure(remedies.reviewDays),
    reviewBy: remedies.reviewedBy,
    reviewBasis: remedies.review,
    litigationMonths: figure(remedies.suitMonths),
    afterReviewDays: figure(remedies.suitAfterReviewDays),
    litigationBasis: remedies.suit,
  };
};

const TRANSLATION =
  'Translation for information; the Chinese text alone counts. What officers and the subject wrote stands in their own words.';

/** The name of a wording, as it stands on the letter and beside its service. */
export const templateName = ({ type, date }: Pick<SourcedLetter, 'type' | 'date'>): string =>
  `${type} ${templateOn(type, date).version}`;

/** A letter as a document: its wording is that of the day that it bears, and nothing in it depends on the day on which it is made. */
export const letterDocument = (
  letter: SourcedLetter,
  {
    names,
    language,
    marks = {},
  }: { readonly names: LetterNames; readonly language: Language; readonly marks?: DraftMarks },
): Document => {
  const content = contentOf(letter, names);
  const isUnmarked = letter.isDraft && marks.documentNumber === undefined;
  const date = letter.isDraft ? marks.date : letter.date;
  const department = departmentName(letter.department, letter.date);
  const number = letter.documentNumber ?? (letter.isDraft ? marks.documentNumber : undefined);
  const texts = {
    ...content.texts,
    ...remedyTexts(letter),
    ...(isUnmarked && { draft: figure(1) }),
    addressee: addressee(letter),
    you: YOU[letter.subject.category],
    department,
    date: date && dateWords(date),
  };
  const { version, parts } = templateOn(letter.type, letter.date);
  const made = {
    zh: `系统编号 ${letter.id} · 样式 ${letter.type} ${version}`,
    en: `Letter ${letter.id} · wording ${letter.type} ${version}`,
  };
  return {
    issuer: department[language],
    title: LETTER_NAMES[letter.type][language],
    ...(number !== undefined && { subtitle: language === 'zh' ? `文号：${number}` : `No. ${number}` }),
    language,
    orientation: 'portrait',
    at: letter.at,
    blocks: [
      ...(language === 'en' ? [{ kind: 'note', text: TRANSLATION } as const] : []),
      ...fill(parts, { ...content, texts }, language),
      { kind: 'note', text: made[language] },
    ],
  };
};
