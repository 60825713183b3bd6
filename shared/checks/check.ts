import * as z from 'zod';
import { addDays, beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { instantImage } from '../register/head-image.ts';
import { MeasureView, ReceiptView } from './check-view.ts';

/** Calendar days within which a department says what became of the measures that bound its decision. */
const OUTCOME_DAYS = 30;

/** The last day for the outcome of what was answered at this moment. Asking again does not put it off. */
export const outcomeDueOn = (at: Instant): CalendarDate => addDays(beijingDate(at), OUTCOME_DAYS);

/** A check: all that one department asked before one decision. */
export const Check = z.object({
  id: z.string(),
  department: z.string(),
  decisionType: z.string(),
  reference: z.string(),
  /** Empty where none was given. */
  purpose: z.string(),
  openedAt: instantImage,
  /** How often it was asked; with each asking what must be answered for may become more. */
  askings: z.int(),
  dueOn: dateText.exactOptional(),
  flaggedAt: instantImage.exactOptional(),
  /** When the last measure was answered for: the decision is made. */
  answeredAt: instantImage.exactOptional(),
});
export type Check = z.output<typeof Check>;

/** What was answered on one subject, as the log keeps it. */
export const LoggedAnswer = z.object({
  /** Key of its partition; absent for whom the register does not know, and for a name alone. */
  subject: z.string().exactOptional(),
  measures: z.array(MeasureView).readonly(),
  nameDiffers: z.boolean(),
  leads: z.int(),
  /** Cases and tasks that were read, those that do not bind too: the auditor's alone. */
  heads: z.int(),
  /** Digest of their ids and versions. */
  position: z.string(),
});
export type LoggedAnswer = z.output<typeof LoggedAnswer>;

/** One asking of a check. */
export const Asking = z.object({
  id: z.string(),
  at: instantImage,
  officer: z.string(),
  /** Random, 16 bytes, base64url: what is digested with it can be compared only by whoever has it. */
  salt: z.string(),
  receipt: ReceiptView,
  answers: z.array(LoggedAnswer).readonly(),
});
export type Asking = z.output<typeof Asking>;

/** What became of one measure. */
export const Outcome = z.object({
  measure: z.string(),
  outcome: z.enum(['applied', 'declined']),
  document: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  officer: z.string(),
  at: instantImage,
});
export type Outcome = z.output<typeof Outcome>;

/** All that is kept of a check. */
export interface CheckFile {
  readonly check: Check;
  /** Oldest first. */
  readonly askings: readonly Asking[];
  /** By the measure's id. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Number of the decision that was made. */
  readonly decisionDocument: string | undefined;
}

/** The measures that a check was answered, each once. */
export const measuresOf = ({ askings }: Pick<CheckFile, 'askings'>): readonly MeasureView[] => [
  ...new Map(
    askings.flatMap(({ answers }) => answers.flatMap(({ measures }) => measures.map((one) => [one.id, one] as const))),
  ).values(),
];

/** Ids of the measures that are still to be answered for. */
export const owedOf = (file: CheckFile): readonly string[] =>
  measuresOf(file)
    .map(({ id }) => id)
    .filter((id) => !file.outcomes.has(id));
