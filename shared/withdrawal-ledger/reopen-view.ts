import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { calendarConfirmed } from '../kernel/working-calendar.ts';
import { REOPEN_RESULTS, type Reopen } from './reopen.ts';

/** A decision to look at again, as its department reads it; what is not in this schema cannot leave. */
export const ReopenView = z
  .object({
    id: z.string(),
    check: z.string().describe('核查编号 id of the check'),
    department: z.string(),
    decisionType: z.string(),
    reference: z.string().describe('办件编号 the file number'),
    measure: z.object({
      id: z.string().describe('核查答复中的措施编号 the id that the check gave the measure'),
      code: z.string(),
    }),
    authority: z.object({ department: z.string(), name: labelView.optional() }),
    documentNumber: z.string().describe('认定文书号 the decision on which the measure rested'),
    because: z.object({
      verb: z
        .enum(['revoke', 'not-sustained', 'repeal'])
        .describe('撤销 revoke · 不予认定 not-sustained · 依据失效 repeal'),
      document: z.string(),
      reason: z.string(),
      from: dateView
        .optional()
        .describe(
          '自该日起作出的决定所依据的条款已失效 what was decided from this day on rested on an article that had ended',
        ),
    }),
    endedAt: instantView,
    due: dateView,
    provisional: z.boolean(),
    decided: z
      .object({ decisionDocument: z.string(), document: z.string().optional() })
      .optional()
      .describe(
        '已适用该措施的决定；未反馈结果时不列 the decision that applied the measure; absent while the outcome is not given',
      ),
    answer: z
      .object({
        result: z.enum(REOPEN_RESULTS),
        reason: z.string(),
        document: z.string().optional(),
        officer: z.string(),
        at: instantView,
      })
      .optional(),
  })
  .meta({ id: 'DecisionToReopen' });

/** The view of a decision to look at again. */
export const toReopenView = (reopen: Reopen, today: CalendarDate) => {
  const { initiator, at: endedAt, dueBy, because } = reopen;
  return {
    ...reopen,
    authority: { department: initiator, name: departmentOn(initiator, today)?.name },
    because: { ...because, ...(because.from && { from: calendarDate(because.from) }) },
    endedAt,
    due: dueBy,
    provisional: !calendarConfirmed(dueBy),
  };
};
