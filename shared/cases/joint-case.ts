import * as z from 'zod';
import { dateText } from '../kernel/schema.ts';
import { EFFECTS, RESPONSIBLE_CLASSES } from '../lists/entry.ts';
import { headImage, headKeyImage, instantImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/** Where a case stands; `suspended` is left to where it came from. */
export const CASE_STATES = ['proposed', 'noticed', 'decided', 'served', 'dispatched', 'suspended', 'ended'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** What is done to a case. */
export const CASE_ACTIONS = [
  'propose',
  'serve-notice',
  'record-statement',
  'decide',
  'serve-decision',
  'dispatch',
  'suspend',
  'resume',
  'except',
  'mark-objection',
  'settle-objection',
  'end-measures',
  'end',
  'replay',
] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** How a document reached the subject: 电子送达、邮寄送达、直接送达、公告送达. */
export const SERVICE_METHODS = ['electronic', 'post', 'in-person', 'public-notice'] as const;

/** What may be handed over together with a decision: 信用修复告知书, how to repair (两书同达). */
export const SERVED_TOGETHER = ['repair-notice'] as const;

const service = {
  documentNumber: z.string(),
  method: z.enum(SERVICE_METHODS),
  servedOn: dateText,
  /** What proves it: the number of a waybill or of a receipt, the address of a public notice. */
  evidence: z.string().exactOptional(),
};

/** The act: the document that established it, and when it was done. */
const Act = z.object({
  documentNumber: z.string(),
  decidedOn: dateText,
  actDate: dateText,
  facts: z.string(),
  /** Records of the register that prove it, by id. */
  records: z.array(z.string()).readonly(),
});

/** A responsible person's own finding (I12): a law that names the class, the role at the time of the act, and what the person did. */
const Responsibility = z.object({
  class: z.enum(RESPONSIBLE_CLASSES),
  classBasis: z.string(),
  role: z.string(),
  finding: z.string(),
  organisationCase: z.object({ id: z.string(), key: headKeyImage }),
});

/** 事先告知. The subject may answer up to and including `answerBy`. */
const PriorNotice = z.object({
  ...service,
  measures: z.array(z.string()).readonly(),
  answerBy: dateText,
  provisional: z.boolean(),
});

/** 陈述申辩: taken down by an officer of the initiating department, or made by the subject's own side under a mandate. */
const Statement = z.object({
  receivedOn: dateText,
  summary: z.string(),
  at: instantImage,
  officer: z.string(),
  side: z.object({ mandate: z.string(), receiptNumber: z.string().exactOptional() }).exactOptional(),
  /** Ids of the files that it bears. */
  files: z.array(z.string()).readonly().exactOptional(),
});

/** A measure as decided: its basis, and from when until before which day it may be in force. */
export const DecidedMeasure = z.object({ measure: z.string(), basis: z.string(), from: dateText, until: dateText });
export type DecidedMeasure = z.output<typeof DecidedMeasure>;

const Decision = z.object({
  documentNumber: z.string(),
  decidedOn: dateText,
  officer: z.string(),
  /** The version of the case that it made: its letters are known by it. */
  version: z.int().exactOptional(),
  reasons: z.string(),
  /** What was found on the subject's statement. */
  onStatement: z.string().exactOptional(),
  /** The law that exempts from prior notice, by its code in the register of instruments. */
  exemption: z.object({ basis: z.string(), reason: z.string() }).exactOptional(),
  /** The listing ends before this day; no measure outlasts it. */
  listedUntil: dateText,
  /** Editions of the two lists in force on the day of the decision. */
  editions: z.object({ behaviours: z.int(), measures: z.int() }),
  measures: z.array(DecidedMeasure).readonly(),
});

/** One measure for one implementing department. */
export const PlanItem = z.object({
  measure: z.string(),
  department: z.string(),
  dispatchedOn: dateText,
  dispatchedAt: instantImage,
});
export type PlanItem = z.output<typeof PlanItem>;

/** A dated exception: these measures (all, if none is named) do not bind from `from` until before `until`. */
const Exception = z.object({
  measures: z.array(z.string()).readonly(),
  /** Only for decisions of these types; for all, if none is named. */
  decisionTypes: z.array(z.string()).readonly(),
  from: dateText,
  until: dateText,
  document: z.string(),
  reason: z.string(),
  department: z.string(),
  officer: z.string(),
});

/** What ends a case or measures of it: 解除 lift · 撤销 revoke · 修复 repair · 到期 expire · 依据失效 repeal · 不予认定 not-sustained · 单位案件已结束 organisation-ended. */
export const CASE_END_VERBS = [
  'lift',
  'revoke',
  'repair',
  'expire',
  'repeal',
  'not-sustained',
  'organisation-ended',
] as const;
export type CaseEndVerb = (typeof CASE_END_VERBS)[number];

const end = {
  verb: z.enum(CASE_END_VERBS),
  document: z.string(),
  decidedOn: dateText,
  reason: z.string(),
  department: z.string(),
  officer: z.string(),
  endedAt: instantImage,
};

/** 异议标注: an objection that is not decided yet; from `suspendsFrom` on the case binds nobody until it is. Follows from dates alone. */
const ObjectionMark = z.object({
  id: z.string(),
  filedOn: dateText,
  decideBy: dateText,
  suspendsFrom: dateText.exactOptional(),
  /** Second-level review was asked for. */
  review: z.literal(true).exactOptional(),
});

/** A joint case as the register holds it: one act, one case per subject and field. */
export const JointCase = z.object({
  ...headImage(CASE_STATES, CASE_ACTIONS),
  effect: z.enum(EFFECTS),
  /** The initiating department 发起部门. */
  department: z.string(),
  field: z.string(),
  behaviour: z.string(),
  subject: NamedSubject,
  act: Act,
  responsibility: Responsibility.exactOptional(),
  /** Measures that the proposal names. */
  proposed: z.array(z.string()).readonly(),
  /** The officer who proposed; another one decides (I7). */
  author: z.string(),
  proposedAt: instantImage,
  notice: PriorNotice.exactOptional(),
  statements: z.array(Statement).readonly(),
  decision: Decision.exactOptional(),
  service: z
    .object({ ...service, together: z.array(z.enum(SERVED_TOGETHER)).readonly().exactOptional() })
    .exactOptional(),
  plan: z.array(PlanItem).readonly(),
  suspension: z
    .object({
      document: z.string(),
      reason: z.string(),
      department: z.string(),
      since: instantImage,
      from: z.enum(CASE_STATES),
      /** True where the organisation's suspension is followed. */
      withOrganisation: z.boolean(),
      /** The objection that was not decided in time, where that is why. */
      objection: z.string().exactOptional(),
    })
    .exactOptional(),
  objection: ObjectionMark.exactOptional(),
  exceptions: z.array(Exception).readonly(),
  endedMeasures: z.array(z.object({ ...end, measure: z.string() })).readonly(),
  end: z.object(end).exactOptional(),
});
export type JointCase = z.output<typeof JointCase>;
