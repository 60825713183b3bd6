import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { failureIssue } from '../kernel/failure.ts';

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

/** A month of Beijing's calendar, `YYYY-MM`. */
export const month = z
  .string()
  .meta({ examples: ['2026-11'] })
  .superRefine((text, context) => {
    if (!MONTH.test(text)) context.addIssue(failureIssue({ kind: 'impossible-date' }));
  });

/** Counts of one department and kind. */
export const DisclosureCountsView = z
  .object({
    department: z.string(),
    kind: z.string(),
    received: z.int().describe('归集条数 records received'),
    timely: z.int().describe('按时公示 public within 7 working days'),
    late: z.int().describe('迟报 public after that'),
    missing: z.int().describe('逾期未公示 overdue and not public'),
    running: z.int().describe('期限内 not due yet'),
    notPublic: z.int().describe('依法不公示 not to be public'),
  })
  .meta({ id: 'DisclosureCounts' });

export const getDisclosureStatistics = operation({
  id: 'get-disclosure-statistics',
  method: 'GET',
  path: '/statistics/disclosures',
  summary: {
    zh: '按决定月份统计各部门公示是否按时',
    en: 'Disclosures in time and late, by department, for a month of decision',
  },
  roles: ['reporter', 'credit-office', 'auditor'],
  body: NOTHING,
  query: z.strictObject({ month }),
  answers: {
    200: {
      schema: z
        .object({
          month: z.string(),
          countedAt: z.string().meta({ format: 'date-time' }).optional(),
          counts: z.array(DisclosureCountsView),
        })
        .meta({ id: 'DisclosureStatistics' }),
      meaning: {
        zh: '信用办与审计看全部部门，其他部门看本部门',
        en: 'all departments for the credit office and auditors, otherwise your own',
      },
    },
  },
  problems: [],
});
