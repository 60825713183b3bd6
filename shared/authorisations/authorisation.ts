import * as z from 'zod';
import type { Label } from '../kernel/label.ts';
import { dateText } from '../kernel/schema.ts';
import { KINDS, kindDefinition } from '../records/kinds/kinds.ts';
import { headImage, instantImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/** Where an authorisation stands: given, or taken back. That its term is over follows from the day. */
export const AUTHORISATION_STATES = ['given', 'revoked'] as const;
export type AuthorisationState = (typeof AUTHORISATION_STATES)[number];

/** What is done to an authorisation. */
export const AUTHORISATION_ACTIONS = ['give', 'subscribe', 'unsubscribe', 'revoke', 'replay'] as const;
export type AuthorisationAction = (typeof AUTHORISATION_ACTIONS)[number];

/** The measures of joint cases in force, beside the kinds of records. */
export const JOINT_MEASURES = 'joint-measures';

/** Sorts of information that can be authorised. */
export const AUTHORISED_KINDS = [...KINDS, JOINT_MEASURES] as const;
export type AuthorisedKind = (typeof AUTHORISED_KINDS)[number];

/** What such a sort is called. */
export const authorisedKindName = (kind: AuthorisedKind): Label =>
  kind === JOINT_MEASURES ? { zh: '联合奖惩措施', en: 'measures of joint cases' } : kindDefinition(kind).label;

/** 授权查询: that one reader may read, for one purpose, some kinds of what is kept of a subject, for some days. */
export const Authorisation = z.object({
  ...headImage(AUTHORISATION_STATES, AUTHORISATION_ACTIONS),
  subject: NamedSubject,
  /** Code of the reader. */
  reader: z.string(),
  purpose: z.string(),
  kinds: z.array(z.enum(AUTHORISED_KINDS)).readonly(),
  givenOn: dateText,
  /** The first day on which it holds no more. */
  until: dateText,
  /** How manieth of its day for this reader and purpose: what was revoked can be given anew. */
  number: z.int().min(1),
  /** Of a person: the separate consent in its very words, and the version of the wording. */
  consent: z.object({ wording: z.string(), zh: z.string(), en: z.string() }).exactOptional(),
  /** The mandate under which it was given; of one for a visit at the counter, its receipt number. */
  mandate: z.string(),
  receiptNumber: z.string().exactOptional(),
  /** Since when its reader is told of new records of these kinds; it ends with the authorisation. */
  subscribed: z.object({ at: instantImage, officer: z.string() }).exactOptional(),
  revokedAt: instantImage.exactOptional(),
});
export type Authorisation = z.output<typeof Authorisation>;
