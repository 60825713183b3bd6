import type { KindDefinition } from './column.ts';
import { ASSOCIATION_COLUMNS, STATEMENT_TERM, statementDocument } from './statement-columns.ts';

/**
 * 行业自律措施 (article 9 of the policy): what an association did to a member, or to who applied to become one, under its own rules and of its own
 * accord. No authority asks it to, and none does anything because of it.
 */
export const selfDisciplineMeasure = {
  kind: 'self-discipline-measure',
  label: { zh: '行业自律措施', en: "association's measure of self-discipline" },
  negative: false,
  statementOf: 'association',
  columns: [
    ...statementDocument(
      { zh: '自律措施决定编号', en: 'number of the decision' },
      { zh: '决定日期', en: 'date of the decision' },
    ),
    ...ASSOCIATION_COLUMNS,
    {
      at: '/content/standing',
      label: { zh: '对象身份', en: 'standing of the subject' },
      shape: { type: 'word', words: ['会员', '入会申请人'] },
      required: true,
    },
    {
      at: '/content/measure',
      label: { zh: '自律措施', en: 'measure of self-discipline' },
      shape: { type: 'word', words: ['警告', '通报批评', '公开谴责', '不予接纳', '劝退'] },
      required: true,
      worse: 'further',
    },
    {
      at: '/content/facts',
      label: { zh: '事实和理由', en: 'facts and reasons' },
      shape: { type: 'text', max: 2000 },
      required: true,
      citesLaw: true,
      noScore: true,
    },
    ...STATEMENT_TERM,
  ],
} as const satisfies KindDefinition;

/** Who was refused admission is no member, and whoever is told to leave is one. */
export const REFUSED_ADMISSION = { measure: '不予接纳', standing: '入会申请人' } as const;
