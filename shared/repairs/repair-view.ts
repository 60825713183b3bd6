import * as z from 'zod';
import { DUTY_NAMES, dutyOutcome } from '../clocks/duty.ts';
import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { dutiesOfRepair } from './duties.ts';
import {
  BAD_FAITH_GROUNDS,
  COMMITMENT_PUBLICITY,
  REFUSAL_GROUNDS,
  REPAIR_STATES,
  REPAIR_TARGETS,
  type Repair,
} from './repair.ts';
import { repairTermsOn } from './repair-terms.ts';

/** Who did it; the subject's side is not told. */
const officer = { officer: z.string().optional() };

/** An application for repair as its authority, the credit office and the subject read it; what is not in this schema cannot leave. */
export const RepairView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z
      .enum(REPAIR_STATES)
      .describe(
        '已申请 applied · 已受理 accepted · 不予受理 not-accepted · 准予修复 granted · 不予修复 refused · 已撤回 withdrawn · 终止 moot',
      ),
    number: z.int().describe('就同一事项的第几次申请 the how manieth application for the same'),
    subject: NamedSubjectView,
    target: z.object({
      type: z.enum(REPAIR_TARGETS),
      id: z.string(),
      kind: z.string(),
      documentNumber: z.string(),
      decisionDate: dateView,
    }),
    department: z.object({ code: z.string(), name: labelView.optional() }),
    application: z.object({ appliedOn: dateView, performance: z.string(), files: z.array(z.string()) }),
    commitment: z.object({
      type: z.literal('信用修复型'),
      reason: z.string(),
      content: z.string(),
      liability: z.string(),
      madeOn: dateView,
      validUntil: dateView.optional(),
      publicity: z.enum(COMMITMENT_PUBLICITY),
    }),
    earliest: z
      .object({ date: dateView, ruleVersion: z.string() })
      .describe('可以申请修复之日及所依规则 from when repair could be asked for, and by which rule'),
    acceptance: z
      .object({ outcome: z.enum(['accepted', 'not-accepted']), on: dateView, missing: z.array(z.string()), ...officer })
      .optional(),
    extension: z.object({ reason: z.string(), ...officer }).optional(),
    urgings: z.array(z.object({ text: z.string(), at: instantView })),
    decision: z
      .object({
        outcome: z.enum(['granted', 'refused']),
        document: z.string(),
        decidedOn: dateView,
        examined: z.string(),
        reasons: z.string(),
        grounds: z.array(z.enum(REFUSAL_GROUNDS)),
        ...officer,
      })
      .optional(),
    withdrawal: z.object({ reason: z.string().optional(), at: instantView }).optional(),
    badFaith: z
      .object({
        ground: z.enum(BAD_FAITH_GROUNDS),
        document: z.string(),
        decidedOn: dateView,
        finding: z.string(),
        heard: z.string(),
        until: dateView.describe('此日以前不得再申请修复 before this day no repair may be applied for'),
        ...officer,
        reversal: z
          .object({ document: z.string(), decidedOn: dateView, reason: z.string() })
          .optional()
          .describe('已撤销，不再限制申请 taken back: it bars nobody any more'),
      })
      .optional(),
    clocks: z.array(
      z.object({
        name: z.enum(DUTY_NAMES),
        state: z.enum(['running', 'met', 'breached']),
        due: dateView,
        provisional: z
          .boolean()
          .describe('暂定：所涉年份的放假安排尚未公布 the calendar of a year that it touches is not confirmed yet'),
        established: z
          .boolean()
          .describe(
            '期限天数是否已核实；否则为默认设定 whether the number of days is established; a default otherwise',
          ),
        basis: labelView,
      }),
    ),
    change: z.object({ action: z.string(), at: instantView, department: z.string() }),
  })
  .meta({ id: 'Repair' });
export type RepairView = z.input<typeof RepairView>;

const STATES = {
  inTime: 'met',
  late: 'breached',
  missing: 'breached',
  running: 'running',
  released: undefined,
} as const;

const clocksOf = (repair: Repair, today: CalendarDate): RepairView['clocks'] =>
  dutiesOfRepair(repair).flatMap((duty) => {
    const { name, due } = duty;
    const state = STATES[dutyOutcome({ ...duty, due: due.date }, today)];
    const terms = repairTermsOn(repair.application.appliedOn);
    const { established, basis } = name === 'accept-repair' ? terms.acceptance : terms.result;
    return state === undefined
      ? []
      : [{ name, state, due: due.date, provisional: due.provisional, established, basis }];
  });

/** The view of an application on a day, as officers have it. */
export const toRepairView = (repair: Repair, today: CalendarDate): RepairView => {
  const { department, application, acceptance, decision } = repair;
  return {
    ...repair,
    department: { code: department, name: departmentOn(department, today)?.name },
    application: { ...application, files: [...application.files] },
    commitment: { type: '信用修复型', ...repair.commitment },
    acceptance: acceptance && { ...acceptance, missing: [...acceptance.missing] },
    urgings: [...repair.urgings],
    decision: decision && { ...decision, grounds: [...decision.grounds] },
    clocks: clocksOf(repair, today),
  };
};

const unsigned = <Signed extends { readonly officer?: string | undefined }>(signed: Signed | undefined) =>
  signed && { ...signed, officer: undefined };

/** The same as the subject's side has it: which department, not which officer. */
export const toOwnRepairView = (repair: Repair, today: CalendarDate): RepairView => {
  const view = toRepairView(repair, today);
  return {
    ...view,
    acceptance: unsigned(view.acceptance),
    extension: unsigned(view.extension),
    decision: unsigned(view.decision),
    badFaith: unsigned(view.badFaith),
  };
};
