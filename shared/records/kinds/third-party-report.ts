import type { KindDefinition } from './column.ts';
import { STATEMENT_TERM, statementDocument } from './statement-columns.ts';

/**
 * 第三方信用报告 (article 16 of the policy): that a filed credit-reference body made a report on an organisation, for what, and until when it
 * holds. The report itself lies with its author, who answers for it; no score or grade of it is kept, so that nobody can be put in an order (I9).
 */
export const thirdPartyReport = {
  kind: 'third-party-report',
  label: { zh: '第三方信用报告', en: "third party's credit report" },
  negative: false,
  statementOf: 'credit-reference',
  columns: [
    ...statementDocument({ zh: '报告编号', en: 'number of the report' }, { zh: '报告日期', en: 'date of the report' }),
    {
      at: '/content/reportName',
      label: { zh: '报告名称', en: 'name of the report' },
      shape: { type: 'text', max: 200 },
      required: true,
      noScore: true,
    },
    {
      at: '/content/purpose',
      label: { zh: '报告用途', en: 'what it was made for' },
      shape: { type: 'text', max: 500 },
      required: true,
      citesLaw: true,
      noScore: true,
    },
    {
      at: '/content/objectionTo',
      label: { zh: '向出具机构提出异议的途径', en: 'how to object to its author' },
      shape: { type: 'text', max: 500 },
      required: true,
    },
    ...STATEMENT_TERM,
  ],
} as const satisfies KindDefinition;
