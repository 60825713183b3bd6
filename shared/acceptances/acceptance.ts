import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { headImage, instantImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/** 待补齐 open · 已补齐 kept · 未履行 broken · 已终止 withdrawn. That the time is over follows from the dates of an open one. */
export const ACCEPTANCE_STATES = ['open', 'kept', 'broken', 'withdrawn'] as const;
export type AcceptanceState = (typeof ACCEPTANCE_STATES)[number];

export const ACCEPTANCE_ACTIONS = ['accept', 'supply', 'extend', 'find-broken', 'withdraw'] as const;
export type AcceptanceAction = (typeof ACCEPTANCE_ACTIONS)[number];

/** Who signed the commitment: 本人、法定代表人或负责人、受托人. */
export const SIGNATORIES = ['self', 'legal-representative', 'agent'] as const;

const label = z.object({ zh: z.string(), en: z.string() });
const deadline = z.object({ date: dateText, provisional: z.boolean() });
const word = { reason: z.string(), officer: z.string(), at: instantImage };

/** A document that is missing, how it is to be supplied, and when it was. */
const OutstandingDocument = z.object({
  document: z.string(),
  name: label,
  how: z.string(),
  supplied: z
    .object({ on: dateText, files: z.array(z.string()).readonly(), officer: z.string(), at: instantImage })
    .exactOptional(),
});
export type OutstandingDocument = z.output<typeof OutstandingDocument>;

/**
 * An acceptance with documents outstanding 容缺受理: a department took an application in although documents were missing that no law requires, on the
 * subject's written word to supply them by a day.
 */
export const Acceptance = z.object({
  ...headImage(ACCEPTANCE_STATES, ACCEPTANCE_ACTIONS),
  department: z.string(),
  subject: NamedSubject,
  /** 办件编号: the file number of the application. */
  application: z.string(),
  matter: z.string(),
  matterName: label,
  outstanding: z.array(OutstandingDocument).readonly(),
  /** What the subject was told will follow if nothing comes. */
  consequence: z.string(),
  commitment: z.object({ text: z.string(), madeOn: dateText, by: z.enum(SIGNATORIES), name: z.string() }),
  acceptedOn: dateText,
  supplyBy: deadline,
  /** The last day for the decision on the application: nothing is outstanding longer. */
  decideBy: dateText.exactOptional(),
  /** The officer who accepted it; another one finds it broken (I7). */
  author: z.string(),
  extension: z.object({ before: deadline, ...word }).exactOptional(),
  breach: z.object({ remindedOn: dateText, ...word }).exactOptional(),
  withdrawal: z.object(word).exactOptional(),
});
export type Acceptance = z.output<typeof Acceptance>;
