import { bodyOf } from '../../../shared/bodies/bodies.ts';
import { currentSuccessor, DEPARTMENTS, departmentOn } from '../../../shared/departments/departments.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Role } from '../../../shared/http/operation.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { gapsOf, monthsOf } from '../../../shared/quality/gaps.ts';
import { leagueOf } from '../../../shared/quality/league.ts';
import {
  getDocumentNumbers as numbersContract,
  getQuality as qualityContract,
} from '../../../shared/quality/operations.ts';
import type { QualityCountStore } from '../../../shared/quality/quality-count-store.ts';
import type { FoldedJointStore } from '../../../shared/statistics/folded-joint-store.ts';

export interface QualityDependencies extends ApiDependencies {
  readonly quality: Pick<QualityCountStore, 'find'>;
  readonly foldedJoint: Pick<FoldedJointStore, 'find'>;
}

const SEES_ALL: readonly Role[] = ['credit-office', 'auditor'];

const seesAll = ({ roles }: Caller): boolean => SEES_ALL.some((role) => roles.includes(role));

/** Months read at a time. */
const AT_ONCE = 5;

/** A unit as it was called on a day; whoever was abolished keeps the name of who took over. */
const unitOn = (code: string, day: string) => {
  const date = calendarDate(day);
  return { code, name: departmentOn(code, date)?.name ?? bodyOf(code)?.name ?? currentSuccessor(code, date)?.name };
};

/** Departments of the first day of a month, all or one: silent ones stand in the table too. Bodies owe nothing: they are in it if they sent something. */
const departmentsOf = (month: string, own: string | undefined): readonly string[] =>
  DEPARTMENTS.map(({ code }): string => code).filter(
    (code) => (own ?? code) === code && departmentOn(code, calendarDate(`${month}-01`)) !== undefined,
  );

/** GET /quality: the counts as they were last folded; a department reads its own. */
export const getQuality = (deps: QualityDependencies) =>
  api(qualityContract, deps, async ({ query: { month }, caller }) => {
    const own = seesAll(caller) ? undefined : caller.department;
    const [quality, joint] = await Promise.all([deps.quality.find(month, own), deps.foldedJoint.find(month, own)]);
    const expected = quality === undefined ? [] : departmentsOf(month, own);
    const units = leagueOf(quality?.units ?? [], joint?.ends ?? [], expected).map(({ department, ...figures }) => ({
      department: unitOn(department, `${month}-01`),
      ...figures,
    }));
    return answer(200, { month, countedAt: quality?.countedAt, units });
  });

/** GET /quality/document-numbers: what was folded of the months in which documents of the year were decided. */
export const getDocumentNumbers = (deps: QualityDependencies) =>
  api(numbersContract, deps, async ({ query: { year, department }, caller }) => {
    const isForeign = department !== undefined && department !== caller.department;
    if (isForeign && !seesAll(caller))
      return refuse({ kind: 'role-required', parameters: { roles: SEES_ALL.join(', ') } });
    if (isForeign && currentSuccessor(department, calendarDate(`${year}-12-31`)) === undefined)
      return refuse({ kind: 'unknown-department', parameters: { department } });
    const whose = department ?? (seesAll(caller) ? undefined : caller.department);
    const months = await concurrently(AT_ONCE, monthsOf(Number(year)), (month) => deps.quality.find(month, whose));
    const units = months.map((folded) => folded?.units ?? []);
    const series = gapsOf(units, Number(year)).map(({ year: _, gaps, ...one }) => ({
      ...one,
      department: unitOn(one.department, `${year}-12-31`),
      gaps: gaps.map(([from, to]) => ({ from, to })),
    }));
    const countedAt = months
      .flatMap((folded) => folded?.countedAt ?? [])
      .toSorted()
      .at(-1);
    return answer(200, { year, countedAt, series, leftOut: units.flat().some(({ seriesLeftOut }) => seriesLeftOut) });
  });
