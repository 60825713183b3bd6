import * as z from 'zod';
import { CASE_END_VERBS } from '../cases/joint-case.ts';
import { dateText } from '../kernel/schema.ts';
import { EFFECTS } from '../lists/entry.ts';
import { headImage, headKeyImage, instantImage } from '../register/head-image.ts';
import { NamedSubject } from '../subjects/named-subject.ts';

/**
 * Where a task stands: pushed → acknowledged → applied or declined; an applied measure that ends is `lifting` until its department
 * confirms `lifted`; one that ends before is `withdrawn`. Private bodies are `informed`: no clock, no answer.
 */
export const TASK_STATES = [
  'pushed',
  'acknowledged',
  'applied',
  'declined',
  'lifting',
  'lifted',
  'informed',
  'withdrawn',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What is done to a task. */
export const TASK_ACTIONS = [
  'push',
  'acknowledge',
  'apply',
  'decline',
  'suspend',
  'resume',
  'lift',
  'confirm-lift',
  'replay',
] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

const deadline = z.object({ date: dateText, provisional: z.boolean() });

/** What a department did about a measure: applied it or declined, when, by whom, under which document. */
const Feedback = z.object({
  outcome: z.enum(['applied', 'declined']),
  on: dateText,
  what: z.string(),
  document: z.string().exactOptional(),
  officer: z.string(),
  at: instantImage,
});

/** Why a measure ends, since when its department knows, and when it was lifted. */
const Lift = z.object({
  verb: z.enum(CASE_END_VERBS),
  reason: z.string(),
  document: z.string(),
  at: instantImage,
  confirmBy: deadline.exactOptional(),
  confirmed: z.object({ on: dateText, what: z.string(), officer: z.string(), at: instantImage }).exactOptional(),
});

/** One measure for one implementing department on one subject, as the register holds it. */
export const Task = z.object({
  ...headImage(TASK_STATES, TASK_ACTIONS),
  case: z.object({ id: z.string(), key: headKeyImage }),
  /** The organisation's case, where the task is on a responsible person. */
  organisationCase: z.object({ id: z.string(), key: headKeyImage }).exactOptional(),
  subject: NamedSubject,
  effect: z.enum(EFFECTS),
  field: z.string(),
  behaviour: z.string(),
  measure: z.string(),
  obligation: z.enum(['obligatory', 'voluntary']),
  /** Decision types that the measure binds, as the list said on the day of the decision. */
  binds: z.array(z.string()).readonly(),
  basis: z.string(),
  /** The implementing department 实施部门. */
  department: z.string(),
  /** The initiating department 发起部门, and its decision's number. */
  initiator: z.string(),
  decisionDocument: z.string(),
  from: dateText,
  until: dateText,
  pushedOn: dateText,
  acknowledgeBy: deadline.exactOptional(),
  answerBy: deadline.exactOptional(),
  acknowledged: z.object({ officer: z.string(), at: instantImage }).exactOptional(),
  feedback: Feedback.exactOptional(),
  suspension: z.object({ document: z.string(), since: instantImage }).exactOptional(),
  lift: Lift.exactOptional(),
});
export type Task = z.output<typeof Task>;
