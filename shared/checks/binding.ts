import { type Grounds, hasMeasureEnded, stands } from '../cases/grounds.ts';
import type { JointCase } from '../cases/joint-case.ts';
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
  /** On what either case rests: of the subject, and of the organisation. */
  readonly grounds: Grounds;
  readonly basis: Basis | undefined;
}

/** Whether a measure, by its own task, is in force on a day: applied, neither suspended nor to be lifted, and within its term. */
export const isApplied = (task: Task, today: CalendarDate): boolean =>
  task.state === 'applied' &&
  task.suspension === undefined &&
  task.lift === undefined &&
  task.from <= today &&
  today < task.until;

/** What ends or stops a case does so by its own date, whether the work that follows has been done or not. */
const isRunning = (joint: JointCase, grounds: Grounds, today: CalendarDate): boolean =>
  joint.state === 'dispatched' && stands(joint, grounds, today);

/**
 * Whether a measure, by its own task, is one that the decision would have to heed: in force, of the asking department, for decisions of this
 * type. No clock of the task is asked: lateness ends and begins nothing.
 */
export const concerns = (task: Task, { decisionType, department, today }: Question): boolean =>
  isApplied(task, today) && task.department === department && task.binds.includes(decisionType);

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
const organisationHolds = ({ task, organisation, grounds }: Facts, today: CalendarDate): boolean =>
  task.organisationCase === undefined ||
  (organisation !== undefined &&
    organisation.id === task.organisationCase.id &&
    isRunning(organisation, grounds, today));

/**
 * Whether all that a measure rests on holds on a day: its case with the records behind it, the organisation's behind a responsible person, and
 * its basis.
 */
export const isCarried = (facts: Facts, today: CalendarDate): boolean => {
  const { task, joint, grounds, basis } = facts;
  return (
    joint !== undefined &&
    joint.id === task.case.id &&
    isRunning(joint, grounds, today) &&
    !hasMeasureEnded(joint, task.measure, grounds) &&
    organisationHolds(facts, today) &&
    basis !== undefined &&
    basis.code === task.basis &&
    isInForce(basis, today)
  );
};

/**
 * Whether a measure binds the decision at this moment: its own state, its case, its term and its basis all hold, and no exception covers it
 * (I1). What follows late, as a sweep, a lift or a repeal that is still to be carried out, cannot make it bind.
 */
export const isBinding = (facts: Facts, question: Question): boolean =>
  concerns(facts.task, question) &&
  isCarried(facts, question.today) &&
  facts.joint !== undefined &&
  !isExcepted(facts.joint, facts.task, question);
