import * as z from 'zod';
import { type CheckFile, measuresOf, type Outcome } from '../checks/check.ts';
import type { Clocked } from '../clocks/clocked.ts';
import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';
import { addWorkingDays, calendarConfirmed } from '../kernel/working-calendar.ts';
import { instantImage } from '../register/head-image.ts';
import type { Task } from '../tasks/task.ts';
import type { Annulment } from './annulment.ts';
import data from './reopen-terms.json' with { type: 'json' };

/** What a department came to: 已重新办理 reopened, 维持原决定 maintained; 未适用 not-applied where the measure had no part in the decision. */
export const REOPEN_RESULTS = ['reopened', 'maintained', 'not-applied'] as const;

const Answer = z.object({
  result: z.enum(REOPEN_RESULTS),
  reason: z.string(),
  document: z.string().exactOptional(),
  officer: z.string(),
  at: instantImage,
});
export type ReopenAnswer = z.output<typeof Answer>;

/** A decision that relied, or may rely, on a measure that was annulled: for the department that takes it to look at again. */
export const Reopen = z.object({
  id: z.string(),
  department: z.string(),
  check: z.string(),
  decisionType: z.string(),
  /** The department's own file number. */
  reference: z.string(),
  /** The measure as the check called it, and its code on the list. */
  measure: z.object({ id: z.string(), code: z.string() }),
  task: z.string(),
  initiator: z.string(),
  documentNumber: z.string(),
  because: z.object({
    verb: z.enum(['revoke', 'not-sustained', 'repeal']),
    document: z.string(),
    reason: z.string(),
    from: z.string().exactOptional(),
  }),
  /** When the measure ended. */
  at: instantImage,
  dueBy: dateText,
  /** Absent while the department has not said what became of the measure. */
  decided: z.object({ decisionDocument: z.string(), document: z.string().exactOptional() }).exactOptional(),
  answer: Answer.exactOptional(),
});
export type Reopen = z.output<typeof Reopen>;

const TERMS = data.terms.toSorted((a, b) => (a.from < b.from ? 1 : -1));

/** Throws before the policy's own day: nothing was decided then. */
const dueBy = (at: Instant): CalendarDate => {
  const on = beijingDate(at);
  const term = TERMS.find(({ from }) => from <= on);
  if (term === undefined) throw new RangeError(`no term for looking again holds on ${on}`);
  return addWorkingDays(on, term.workingDays).date;
};

/** The id that a check gave a measure: of that check alone. */
export const measureIdIn = (check: string, task: string, idOf: (text: string) => string): string =>
  idOf(`${check}|${task}`);

/** The id under which a decision is listed. */
export const reopenId = (check: string, task: string, idOf: (text: string) => string): string =>
  idOf(`reopen|${check}|${task}`);

const lastSaid = ({ askings }: CheckFile, measure: string, outcome: Outcome | undefined): CalendarDate | undefined => {
  const asked = askings.filter(({ answers }) =>
    answers.some(({ measures }) => measures.some(({ id }) => id === measure)),
  );
  const moments = [...asked.map(({ at }) => at), ...(outcome ? [outcome.at] : [])].toSorted();
  const last = moments.at(-1);
  return last && beijingDate(last);
};

/**
 * The decision of a check as one to look at again, if it relied on an annulled measure or may still do so; undefined if the measure was not
 * answered in it, was declined, or held when the check asked and the outcome was given.
 */
export const reopenOf = (
  file: CheckFile,
  { task, annulment }: { readonly task: Task; readonly annulment: Annulment },
  idOf: (text: string) => string,
): Reopen | undefined => {
  const { lift } = task;
  const { check } = file;
  const measure = measureIdIn(check.id, task.id, idOf);
  if (lift === undefined || !measuresOf(file).some(({ id }) => id === measure)) return undefined;
  const outcome = file.outcomes.get(measure);
  if (outcome?.outcome === 'declined') return undefined;
  const last = lastSaid(file, measure, outcome);
  if (last === undefined || (annulment.from !== undefined && last < annulment.from)) return undefined;
  return {
    id: reopenId(check.id, task.id, idOf),
    department: check.department,
    check: check.id,
    decisionType: check.decisionType,
    reference: check.reference,
    measure: { id: measure, code: task.measure },
    task: task.id,
    initiator: task.initiator,
    documentNumber: task.decisionDocument,
    because: annulment,
    at: lift.at,
    dueBy: dueBy(lift.at),
    ...(outcome && { decided: decidedBy(outcome, file.decisionDocument) }),
  };
};

/** What a department said of the decision, as far as it is known. */
export const decidedBy = (
  { document }: Pick<Outcome, 'document'>,
  decisionDocument = '',
): NonNullable<Reopen['decided']> => ({ decisionDocument, ...(document !== undefined && { document }) });

/** A listed decision as its clock knows it. */
export const clockedReopen = ({
  id,
  decisionType,
  initiator,
  department,
  at,
  dueBy: date,
  answer,
}: Reopen): Clocked => ({
  entity: 'reopen',
  id,
  // It changes once, when it is answered, and that ends its clock.
  version: 1,
  kind: decisionType,
  department: initiator,
  debtor: department,
  duties: [
    {
      name: 'answer-reopen',
      since: beijingDate(at),
      due: { date, provisional: !calendarConfirmed(date) },
      ...(answer && { doneOn: beijingDate(answer.at) }),
    },
  ],
});
