import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { dateView, instantView } from '../kernel/view.ts';
import { EFFECTS } from '../lists/entry.ts';
import { HOLD_REASONS } from '../records/record.ts';
import { TYPICAL_CASE_STATES, type TypicalCase } from './typical-case.ts';

/** A typical case as it is read: what is not in this schema cannot leave. */
export const TypicalCaseView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z.enum(TYPICAL_CASE_STATES),
    caseId: z.string(),
    department: z.object({ code: z.string(), name: z.object({ zh: z.string(), en: z.string() }).optional() }),
    field: z.string(),
    effect: z.enum(EFFECTS),
    title: z.string(),
    text: z.string(),
    holds: z.array(z.enum(HOLD_REASONS)).readonly().describe('审核时须说明的疑点 what the review must explain'),
    review: z.object({ officer: z.string(), at: instantView, finding: z.string().optional() }).optional(),
    publicId: z.string().describe('公开编号 the only id that the public sees'),
    publishFrom: dateView.optional(),
    publishUntil: dateView.optional(),
    withdrawnBecause: z.string().optional(),
    change: z.object({ action: z.string(), at: instantView, officer: z.string(), reason: z.string().optional() }),
  })
  .meta({ id: 'TypicalCase' });

export const TypicalCasesView = z
  .object({ year: z.string(), typicalCases: z.array(TypicalCaseView) })
  .meta({ id: 'TypicalCases' });

export const toTypicalCaseView = (typical: TypicalCase): z.input<typeof TypicalCaseView> => ({
  ...typical,
  department: {
    code: typical.department,
    name: departmentOn(typical.department, beijingDate(typical.change.at))?.name,
  },
});
