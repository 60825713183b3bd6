import { addDays, type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import { addWorkingDays, workingDayBefore } from '../kernel/working-calendar.ts';
import type { Clocked } from './clocked.ts';
import { type Duty, isRunning } from './duty.ts';
import escalation from './escalation-terms.json' with { type: 'json' };

/** What a silent department hears, and after it the credit office: 提醒、逾期、督办. */
export const STAGES = ['reminder', 'overdue', 'escalated'] as const;
export type Stage = (typeof STAGES)[number];

/** One stage of one clock, and the day from which it holds. */
export interface ClockStage {
  readonly duty: Duty;
  readonly stage: Stage;
  readonly on: CalendarDate;
}

const TERMS = escalation.terms.map(({ validFrom, workingDays }) => ({
  validFrom: calendarDate(validFrom),
  workingDays,
}));

/** Working days after a due date before the credit office is told: what holds on that date. Throws where the data says nothing. */
export const escalationDays = (due: CalendarDate): number => {
  const term = TERMS.findLast(({ validFrom }) => validFrom <= due);
  if (term === undefined) throw new RangeError(`no term of escalation holds on ${due}`);
  return term.workingDays;
};

/** Nobody is reminded on the day on which the work came. */
const reminderDay = ({ since, due: { date } }: Duty): CalendarDate => {
  const before = workingDayBefore(date);
  return before > since ? before : addDays(since, 1);
};

const stagesOfDuty = (duty: Duty): readonly ClockStage[] => {
  const { date } = duty.due;
  if (duty.notice !== undefined) return [{ duty, stage: 'reminder', on: duty.notice.on }];
  return [
    { duty, stage: 'reminder', on: reminderDay(duty) },
    { duty, stage: 'overdue', on: addDays(date, 1) },
    { duty, stage: 'escalated', on: addWorkingDays(date, escalationDays(date)).date },
  ];
};

type Owing = Pick<Clocked, 'duties'>;

const stagesOf = ({ duties }: Owing): readonly ClockStage[] => duties.filter(isRunning).flatMap(stagesOfDuty);

/** A reminder that comes when the due date is over says nothing: what is overdue is said instead. */
const isOutrun = ({ stage, duty }: ClockStage, today: CalendarDate): boolean =>
  stage === 'reminder' && today > duty.due.date;

/** The stages of running clocks that have come by a day, earliest first. */
export const stagesCome = (clocked: Owing, today: CalendarDate): readonly ClockStage[] =>
  stagesOf(clocked)
    .filter((stage) => stage.on <= today && !isOutrun(stage, today))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));

/** When clocks have something to say next, from a day on (from the first, if none is given); undefined if nothing runs. */
export const nextStageOn = (clocked: Owing, after?: CalendarDate): CalendarDate | undefined => {
  const days = stagesOf(clocked).map(({ on }) => on);
  return days.filter((on) => after === undefined || on > after).toSorted()[0];
};

/** What makes a stage unique: its clock and due date, so that another version with the same date says nothing again. */
export const stageName = ({ duty, stage }: ClockStage): string => `${duty.name}.${duty.due.date}.${stage}`;
