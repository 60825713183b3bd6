import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { CAPACITIES, CHANNELS } from '../mandates/mandate.ts';
import { Correction } from '../records/correct.ts';
import { OBJECTION_OUTCOMES } from '../records/marks.ts';
import { headImage, headKeyImage, instantImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/**
 * Where an objection stands: `open` until the handling department decides; `decided`; `in-review` while second-level review 复核 was asked
 * for; `reviewed`; `moot` if what it was against ended meanwhile.
 */
export const OBJECTION_STATES = ['open', 'decided', 'in-review', 'reviewed', 'moot'] as const;
export type ObjectionState = (typeof OBJECTION_STATES)[number];

/** What is done to an objection. */
export const OBJECTION_ACTIONS = ['file', 'extend', 'decide', 'ask-review', 'decide-review', 'fall-away'] as const;
export type ObjectionAction = (typeof OBJECTION_ACTIONS)[number];

/** What an objection may be against. */
export const TARGET_TYPES = ['record', 'case'] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

/** The record or joint case, as it was when the objection was filed. */
const Target = z.object({
  type: z.enum(TARGET_TYPES),
  id: z.string(),
  key: headKeyImage,
  version: z.int().min(1),
  /** A record's kind, a case's behaviour. */
  kind: z.string(),
  documentNumber: z.string(),
  /** Officers whose own word it was then: none of them decides (I7). */
  authors: z.array(z.string()).readonly(),
});
export type Target = z.output<typeof Target>;

/** By whom: under which mandate, as whom, and over which counter. */
const Filing = z.object({
  mandate: z.string(),
  capacity: z.enum(CAPACITIES),
  channel: z.enum(CHANNELS),
  /** 受理回执号. */
  receiptNumber: z.string(),
  /** Who took it down over the counter, and decides on it no more than an author (I7). */
  clerk: z.string().exactOptional(),
});

const deadline = z.object({ date: dateText, provisional: z.boolean() });

/** What was decided, by whom, and what was examined for it. */
const Decision = z.object({
  outcome: z.enum(OBJECTION_OUTCOMES),
  documentNumber: z.string(),
  decidedOn: dateText,
  examined: z.string(),
  reason: z.string(),
  /** How the record is corrected. */
  correction: Correction.exactOptional(),
  /** What stands beside the record from now on. */
  supplement: z.string().exactOptional(),
  /** The measures of a case that end, where not the whole case does. */
  measures: z.array(z.string()).readonly().exactOptional(),
  department: z.string(),
  officer: z.string(),
  at: instantImage,
});
export type Decision = z.output<typeof Decision>;

const Extension = z.object({ reason: z.string(), officer: z.string(), at: instantImage });

/** Second-level review 复核: asked for with reasons, decided by another department than the first decision. */
const Review = z.object({
  askedOn: dateText,
  grounds: z.string(),
  files: z.array(z.string()).readonly(),
  by: Filing,
  decideBy: deadline,
  decision: Decision.exactOptional(),
});

/** An objection 异议 of a subject to a record or a joint case on it. */
export const Objection = z.object({
  ...headImage(OBJECTION_STATES, OBJECTION_ACTIONS),
  subject: NamedSubject,
  target: Target,
  /** Who handles it: whose record or case it is. */
  department: z.string(),
  /** Code of the source of a mirrored entry, to which the objection is forwarded: it is decided there, and what it decides is carried out here. */
  forwardedTo: z.string().exactOptional(),
  by: Filing,
  filedOn: dateText,
  grounds: z.string(),
  wanted: z.object({ outcome: z.enum(OBJECTION_OUTCOMES).exclude(['maintain']), text: z.string() }),
  files: z.array(z.string()).readonly(),
  markBy: deadline,
  decideBy: deadline,
  /** Whether the entry is neither public nor used once its decision is late, as the terms said on the day of filing. */
  suspends: z.boolean(),
  extension: Extension.exactOptional(),
  decision: Decision.exactOptional(),
  /** Review may be asked for up to and including this day. */
  reviewUntil: deadline.exactOptional(),
  review: Review.exactOptional(),
  /** Why it fell away. */
  moot: z.object({ reason: z.string(), at: instantImage }).exactOptional(),
});
export type Objection = z.output<typeof Objection>;
