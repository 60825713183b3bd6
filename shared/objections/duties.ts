import type { Clocked } from '../clocks/clocked.ts';
import { type Duty, dutyOutcome } from '../clocks/duty.ts';
import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import type { Deadline } from '../kernel/working-calendar.ts';
import type { Decision, Objection } from './objection.ts';
import { objectionTermsOn } from './objection-terms.ts';

/** It reviews what a department decided, and answers for the review's coming in time. */
const CREDIT_OFFICE = 'credit-office';

const CLOCKS = ['decide-objection', 'review-objection'] as const;
type ClockName = (typeof CLOCKS)[number];

const duty = (
  name: ClockName,
  { since, due }: { readonly since: CalendarDate; readonly due: Deadline },
  decision: Decision | undefined,
  { moot }: Objection,
): Duty<ClockName> => ({
  name,
  since,
  due,
  ...(decision && { doneOn: beijingDate(decision.at) }),
  ...(moot && !decision && { releasedOn: beijingDate(moot.at) }),
});

/** What is owed on an objection: the decision, and that of its review. When it was done is when the system took it in. */
export const dutiesOfObjection = (objection: Objection): readonly Duty<ClockName>[] => {
  const { filedOn, decideBy, decision, review } = objection;
  return [
    duty('decide-objection', { since: filedOn, due: decideBy }, decision, objection),
    ...(review
      ? [duty('review-objection', { since: review.askedOn, due: review.decideBy }, review.decision, objection)]
      : []),
  ];
};

/** An objection as its clock sees it. */
export const clockedObjection = (objection: Objection): Clocked => {
  const { id, version, target, department, subject, review } = objection;
  const debtor = review === undefined ? department : CREDIT_OFFICE;
  const duties = dutiesOfObjection(objection);
  return { entity: 'objection', id, version, kind: target.kind, department, debtor, subject, duties };
};

/** A period of an objection. Its state is derived from dates; nothing of it is stored. */
export interface ObjectionClock {
  readonly name: ClockName;
  readonly state: 'running' | 'met' | 'breached' | 'released';
  readonly due: CalendarDate;
  /** True while the due date touches a year whose calendar is not confirmed yet (暂定). */
  readonly provisional: boolean;
  readonly basis: Label;
}

const STATES = {
  inTime: 'met',
  late: 'breached',
  missing: 'breached',
  running: 'running',
  released: 'released',
} as const;

const basisOf = ({ department, filedOn, extension }: Objection, name: ClockName): Label => {
  const terms = objectionTermsOn(filedOn);
  if (name === 'review-objection') return terms.review.basis;
  if (extension !== undefined) return terms.total.basis;
  return (department === CREDIT_OFFICE ? terms.own : terms.provider).basis;
};

/** The clocks of an objection on a day. */
export const objectionClocks = (objection: Objection, today: CalendarDate): readonly ObjectionClock[] =>
  dutiesOfObjection(objection).map((one) => ({
    name: one.name,
    state: STATES[dutyOutcome({ ...one, due: one.due.date }, today)],
    due: one.due.date,
    provisional: one.due.provisional,
    basis: basisOf(objection, one.name),
  }));
