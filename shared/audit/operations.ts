import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { failureIssue } from '../kernel/failure.ts';
import { dateText } from '../kernel/schema.ts';
import { ChainView, CheckSampleView } from './views.ts';

const month = z
  .string()
  .meta({ examples: ['2026-11'] })
  .superRefine((text, context) => {
    if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) context.addIssue(failureIssue({ kind: 'impossible-date' }));
  });

/** The most that one answer samples: each is read whole. */
export const MOST_SAMPLED = 50;

export const verifyChain = operation({
  id: 'verify-chain',
  method: 'GET',
  path: '/audit/chains/{id}',
  summary: {
    zh: '审计：逐版核验一条记录、案件、任务等的校验链',
    en: 'Audit: verify the whole chain of versions of a record, case, task or any other head',
  },
  roles: ['auditor'],
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: ChainView, meaning: { zh: '核验结果', en: 'what was found' } } },
  problems: ['not-found'],
});

export const sampleChecks = operation({
  id: 'sample-checks',
  method: 'GET',
  path: '/audit/check-samples',
  summary: {
    zh: '审计：按种子抽取一月的核查，对照其决定',
    en: 'Audit: sample the checks of a month against their decisions; the same seed draws the same',
  },
  roles: ['auditor'],
  body: NOTHING,
  query: z.strictObject({
    month,
    size: z.coerce.number().int().min(1).max(MOST_SAMPLED).default(20),
    seed: z.string().min(1).max(80),
  }),
  answers: {
    200: {
      schema: CheckSampleView,
      meaning: { zh: '核查与其结果，不含人员和主体名称', en: 'checks with their outcomes, without officers or names' },
    },
  },
  problems: [],
});

const FORMATS = ['ndjson', 'csv'] as const;

export const exportAccessLogs = operation({
  id: 'export-access-logs',
  method: 'GET',
  path: '/audit/access-logs',
  summary: {
    zh: '审计：导出一段时间的查询记录；导出本身记录在案',
    en: 'Audit: export who asked whom and why; the export is logged itself',
  },
  roles: ['auditor'],
  body: NOTHING,
  query: z.strictObject({
    from: dateText.exactOptional().describe('起始日（含）first day'),
    to: dateText.exactOptional().describe('截止日（含）last day'),
    format: z.enum(FORMATS).default('ndjson'),
    cursor: z
      .string()
      .max(200)
      .exactOptional()
      .describe('续取下一页，其余参数不填 the next page; nothing else is said with it'),
  }),
  answers: {
    200: {
      schema: NOTHING,
      files: ['application/x-ndjson', 'text/csv'],
      headers: ['Link'],
      meaning: {
        zh: '一页查询记录；主体以本次导出内一致的代号表示',
        en: 'a page of accesses; a subject bears the same handle throughout one export, and another in the next',
      },
    },
  },
  problems: ['invalid-cursor'],
});
