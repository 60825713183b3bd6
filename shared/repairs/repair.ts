import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { headImage, headKeyImage, instantImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/**
 * Where an application for repair 信用修复申请 stands: applied → accepted → granted or refused; not accepted, withdrawn by its subject, or
 * moot because what was to be repaired ended otherwise. All but the first two are final: who was refused applies anew.
 */
export const REPAIR_STATES = [
  'applied',
  'accepted',
  'not-accepted',
  'granted',
  'refused',
  'withdrawn',
  'moot',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** What is done to an application for repair. */
export const REPAIR_ACTIONS = [
  'apply',
  'accept',
  'refuse-acceptance',
  'urge',
  'extend',
  'grant',
  'refuse',
  'withdraw',
  'close',
  'record-bad-faith',
  'reverse-bad-faith',
] as const;
export type RepairAction = (typeof REPAIR_ACTIONS)[number];

/** What can be repaired: a record, or a joint case whose act no record of the register stands for. */
export const REPAIR_TARGETS = ['record', 'case'] as const;

/** Why a repair is refused: 未纠正或未履行完毕、承诺不符合要求、材料虚假、不符合法律法规规定的其他条件. */
export const REFUSAL_GROUNDS = [
  'duty-not-performed',
  'commitment-unfit',
  'false-material',
  'other-statutory-condition',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** What was found in bad faith: 提供虚假材料、不履行承诺. */
export const BAD_FAITH_GROUNDS = ['false-material', 'broken-commitment'] as const;

/** How far a commitment may be known 公开类型, in the words of the national template. */
export const COMMITMENT_PUBLICITY = ['public', 'limited', 'not-public'] as const;

const deadline = z.object({ date: dateText, provisional: z.boolean() });
const officer = { officer: z.string(), at: instantImage };

/** What is to be repaired, as it stood when repair was applied for. */
const Target = z.object({
  type: z.enum(REPAIR_TARGETS),
  id: z.string(),
  key: headKeyImage,
  /** A record's kind, a case's behaviour. */
  kind: z.string(),
  documentNumber: z.string(),
  decisionDate: dateText,
  /** Officers whose own word it was then: none of them decides (I7). */
  authors: z.array(z.string()).readonly(),
});

/** What the subject's side brought: how its duty was performed 履行情况, and the files that prove it. */
const Application = z.object({
  appliedOn: dateText,
  performance: z.string(),
  files: z.array(z.string()).readonly(),
  /** The authorisation under which it was applied for. */
  mandate: z.string(),
  /** The counter clerk who took it down, where it came over the counter: no word on it is theirs (I7). */
  clerk: z.string().exactOptional(),
  at: instantImage,
});

/** 信用承诺 of the type 信用修复型, as the subject made it: fields of the national template. */
const Commitment = z.object({
  reason: z.string(),
  content: z.string(),
  liability: z.string(),
  madeOn: dateText,
  validUntil: dateText.exactOptional(),
  publicity: z.enum(COMMITMENT_PUBLICITY),
});
export type RepairCommitment = z.output<typeof Commitment>;

/** The day from which repair could be asked for 最短公示期届满, and the rule that says so. */
const Earliest = z.object({ date: dateText, ruleVersion: z.string() });

const Acceptance = z.object({
  outcome: z.enum(['accepted', 'not-accepted']),
  on: dateText,
  /** What is missing, if it was not accepted. */
  missing: z.array(z.string()).readonly(),
  ...officer,
});

const Decision = z.object({
  outcome: z.enum(['granted', 'refused']),
  document: z.string(),
  decidedOn: dateText,
  /** What was examined. */
  examined: z.string(),
  reasons: z.string(),
  /** Of a refusal. */
  grounds: z.array(z.enum(REFUSAL_GROUNDS)).readonly(),
  ...officer,
});

/** Bad faith 失信行为 in a repair: until `until` no repair of the subject is applied for, unless it was found wrong since. */
const BadFaith = z.object({
  ground: z.enum(BAD_FAITH_GROUNDS),
  document: z.string(),
  decidedOn: dateText,
  finding: z.string(),
  /** What the subject said when it was heard, or that it said nothing. */
  heard: z.string(),
  until: dateText,
  ...officer,
  reversal: z.object({ document: z.string(), decidedOn: dateText, reason: z.string(), ...officer }).exactOptional(),
});

/** An application for repair as the register holds it, in its subject's partition. */
export const Repair = z.object({
  ...headImage(REPAIR_STATES, REPAIR_ACTIONS),
  /** The how manieth for its target. */
  number: z.int().min(1),
  target: Target,
  /** Who decides: the department that decided what is to be repaired 谁认定谁修复. */
  department: z.string(),
  subject: NamedSubject,
  application: Application,
  commitment: Commitment,
  earliest: Earliest,
  acceptBy: deadline,
  acceptance: Acceptance.exactOptional(),
  /** Runs from the acceptance. */
  decideBy: deadline.exactOptional(),
  extension: z.object({ reason: z.string(), ...officer }).exactOptional(),
  /** 督办 by the credit office, which decides nothing. */
  urgings: z.array(z.object({ text: z.string(), ...officer })).readonly(),
  decision: Decision.exactOptional(),
  withdrawal: z.object({ reason: z.string().exactOptional(), at: instantImage }).exactOptional(),
  badFaith: BadFaith.exactOptional(),
});
export type Repair = z.output<typeof Repair>;
