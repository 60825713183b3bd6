import type { DisclosureCounts } from '../statistics/disclosure-counts.ts';
import type { FoldedCountStore } from '../statistics/folded-count-store.ts';
import type { FoldedJointStore, JointCounts } from '../statistics/folded-joint-store.ts';
import { sumCases, sumTasks } from '../statistics/joint-sums.ts';
import type { Figures } from './figures.ts';
import { monthsOf, type Quarter } from './quarter.ts';

/** A department's figures of a quarter, as the system counts them now. */
export type FiguresOf = (department: string, period: Quarter) => Promise<Figures>;

/** What the counts of disclosures say of a department. */
export const disclosureFigures = (counts: readonly DisclosureCounts[], department: string): Figures => {
  const own = counts.filter((count) => count.department === department);
  const sum = (name: 'received' | 'timely' | 'late' | 'missing') =>
    own.reduce((total, count) => total + count[name], 0);
  return {
    recordsReceived: sum('received'),
    disclosuresTimely: sum('timely'),
    disclosuresLate: sum('late'),
    disclosuresMissing: sum('missing'),
  };
};

/** What the counts of joint cases and tasks say of a department. */
export const jointFigures = (counts: Pick<JointCounts, 'tasks' | 'cases'>, department: string): Figures => {
  const tasks = sumTasks(counts.tasks.filter((count) => count.department === department));
  const cases = sumCases(counts.cases.filter((count) => count.department === department));
  const { inTime, late, missing, running, released } = tasks.lift;
  return {
    casesInitiated: cases.proposed,
    tasksReceived: tasks.pushed,
    tasksAcknowledgedInTime: tasks.acknowledge.inTime,
    tasksAcknowledgedLate: tasks.acknowledge.late,
    measuresApplied: tasks.applied,
    measuresDeclined: tasks.declined,
    liftsAsked: inTime + late + missing + running + released,
    liftsConfirmed: inTime + late,
  };
};

/**
 * From the months that were folded; what of the quarter was not folded yet is not counted, which is not zero. Decisions made after a
 * check are counted nowhere yet: that figure is absent.
 */
export const figuresOf =
  (deps: {
    readonly folded: Pick<FoldedCountStore, 'find'>;
    readonly foldedJoint: Pick<FoldedJointStore, 'find'>;
  }): FiguresOf =>
  async (department, period) => {
    const months = monthsOf(period);
    const disclosures = await Promise.all(months.map((month) => deps.folded.find(month)));
    const joint = await Promise.all(months.map((month) => deps.foldedJoint.find(month, department)));
    const disclosed = disclosures.flatMap((month) => month ?? []);
    const counted = joint.flatMap((month) => month ?? []);
    return {
      ...(disclosed.length > 0 &&
        disclosureFigures(
          disclosed.flatMap(({ counts }) => counts),
          department,
        )),
      ...(counted.length > 0 &&
        jointFigures(
          { tasks: counted.flatMap(({ tasks }) => tasks), cases: counted.flatMap(({ cases }) => cases) },
          department,
        )),
    };
  };
