import * as z from 'zod';
import { SERVED_TOGETHER, SERVICE_METHODS } from '../cases/joint-case.ts';
import type { Label } from '../kernel/label.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { LETTER_ENTITIES, type Letter } from './letter.ts';
import { templateName } from './letter-document.ts';
import type { LetterEntry } from './letter-marks.ts';
import { effectiveOn, type LetterService } from './letter-service.ts';
import { isAppealable, LETTER_NAMES } from './letter-type.ts';
import { appealDeadlines } from './remedies.ts';
import { departmentName } from './wording.ts';

/** Where a letter stands: not to be handed over yet, to be, handed over, opened by the subject's side. */
export const LETTER_STATES = ['draft', 'unserved', 'served', 'opened'] as const;
type LetterState = (typeof LETTER_STATES)[number];

const deadline = z.object({
  date: dateView.describe('含当日 that day included'),
  provisional: z.boolean().describe('暂定：所涉年份的放假安排尚未公布 a year’s calendar is not confirmed yet'),
});

/** A letter, and how it was served; what is not in this schema cannot leave. */
export const LetterView = z
  .object({
    id: z.string(),
    type: z.object({ code: z.string(), name: labelView }),
    state: z.enum(LETTER_STATES),
    about: z.object({ type: z.enum(LETTER_ENTITIES), id: z.string(), version: z.int() }),
    department: z.object({ code: z.string(), name: labelView }),
    subject: NamedSubjectView.optional().describe('待送达清单不列出 not in the list of what is to be served'),
    documentNumber: z.string().optional(),
    date: dateView,
    template: z.string().optional().describe('文书样式 its wording'),
    href: z.string(),
    digest: z
      .string()
      .optional()
      .describe('中文纯文本的 SHA-256；读取单件时列出 of its Chinese text as plain text; shown when one is read'),
    service: z
      .object({
        method: z.enum(SERVICE_METHODS),
        servedOn: dateView,
        effectiveOn: dateView.describe('期限起算；公告送达为公告期满日 from when periods count'),
        evidence: z.string().optional(),
        files: z.array(z.string()),
        together: z.array(z.enum(SERVED_TOGETHER)).optional(),
        digest: z.string().optional().describe('送达时文本的摘要 of its text when it was served'),
        openedAt: instantView.optional(),
      })
      .optional(),
    answerBy: deadline.optional().describe('陈述申辩期限 until when the subject may answer'),
    remedies: z
      .object({ review: deadline, suit: deadline })
      .optional()
      .describe('行政复议、行政诉讼期限 until when review and court may be asked'),
  })
  .meta({ id: 'Letter' });
export type LetterView = z.input<typeof LetterView>;

/** Letters, oldest first. */
export const LettersView = z.object({ letters: z.array(LetterView) }).meta({ id: 'Letters' });

/** Where a letter is read. */
export type HrefOf = (letter: { readonly id: string; readonly about: { readonly id: string } }) => string;

/** What is known of a letter beside itself. */
export interface LetterFacts {
  readonly service?: LetterService | undefined;
  readonly digest?: string;
  readonly hrefOf: HrefOf;
}

const typeView = (type: Letter['type']): { code: string; name: Label } => ({ code: type, name: LETTER_NAMES[type] });

const serviceView = ({ ownService }: Letter, service: LetterService | undefined): LetterView['service'] => {
  const kept = service ?? ownService;
  if (kept === undefined) return undefined;
  const { method, servedOn, evidence } = kept;
  return {
    method,
    servedOn,
    effectiveOn: effectiveOn(kept),
    evidence,
    files: [...(service?.files ?? [])],
    ...(ownService?.together && { together: [...ownService.together] }),
    digest: service?.digest,
    openedAt: service?.opened?.at,
  };
};

const stateOf = ({ isDraft, ownService }: Letter, service: LetterService | undefined): LetterState => {
  if (service !== undefined) return service.state;
  if (ownService !== undefined) return 'served';
  return isDraft ? 'draft' : 'unserved';
};

const answerOf = ({ type, ownService }: Letter): Deadline | undefined =>
  type === 'prior-notice' ? ownService?.answerBy : undefined;

/** The view of a letter with its service, and the periods that run from it. */
export const toLetterView = (letter: Letter, { service, digest, hrefOf }: LetterFacts): LetterView => {
  const { id, type, about, department, subject, documentNumber, date } = letter;
  const served = service ?? letter.ownService;
  return {
    id,
    type: typeView(type),
    state: stateOf(letter, service),
    about: { type: about.entity, id: about.id, version: about.version },
    department: { code: department, name: departmentName(department, date) },
    subject,
    documentNumber,
    date,
    template: templateName(letter),
    href: hrefOf(letter),
    digest,
    service: serviceView(letter, service),
    answerBy: answerOf(letter),
    remedies: served && isAppealable(type) ? appealDeadlines(department, served) : undefined,
  };
};

/** A letter in the list of what is to be served. */
export const toUnservedView = ({ id, type, about, department, date }: LetterEntry, hrefOf: HrefOf): LetterView => ({
  id,
  type: typeView(type),
  state: 'unserved',
  about: { type: about.entity, id: about.id, version: about.version },
  department: { code: department, name: departmentName(department, date) },
  date,
  href: hrefOf({ id, about }),
});
