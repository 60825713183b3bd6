import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { failureIssue } from '../kernel/failure.ts';
import { instantView, labelView } from '../kernel/view.ts';
import { month } from '../statistics/operations.ts';

const ROLES = ['reporter', 'initiator', 'implementer', 'credit-office', 'auditor'] as const;
const PROBLEMS = ['missing-field', 'unknown-field', 'impossible-date', 'several-problems'] as const;

const YEAR = /^20\d\d$/;
const year = z
  .string()
  .meta({ examples: ['2026'] })
  .superRefine((text, context) => {
    if (!YEAR.test(text)) context.addIssue(failureIssue({ kind: 'impossible-date' }));
  });

const rate = z.number().min(0).max(1).optional().describe('比率，四位小数；没有基数时无此项 share, absent of nothing');
const unit = z.object({ code: z.string(), name: labelView.optional() });

const KindView = z
  .object({
    kind: z.string().describe('记录种类；unread 为无法识别种类的 kind of record; unread where it could not be read'),
    accepted: z.int(),
    refused: z.int(),
    reported: z.int(),
    late: z.int(),
  })
  .meta({ id: 'QualityOfKind' });

/** A unit's month. */
export const UnitQualityView = z
  .object({
    department: unit,
    compliance: z
      .object({ sent: z.int(), accepted: z.int(), refused: z.int(), rate })
      .describe(
        '合规率：接口和文件报送的行数中被接受的 rows taken in of those sent, over the API and by file, in this month',
      ),
    lateness: z
      .object({ reported: z.int(), late: z.int(), rate })
      .describe(
        '迟报率：本月作出的决定中，自决定之日起七个工作日后才报送的 of decisions of this month, those reported later than seven working days after',
      ),
    objections: z
      .object({ decided: z.int(), upheld: z.int(), late: z.int(), rate })
      .describe(
        '异议：本月作出处理决定的、其中成立的（含复核结果）、逾期作出的 objections first decided in this month; upheld, reviews included; decided late',
      ),
    acknowledgements: z
      .object({ told: z.int(), late: z.int(), missing: z.int() })
      .describe('失效通知签收：应签收、逾期签收、逾期未签收 notices of ends: told, acknowledged late, not at all'),
    kinds: z.array(KindView),
  })
  .meta({ id: 'UnitQuality' });

export const getQuality = operation({
  id: 'get-quality',
  method: 'GET',
  path: '/quality',
  summary: {
    zh: '一个月各单位报送质量：合规率、迟报率、异议成立率（只统计单位，不对信用主体评分）',
    en: "A month's quality of reporting by unit: taken in, late, objected to rightly; units are counted, never subjects",
  },
  roles: ROLES,
  body: NOTHING,
  query: z.strictObject({ month }),
  answers: {
    200: {
      schema: z
        .object({ month: z.string(), countedAt: instantView.optional(), units: z.array(UnitQualityView) })
        .meta({ id: 'Quality' }),
      meaning: {
        zh: '信用办与审计看全部单位，按合规率、迟报率排列，未报送的在后；其他部门看本部门',
        en: 'all units for the credit office and auditors, best first and silent ones last; otherwise your own',
      },
    },
  },
  problems: PROBLEMS,
});

const SeriesView = z
  .object({
    department: unit,
    kind: z.string(),
    prefix: z.string().describe('年份之前的文字，如“庄市监罚” what stands before the year'),
    first: z.int(),
    last: z.int(),
    reported: z.int().describe('已报送的文号数 numbers reported'),
    missing: z.int().describe('首末文号之间未报送的文号数 numbers between the first and the last that were not'),
    gaps: z.array(z.object({ from: z.int(), to: z.int() })).describe('未报送的文号段，至多一百段 up to a hundred gaps'),
    gapsLeftOut: z.int(),
  })
  .meta({ id: 'DocumentNumberSeries' });

export const getDocumentNumbers = operation({
  id: 'get-document-numbers',
  method: 'GET',
  path: '/quality/document-numbers',
  summary: {
    zh: '一年文书号的缺号：供核对，不是认定瞒报',
    en: 'Gaps in the numbers of a year’s documents: a question to the unit, no finding',
  },
  roles: ROLES,
  body: NOTHING,
  query: z.strictObject({ year, department: z.string().max(80).exactOptional() }),
  answers: {
    200: {
      schema: z
        .object({
          year: z.string(),
          countedAt: instantView.optional(),
          series: z.array(SeriesView),
          leftOut: z.boolean().describe('另有不成系列的文号未列 numbers that form no series were left out'),
        })
        .meta({ id: 'DocumentNumbers' }),
      meaning: {
        zh: '信用办与审计看全部或者指定的部门，其他部门看本部门；缺号多的在前',
        en: 'all departments or the one named, for the credit office and auditors; otherwise your own; most missing first',
      },
    },
  },
  problems: [...PROBLEMS, 'unknown-department'],
});

/** Every operation on quality, in the order of the API's description. */
export const QUALITY_OPERATIONS = [getQuality, getDocumentNumbers] as const;
