import type { JointCase } from '../cases/joint-case.ts';
import { isOverdueUndecided } from '../cases/objection-mark.ts';
import { isInForce } from '../instruments/instrument.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Task } from '../tasks/task.ts';
import type { Basis } from './basis.ts';

/** The decision before which a subject is checked: of which type, whose, and on which Beijing day. */
export interface Question {
  readonly decisionType: string;
  readonly department: string;
  readonly today: CalendarDate;
}

/** A measure with all that must hold for it to bind; an absent case or basis carries nothing. */
export interface Facts {
  readonly task: Task;
  readonly joint: JointCase | undefined;
  /** The organisation's case, where the measure is on a responsible person. */
  readonly organisation: JointCase | undefined;
  readonly basis: Basis | undefined;
}

/** Whether a measure, by its own task, is in force on a day: applied, neither suspended nor to be lifted, and within its term. */
export const isApplied = (task: Task, today: CalendarDate): boolean =>
  task.state === 'applied' &&
  task.suspension === undefined &&
  task.lift === undefined &&
  task.from <= today &&
  today < task.until;

/** An objection that was not decided in time stops a case by its date, whether the sweep has come or not. */
const isRunning = (joint: JointCase, today: CalendarDate): boolean =>
  joint.state === 'dispatched' &&
  joint.suspension === undefined &&
  joint.end === undefined &&
  !isOverdueUndecided(joint, today);

/**
 * Whether a measure, by its own task, is one that the decision would have to heed: in force, of the asking department, for decisions of this
 * type. No clock of the task is asked: lateness ends and begins nothing.
 */
export const concerns = (task: Task, { decisionType, department, today }: Question): boolean =>
  isApplied(task, today) && task.department === department && task.binds.includes(decisionType);

const hasEnded = ({ endedMeasures }: JointCase, code: string): boolean =>
  endedMeasures.some(({ measure }) => measure === code);

/** A dated exception covers all measures, or all decisions, where it names none. */
const isExcepted = ({ exceptions }: JointCase, { measure }: Task, { decisionType, today }: Question): boolean =>
  exceptions.some(
    ({ measures, decisionTypes, from, until }) =>
      (measures.length === 0 || measures.includes(measure)) &&
      (decisionTypes.length === 0 || decisionTypes.includes(decisionType)) &&
      from <= today &&
      today < until,
  );

/** A responsible person's measure holds no longer than the organisation's case (article 11). */
const organisationHolds = (
  { organisationCase }: Task,
  organisation: JointCase | undefined,
  today: CalendarDate,
): boolean =>
  organisationCase === undefined ||
  (organisation !== undefined && organisation.id === organisationCase.id && isRunning(organisation, today));

/** Whether all that a measure rests on holds on a day: its case, the organisation's behind a responsible person, and its basis. */
export const isCarried = ({ task, joint, organisation, basis }: Facts, today: CalendarDate): boolean =>
  joint !== undefined &&
  joint.id === task.case.id &&
  isRunning(joint, today) &&
  !hasEnded(joint, task.measure) &&
  organisationHolds(task, organisation, today) &&
  basis !== undefined &&
  basis.code === task.basis &&
  isInForce(basis, today);

/**
 * Whether a measure binds the decision at this moment: its own state, its case, its term and its basis all hold, and no exception covers it
 * (I1). What follows late, as a sweep, a lift or a repeal that is still to be carried out, cannot make it bind.
 */
export const isBinding = (facts: Facts, question: Question): boolean =>
  concerns(facts.task, question) &&
  isCarried(facts, question.today) &&
  facts.joint !== undefined &&
  !isExcepted(facts.joint, facts.task, question);
