import { addMonths, beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { IntakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import type { QualityCountStore } from '../../../shared/quality/quality-count-store.ts';
import { qualityFold } from '../../../shared/quality/quality-counts.ts';
import type { CheckCountStore } from '../../../shared/statistics/check-count-store.ts';
import { countChecks } from '../../../shared/statistics/check-counts.ts';
import type { DisclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import {
  countDisclosures,
  type DisclosureCounts,
  sumDisclosures,
} from '../../../shared/statistics/disclosure-counts.ts';
import { countEndNotices } from '../../../shared/statistics/end-notice-counts.ts';
import type { FoldedCountStore } from '../../../shared/statistics/folded-count-store.ts';
import type { FoldedJointStore } from '../../../shared/statistics/folded-joint-store.ts';
import type { JointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { countCases, countTasks } from '../../../shared/statistics/joint-counts.ts';
import type { UnitStore } from '../../../shared/statistics/unit-store.ts';
import { unitsOf } from '../../../shared/statistics/units.ts';
import type { EndNotices } from '../../../shared/withdrawal-ledger/end-notice-store.ts';

/** Months folded at every run: a disclosure or a task of this or the last two months is what still moves. */
const RECENT_MONTHS = 3;
/** Months folded in the first hour of a Beijing day: late disclosures of older decisions are counted by the next morning. */
const ALL_MONTHS = 37;
/** A measure is lifted years after its push: five years are the longest term of the court's list (法释〔2017〕7号 art. 2), and one more. */
const ALL_JOINT_MONTHS = 73;
const FIRST_HOUR_UTC = 'T16:';

const monthsBefore = (today: CalendarDate, count: number): readonly string[] =>
  Array.from({ length: count }, (_, back) => addMonths(today, -back).slice(0, 7));

export interface FoldStatisticsDependencies {
  readonly cases: Pick<DisclosureCountStore, 'eachPage'>;
  readonly folded: Pick<FoldedCountStore, 'put'>;
  readonly intake: Pick<IntakeCountStore, 'eachPage'>;
  readonly quality: Pick<QualityCountStore, 'put'>;
  readonly joint: Pick<JointCountStore, 'tasks' | 'cases' | 'objections'>;
  readonly checks: Pick<CheckCountStore, 'checks'>;
  readonly endNotices: Pick<EndNotices, 'told'>;
  readonly foldedJoint: Pick<FoldedJointStore, 'put'>;
  readonly units: Pick<UnitStore, 'note'>;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Folds what was counted of each month: disclosures, what units sent and how well, and tasks and cases. Running it again gives the same counts: a recount is this fold. */
export const foldStatistics = (deps: FoldStatisticsDependencies) => {
  /** A page at a time: a month of a million records is never held whole. */
  const foldRecords = async (month: string, countedAt: Instant): Promise<void> => {
    const today = beijingDate(countedAt);
    const quality = qualityFold();
    let counts: readonly DisclosureCounts[] = [];
    await deps.cases.eachPage(month, (page) => {
      counts = sumDisclosures([...counts, ...countDisclosures(page, today)]);
      quality.addReported(page);
    });
    await deps.intake.eachPage(month, quality.addIntake);
    quality.addObjections(await deps.joint.objections(month));
    await deps.folded.put(month, { countedAt, counts });
    await deps.quality.put(month, { countedAt, units: quality.counts() });
  };

  const foldJoint = async (month: string, countedAt: Instant): Promise<void> => {
    const [tasks, cases, checks, ends] = await Promise.all([
      deps.joint.tasks(month),
      deps.joint.cases(month),
      deps.checks.checks(month),
      deps.endNotices.told(month),
    ]);
    const counts = {
      tasks: countTasks(tasks, beijingDate(countedAt)),
      cases: countCases(cases),
      checks: countChecks(checks),
      ends: countEndNotices(ends, beijingDate(countedAt)),
    };
    await deps.foldedJoint.put(month, { countedAt, ...counts });
    await deps.units.note(unitsOf(tasks));
  };

  return async (): Promise<void> => {
    const countedAt = deps.now();
    const isFirstHour = countedAt.includes(FIRST_HOUR_UTC);
    const months = (all: number) => monthsBefore(beijingDate(countedAt), isFirstHour ? all : RECENT_MONTHS);
    for (const month of months(ALL_MONTHS)) await foldRecords(month, countedAt);
    for (const month of months(ALL_JOINT_MONTHS)) await foldJoint(month, countedAt);
    deps.log.info(messages.statisticsFolded, { months: months(ALL_MONTHS).length });
  };
};
