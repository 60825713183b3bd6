import { DEPARTMENTS, type Department, departmentOn } from '../departments/departments.ts';
import { addMonths } from '../kernel/beijing-time.ts';
import { addWorkingDays, calendarCovers, type Deadline } from '../kernel/working-calendar.ts';
import data from './duties.json' with { type: 'json' };
import { lastDayOf, type Quarter } from './quarter.ts';

interface DutyRule {
  /** The first quarter for which the rule holds. */
  readonly from: string;
  readonly dueAfterWorkingDays: number;
  /** Every department that exists on the quarter's last day, but those exempt. */
  readonly units: string;
  readonly exempt: readonly string[];
}

const RULES: readonly DutyRule[] = data.rules.toSorted((a, b) => (a.from < b.from ? 1 : -1));

/** Longer than any rule gives. */
const MOST_MONTHS = 3;

const ruleFor = (quarter: Quarter): DutyRule | undefined => RULES.find(({ from }) => from <= quarter);

/** Whether reports of a quarter are asked for at all, and their due date can be told. */
export const isReported = (quarter: Quarter): boolean =>
  ruleFor(quarter) !== undefined && calendarCovers(addMonths(lastDayOf(quarter), MOST_MONTHS));

/** The day by which a quarter's report is submitted: working days after its last day. Undefined if none is asked for. */
export const reportDue = (quarter: Quarter): Deadline | undefined => {
  const rule = isReported(quarter) ? ruleFor(quarter) : undefined;
  return rule && addWorkingDays(lastDayOf(quarter), rule.dueAfterWorkingDays);
};

/** The departments that owe a report of the quarter, in the order of the policy. */
export const obligedUnits = (quarter: Quarter): readonly Department[] => {
  const rule = ruleFor(quarter);
  if (rule === undefined) return [];
  return DEPARTMENTS.filter(
    ({ code }) => !rule.exempt.includes(code) && departmentOn(code, lastDayOf(quarter)) !== undefined,
  );
};
