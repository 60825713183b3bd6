import * as z from 'zod';
import { currentSuccessor, departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { slug } from '../kernel/schema.ts';
import { type Instruments, openingBases } from '../lists/fitting.ts';
import type { Measure } from '../lists/measure.ts';
import type { CaseContext } from './case-context.ts';
import { listedMeasure } from './case-lists.ts';
import { CASE_TRANSITIONS, nextCase } from './case-transitions.ts';
import { takesEffectOn } from './due-process.ts';
import type { DecidedMeasure, JointCase, PlanItem } from './joint-case.ts';
import { liveMeasures } from './live-measures.ts';
import { organisationEnded } from './responsibility.ts';

/** Items of one request; a case has no more measures and departments than make about as many. */
export const MAX_PLAN_ITEMS = 2000;

/** The plan as the credit office settles it with the initiating department: which department carries out which measure. */
export const DispatchSubmission = z
  .strictObject({
    plan: z
      .array(z.strictObject({ measure: slug, department: slug }))
      .min(1)
      .max(MAX_PLAN_ITEMS),
  })
  .meta({ id: 'CaseDispatch' });
export type DispatchSubmission = z.output<typeof DispatchSubmission>;

/** What a dispatch is held against: the measures of the edition of the decision, today's instruments, the organisation's case. */
export interface DispatchContext extends CaseContext {
  readonly measures: readonly Measure[];
  readonly instruments: Instruments;
  readonly organisation?: JointCase;
}

type Item = Pick<PlanItem, 'measure' | 'department'>;

const sameItem = (a: Item, b: Item): boolean => a.measure === b.measure && a.department === b.department;

/** The department itself, or what took its tasks over since the edition was made. */
const carriesOut = (measure: Measure, department: string, today: CalendarDate): boolean =>
  departmentOn(department, today) !== undefined &&
  measure.departments.some((code) => code === department || currentSuccessor(code, today)?.code === department);

const itemFailures = (
  pointer: string,
  { measure: code, department }: Item,
  live: readonly DecidedMeasure[],
  { measures, instruments, today }: DispatchContext,
): readonly Failure[] => {
  const decided = live.find(({ measure }) => measure === code);
  const listed = listedMeasure(measures, code);
  if (decided === undefined || listed === undefined) {
    return [{ kind: 'measure-not-decided', pointer: `${pointer}/measure`, parameters: { name: listed?.name ?? code } }];
  }
  if (!openingBases({ ...listed, bases: [decided.basis] }, instruments, today).includes(decided.basis)) {
    return [
      { kind: 'basis-not-in-force', pointer: `${pointer}/measure`, parameters: { name: listed.name, day: today } },
    ];
  }
  return carriesOut(listed, department, today)
    ? []
    : [
        {
          kind: 'not-implementing-department',
          pointer: `${pointer}/department`,
          parameters: { name: listed.name, department: departmentOn(department, today)?.name ?? department },
        },
      ];
};

/** Nothing is dispatched before the decision was served; by public notice that is when its period is over. */
const notServed = ({ state, service }: JointCase, today: CalendarDate): readonly Failure[] => {
  if (state === 'suspended' || state === 'ended') return [{ kind: 'state-forbids', parameters: { state } }];
  return service === undefined || takesEffectOn(service) > today ? [{ kind: 'dispatch-before-service' }] : [];
};

/**
 * Adds items to the plan. What it holds already is left as it is, so that the same dispatch twice is one; terms are the decision's,
 * so that a later dispatch lengthens none. Nothing new: the very same case.
 */
export const dispatch = (
  jointCase: JointCase,
  submission: DispatchSubmission,
  context: DispatchContext,
): Result<JointCase, Failures> => {
  const { by, roles, today, organisation } = context;
  if (!roles.includes('credit-office')) {
    return fail([{ kind: 'role-required', parameters: { roles: 'credit-office' } }]);
  }
  const forbidden = [...notServed(jointCase, today), ...organisationEnded(jointCase, organisation)];
  if (isRefused(forbidden)) return fail(forbidden);
  const live = liveMeasures(jointCase, today);
  const failures = submission.plan.flatMap((item, index) => itemFailures(`/plan/${index}`, item, live, context));
  if (isRefused(failures)) return fail(failures);
  const added = submission.plan.filter(
    (item, index, all) =>
      !jointCase.plan.some((planned) => sameItem(planned, item)) &&
      all.findIndex((other) => sameItem(other, item)) === index,
  );
  if (added.length === 0) return ok(jointCase);
  const items = added.map((item) => ({ ...item, dispatchedOn: today, dispatchedAt: by.at }));
  return ok(
    nextCase(jointCase, CASE_TRANSITIONS.dispatch, by, { state: 'dispatched', plan: [...jointCase.plan, ...items] }),
  );
};
