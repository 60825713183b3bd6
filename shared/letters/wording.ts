import { bodyOf } from '../bodies/bodies.ts';
import { currentSuccessor, DEPARTMENTS, departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import { PERSON_DOCUMENT_WORDS } from '../subjects/person-documents.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** What somebody wrote: the same in both languages, since nobody translated it. */
export const asWritten = (text: string): Label => ({ zh: text, en: text });

/** A number as it stands in a sentence. */
export const figure = (value: number): Label => asWritten(String(value));

/** 2026年11月23日 · 23 November 2026. */
export const dateWords = (date: CalendarDate): Label => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return { zh: `${year}年${month}月${day}日`, en: `${day} ${MONTHS[month - 1]} ${year}` };
};

/** A day, and that it may move where the calendar of its year is not published yet. */
export const deadlineWords = ({ date, provisional }: Deadline): Label => {
  const { zh, en } = dateWords(date);
  return provisional
    ? {
        zh: `${zh}（暂定，所涉年份放假安排公布后重新核算）`,
        en: `${en} (provisional until that year’s holidays are published)`,
      }
    : { zh, en };
};

/** Several texts as one: 、 between them in Chinese. */
export const joined = (labels: readonly Label[]): Label | undefined =>
  labels.length === 0
    ? undefined
    : { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join('; ') };

/** What a department was called on a day; of one that was not there any more, or not yet, the name that it had. */
export const departmentName = (code: string, date: CalendarDate): Label =>
  departmentOn(code, date)?.name ??
  DEPARTMENTS.find((department) => department.code === code)?.name ??
  currentSuccessor(code, date)?.name ??
  bodyOf(code)?.name ??
  asWritten(code);

const DOCUMENT_ENGLISH = {
  'resident-identity-card': 'resident identity card',
  passport: 'passport',
  'mainland-travel-permit-hong-kong-macao': 'mainland travel permit (Hong Kong, Macao)',
  'mainland-travel-permit-taiwan': 'mainland travel permit (Taiwan)',
  'foreign-permanent-resident-identity-card': 'permanent resident identity card',
} as const;

/** By what a subject is told from others: its code, or a person's document with the number masked (I6). */
export const identifiedBy = ({
  unifiedSocialCreditCode,
  registrationNumber,
  document,
}: NamedSubject): Label | undefined => {
  if (unifiedSocialCreditCode !== undefined) {
    return {
      zh: `统一社会信用代码：${unifiedSocialCreditCode}`,
      en: `unified social credit code ${unifiedSocialCreditCode}`,
    };
  }
  if (registrationNumber !== undefined) {
    return { zh: `工商注册号：${registrationNumber}`, en: `registration number ${registrationNumber}` };
  }
  return (
    document && {
      zh: `${PERSON_DOCUMENT_WORDS[document.type]}：${document.masked}`,
      en: `${DOCUMENT_ENGLISH[document.type]} ${document.masked}`,
    }
  );
};

/** What the subject is called in a sentence: 你单位 or 你. */
export const YOU = {
  organisation: { zh: '你单位', en: 'you' },
  'sole-trader': { zh: '你（个体工商户）', en: 'you' },
  person: { zh: '你', en: 'you' },
} as const satisfies Record<NamedSubject['category'], Label>;
