import { DECISION_TYPES } from '../checks/decision-types.ts';
import type { CountedCheck } from './check-count-store.ts';

/** Checks of a department before decisions of one type. */
export interface CheckCounts {
  readonly department: string;
  readonly decisionType: string;
  readonly checks: number;
  /** Of them such as a measure bound. */
  readonly bound: number;
  /** Of those, the decision was made and every measure answered for. */
  readonly decided: number;
}

/** Folds checks into counts by department and decision type, sorted. */
export const countChecks = (checks: readonly CountedCheck[]): readonly CheckCounts[] => {
  const groups = Map.groupBy(checks, ({ department, decisionType }) => `${department}|${decisionType}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { department, decisionType } = first;
      const bound = group.filter((check) => check.bound);
      const decided = bound.filter((check) => check.decided).length;
      return [{ department, decisionType, checks: group.length, bound: bound.length, decided }];
    });
};

/** Listed matters 事项 of departments: decision types before which they must check, and those before which they did. */
export const mattersOf = (counts: readonly CheckCounts[], department?: string) => {
  const listed = DECISION_TYPES.flatMap(({ code, departments }) => departments.map((one) => `${one}|${code}`)).filter(
    (matter) => department === undefined || matter.startsWith(`${department}|`),
  );
  const checked = new Set(counts.map((count) => `${count.department}|${count.decisionType}`));
  return { listed: listed.length, checked: listed.filter((matter) => checked.has(matter)).length };
};
