import { departmentOn } from '../../../shared/departments/departments.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Role } from '../../../shared/http/operation.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { addMonths, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { mattersOf } from '../../../shared/statistics/check-counts.ts';
import { NO_END_NOTICES } from '../../../shared/statistics/end-notice-counts.ts';
import type { FoldedCountStore } from '../../../shared/statistics/folded-count-store.ts';
import type { FoldedJointStore } from '../../../shared/statistics/folded-joint-store.ts';
import {
  getJointStatistics as jointContract,
  getScorecard as scorecardContract,
} from '../../../shared/statistics/joint-operations.ts';
import { sumCases, sumTasks } from '../../../shared/statistics/joint-sums.ts';
import { toTaskFiguresView } from '../../../shared/statistics/joint-views.ts';
import type { UnitStore } from '../../../shared/statistics/unit-store.ts';
import { enrolment } from '../../../shared/statistics/units.ts';

export interface JointStatisticsDependencies extends ApiDependencies {
  readonly folded: Pick<FoldedCountStore, 'find'>;
  readonly foldedJoint: Pick<FoldedJointStore, 'find'>;
  readonly units: Pick<UnitStore, 'all'>;
}

const SEES_ALL: readonly Role[] = ['credit-office', 'auditor'];

const seesAll = ({ roles }: Caller): boolean => SEES_ALL.some((role) => roles.includes(role));

/** GET /statistics/joint: the counts as they were last folded; a department reads its own. */
export const getJointStatistics = (deps: JointStatisticsDependencies) =>
  api(jointContract, deps, async ({ query: { month }, caller }) => {
    const isOwn = !seesAll(caller);
    const folded = await deps.foldedJoint.find(month, isOwn ? caller.department : undefined);
    return answer(200, {
      month,
      countedAt: folded?.countedAt,
      tasks: (folded?.tasks ?? []).map(toTaskFiguresView),
      cases: folded?.cases ?? [],
      checks: folded?.checks ?? [],
      ends: folded?.ends ?? [],
      matters: mattersOf(folded?.checks ?? [], isOwn ? caller.department : undefined),
      ...(!isOwn && { units: enrolment(await deps.units.all(), month) }),
    });
  });

/** A department that was abolished within the month has figures of it too. */
const existedIn = (department: string, month: string): boolean => {
  const first = calendarDate(`${month}-01`);
  return departmentOn(department, first) !== undefined || departmentOn(department, addMonths(first, 1)) !== undefined;
};

/** GET /scorecard: what a department did in a month. */
export const getScorecard = (deps: JointStatisticsDependencies) =>
  api(scorecardContract, deps, async ({ query: { month, department = '' }, caller }) => {
    const code = department === '' ? caller.department : department;
    if (code !== caller.department && !seesAll(caller))
      return refuse({ kind: 'role-required', parameters: { roles: SEES_ALL.join(', ') } });
    if (!existedIn(code, month)) return refuse({ kind: 'unknown-department', parameters: { department: code } });
    const [joint, disclosures, units] = await Promise.all([
      deps.foldedJoint.find(month, code),
      deps.folded.find(month),
      deps.units.all(),
    ]);
    const unit = units.find((one) => one.department === code);
    return answer(200, {
      department: code,
      month,
      countedAt: joint?.countedAt,
      tasks: toTaskFiguresView(sumTasks(joint?.tasks ?? [])),
      cases: sumCases(joint?.cases ?? []),
      checks: joint?.checks ?? [],
      ends: joint?.ends[0] ?? NO_END_NOTICES,
      matters: mattersOf(joint?.checks ?? [], code),
      disclosures: (disclosures?.counts ?? []).filter((counts) => counts.department === code),
      obligedSince: unit?.obligedSince,
      enrolledSince: unit?.enrolledSince,
    });
  });
