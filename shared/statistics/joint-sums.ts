import type { CaseFigures, OutcomeCounts, TaskFigures, TimeSum } from './joint-counts.ts';

const addOutcomes = (a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts => ({
  inTime: a.inTime + b.inTime,
  late: a.late + b.late,
  missing: a.missing + b.missing,
  running: a.running + b.running,
  released: a.released + b.released,
});

const addTimes = (a: TimeSum, b: TimeSum): TimeSum => ({
  tasks: a.tasks + b.tasks,
  workingDays: a.workingDays + b.workingDays,
});

const NO_OUTCOMES: OutcomeCounts = { inTime: 0, late: 0, missing: 0, running: 0, released: 0 };
const NO_TIME: TimeSum = { tasks: 0, workingDays: 0 };
const NO_TASKS: TaskFigures = {
  pushed: 0,
  informed: 0,
  open: 0,
  applied: 0,
  declined: 0,
  acknowledge: NO_OUTCOMES,
  answer: NO_OUTCOMES,
  lift: NO_OUTCOMES,
  pushToAcknowledge: NO_TIME,
  acknowledgeToFeedback: NO_TIME,
  liftToConfirmation: NO_TIME,
};
const NO_CASES: CaseFigures = { proposed: 0, decided: 0, dispatched: 0, suspended: 0, ended: 0 };

/** Figures of several groups of tasks together. */
export const sumTasks = (groups: readonly TaskFigures[]): TaskFigures =>
  groups.reduce(
    (a, b): TaskFigures => ({
      pushed: a.pushed + b.pushed,
      informed: a.informed + b.informed,
      open: a.open + b.open,
      applied: a.applied + b.applied,
      declined: a.declined + b.declined,
      acknowledge: addOutcomes(a.acknowledge, b.acknowledge),
      answer: addOutcomes(a.answer, b.answer),
      lift: addOutcomes(a.lift, b.lift),
      pushToAcknowledge: addTimes(a.pushToAcknowledge, b.pushToAcknowledge),
      acknowledgeToFeedback: addTimes(a.acknowledgeToFeedback, b.acknowledgeToFeedback),
      liftToConfirmation: addTimes(a.liftToConfirmation, b.liftToConfirmation),
    }),
    NO_TASKS,
  );

/** Figures of several groups of cases together. */
export const sumCases = (groups: readonly CaseFigures[]): CaseFigures =>
  groups.reduce(
    (a, b): CaseFigures => ({
      proposed: a.proposed + b.proposed,
      decided: a.decided + b.decided,
      dispatched: a.dispatched + b.dispatched,
      suspended: a.suspended + b.suspended,
      ended: a.ended + b.ended,
    }),
    NO_CASES,
  );
