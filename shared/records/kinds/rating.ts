import type { KindDefinition } from './column.ts';

/**
 * 信用评价: what somebody thinks of a subject's credit. It is its author's statement, for which the author answers, and is shown with the
 * author wherever it is shown. It is never an input to a check, a measure or a limit (I9): nothing may read its grade to decide.
 *
 * Not public: rule-versions.json has no rule for it. A law that orders its publicity would be entered there, and its fields be given their
 * public names here. No national table for it is established, so it is posted in our names only.
 */
export const rating = {
  kind: 'rating',
  label: { zh: '信用评价', en: 'credit rating' },
  negative: false,
  authorField: 'author',
  columns: [
    {
      at: '/content/author',
      label: { zh: '评价机构', en: 'who made the rating' },
      shape: { type: 'text', max: 200 },
      required: true,
    },
    {
      at: '/content/method',
      label: { zh: '评价办法', en: 'method or standard of the rating' },
      shape: { type: 'text', max: 500 },
      required: true,
    },
    {
      at: '/documentNumber',
      label: { zh: '评价报告编号', en: 'number of the rating report' },
      shape: { type: 'text', max: 64 },
      required: true,
    },
    {
      at: '/decisionDate',
      label: { zh: '评价日期', en: 'date of the rating' },
      shape: { type: 'date' },
      required: true,
    },
    {
      at: '/content/grade',
      label: { zh: '评价等级', en: 'grade' },
      shape: { type: 'text', max: 64 },
      required: true,
    },
    {
      at: '/content/validFrom',
      label: { zh: '有效期始', en: 'valid from' },
      shape: { type: 'date' },
      required: true,
    },
    {
      at: '/content/validTo',
      label: { zh: '有效期至', en: 'valid until' },
      shape: { type: 'date' },
      required: true,
      notBefore: '/content/validFrom',
    },
  ],
} as const satisfies KindDefinition;
