import * as z from 'zod';
import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateView, instantView, labelView } from '../kernel/view.ts';
import { NamedSubjectView } from '../subjects/subject-view.ts';
import { ACCEPTANCE_STATES, type Acceptance, SIGNATORIES } from './acceptance.ts';

const deadline = z.object({
  date: dateView,
  provisional: z
    .boolean()
    .describe('暂定：所涉年份的放假安排尚未公布 the calendar of a year that it touches is not confirmed yet'),
});
const word = { reason: z.string(), at: instantView };

/** An acceptance as its department reads it; what is not in this schema cannot leave. */
export const AcceptanceView = z
  .object({
    id: z.string(),
    version: z.int(),
    state: z.enum(ACCEPTANCE_STATES),
    overdue: z
      .boolean()
      .describe('已到期而未补齐；不等于未履行，须由另一人认定 the time is over; broken it is only once that is found'),
    department: z.object({ code: z.string(), name: labelView.optional() }),
    subject: NamedSubjectView,
    application: z.string(),
    matter: z.object({ code: z.string(), name: labelView }),
    outstanding: z.array(
      z.object({
        document: z.string(),
        name: labelView,
        how: z.string(),
        supplied: z.object({ on: dateView, files: z.array(z.string()).readonly(), at: instantView }).optional(),
      }),
    ),
    consequence: z.string(),
    commitment: z.object({ text: z.string(), madeOn: dateView, by: z.enum(SIGNATORIES), name: z.string() }),
    acceptedOn: dateView,
    supplyBy: deadline,
    decideBy: dateView.optional(),
    extension: z.object({ before: deadline, ...word }).optional(),
    breach: z.object({ remindedOn: dateView, ...word }).optional(),
    withdrawal: z.object(word).optional(),
  })
  .meta({ id: 'Acceptance' });

/** The view of an acceptance on a day. */
export const toAcceptanceView = (acceptance: Acceptance, today: CalendarDate): z.input<typeof AcceptanceView> => {
  const { department, matter, matterName, outstanding, state, supplyBy } = acceptance;
  return {
    ...acceptance,
    overdue: state === 'open' && today > supplyBy.date,
    department: { code: department, name: departmentOn(department, today)?.name },
    matter: { code: matter, name: matterName },
    outstanding: [...outstanding],
  };
};
