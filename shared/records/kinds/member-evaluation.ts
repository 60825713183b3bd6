import type { KindDefinition } from './column.ts';
import { ASSOCIATION_COLUMNS, STATEMENT_TERM, statementDocument } from './statement-columns.ts';

/**
 * 会员评价 (article 1 of the policy): what an association thinks of a member, in words. No score, grade or rank is kept of anybody (I9): where the
 * association gives one, it stays in its own document.
 */
export const memberEvaluation = {
  kind: 'member-evaluation',
  label: { zh: '会员评价', en: "association's evaluation of a member" },
  negative: false,
  statementOf: 'association',
  columns: [
    ...statementDocument(
      { zh: '评价编号', en: 'number of the evaluation' },
      { zh: '评价日期', en: 'date of the evaluation' },
    ),
    ...ASSOCIATION_COLUMNS,
    {
      at: '/content/conclusion',
      label: { zh: '评价意见（文字表述，不记分、不评级）', en: 'evaluation, in words: no score, no grade' },
      shape: { type: 'text', max: 2000 },
      required: true,
      citesLaw: true,
      noScore: true,
    },
    ...STATEMENT_TERM,
  ],
} as const satisfies KindDefinition;
