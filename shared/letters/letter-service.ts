import * as z from 'zod';
import { dated } from '../cases/case-context.ts';
import { takesEffectOn } from '../cases/due-process.ts';
import { SERVICE_METHODS } from '../cases/joint-case.ts';
import { FileIds } from '../files/attachable.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { dateText, shortText } from '../kernel/schema.ts';
import type { Actor, Transition } from '../register/head.ts';
import { headImage, headKeyImage, instantImage } from '../register/head-image.ts';
import { changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import { NamedSubject } from '../subjects/named-subject.ts';
import { LETTER_ENTITIES, type Letter } from './letter.ts';
import { isLetterType, type LetterType } from './letter-type.ts';

export const LETTER_SERVICE_STATES = ['served', 'opened'] as const;
export const LETTER_SERVICE_ACTIONS = ['serve', 'open'] as const;

/** What proves in court that a letter was handed over, which letter, and what it said. */
export const LetterService = z.object({
  ...headImage(LETTER_SERVICE_STATES, LETTER_SERVICE_ACTIONS),
  letter: z.string(),
  type: z.custom<LetterType>(isLetterType),
  /** The wording that it had. */
  template: z.string(),
  about: z.object({
    entity: z.enum(LETTER_ENTITIES),
    id: z.string(),
    version: z.int().min(1),
    key: headKeyImage,
  }),
  department: z.string(),
  subject: NamedSubject,
  /** SHA-256 of its Chinese text as plain text, hexadecimal. */
  digest: z.string(),
  method: z.enum(SERVICE_METHODS),
  servedOn: dateText,
  evidence: z.string().exactOptional(),
  files: z.array(z.string()).readonly(),
  /** The first time that the subject's side opened it, and under which mandate. */
  opened: z.object({ at: instantImage, mandate: z.string() }).exactOptional(),
});
export type LetterService = z.output<typeof LetterService>;

export const LETTER_SERVICE_TRANSITIONS = {
  open: { action: 'open', from: ['served'] },
} as const satisfies Record<string, Transition<LetterService['state'], LetterService['change']['action']>>;

/** How a letter was handed over. */
export const LetterServiceSubmission = z
  .strictObject({
    about: z.string().max(22).exactOptional().describe('所涉对象的编号 id of what the letter is about'),
    method: z
      .enum(SERVICE_METHODS)
      .describe('送达方式：electronic 电子 · post 邮寄 · in-person 直接 · public-notice 公告'),
    servedOn: dateText.describe(
      '送达日期；公告送达的为公告之日 day of service; of a public notice, the day it was put up',
    ),
    evidence: shortText(300)
      .exactOptional()
      .describe(
        '送达凭证：送达回证或邮件编号、公告网址；电子送达以外必填 what proves it: number of the receipt or waybill, address of the notice; needed unless electronic',
      ),
    files: FileIds.exactOptional(),
  })
  .meta({ id: 'LetterService' });
export type LetterServiceSubmission = z.output<typeof LetterServiceSubmission>;

/** What a letter is when it is handed over: its wording, and the digest of its text. */
export interface Proven {
  readonly id: string;
  readonly template: string;
  readonly digest: string;
}

/** Paper leaves a receipt 送达回证 (民事诉讼法 87); what stands at the subject's door proves itself. */
const missingEvidence = ({ method, evidence }: LetterServiceSubmission): readonly Failure[] =>
  method !== 'electronic' && evidence === undefined ? [{ kind: 'missing-field', pointer: '/evidence' }] : [];

/** A case's notice and decision are served by the case itself: that is what moves it on. */
const servedOtherwise = ({ about, isDraft, isOpenAtDoor, ownService }: Letter): readonly Failure[] => {
  if (ownService !== undefined) return [{ kind: 'already-served' }];
  return about.entity === 'case' && (isDraft || !isOpenAtDoor) ? [{ kind: 'served-with-case' }] : [];
};

const entered = (
  { id: letter, type, about, department, subject }: Letter,
  { id, template, digest }: Proven,
  by: Actor,
): Omit<LetterService, 'state' | 'method' | 'servedOn'> => ({
  id,
  version: 1,
  change: changeBy({ action: 'serve' }, by),
  letter,
  type,
  template,
  about,
  department,
  subject,
  digest,
  files: [],
});

/** Records that a letter was served by its department. */
export const serveLetter = (
  letter: Letter,
  submission: LetterServiceSubmission,
  { proven, by, today }: { readonly proven: Proven; readonly by: Actor; readonly today: CalendarDate },
): Result<LetterService, Failures> => {
  const forbidden = servedOtherwise(letter);
  if (isRefused(forbidden)) return fail(forbidden);
  const { method, servedOn, evidence, files = [] } = submission;
  const failures = [
    ...dated('/servedOn', servedOn, { earliest: letter.date, today }),
    ...missingEvidence(submission),
    ...identityNumbersIn([{ pointer: '/evidence', text: evidence ?? '' }]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok({
    ...entered(letter, proven, by),
    state: 'served',
    method,
    servedOn,
    ...(evidence !== undefined && { evidence }),
    files,
  });
};

/** By whom a letter is opened, through which door, and when. */
export interface Opening {
  readonly proven: Proven;
  readonly by: Actor;
  readonly today: CalendarDate;
  /** The receipt of a visit at the counter, where it was handed out on paper. */
  readonly counterReceipt?: string;
}

/** What was never served was received when the subject's side first opened it: the service itself, if its head says of none. */
export const openUnserved = (letter: Letter, { proven, by, today, counterReceipt }: Opening): LetterService => {
  const own = letter.ownService;
  const atDoor = {
    method: counterReceipt === undefined ? ('electronic' as const) : ('in-person' as const),
    servedOn: today,
    ...(counterReceipt !== undefined && { evidence: counterReceipt }),
  };
  const { method, servedOn, evidence } = own ?? atDoor;
  return {
    ...entered(letter, proven, by),
    change: changeBy(LETTER_SERVICE_TRANSITIONS.open, by),
    state: 'opened',
    method,
    servedOn,
    ...(evidence !== undefined && { evidence }),
    opened: { at: by.at, mandate: by.officer },
  };
};

/** A served letter that the subject's side opens; undefined if it was opened before. */
export const openServed = (service: LetterService, by: Actor): LetterService | undefined =>
  service.opened !== undefined
    ? undefined
    : {
        ...service,
        version: service.version + 1,
        state: 'opened',
        change: changeBy(LETTER_SERVICE_TRANSITIONS.open, by),
        opened: { at: by.at, mandate: by.officer },
      };

/** The day from which periods count: of a public notice, the day on which its own period is over. */
export const effectiveOn = (service: Pick<LetterService, 'method' | 'servedOn'>): CalendarDate =>
  takesEffectOn(service);
