import type { Column } from '../records/kinds/column.ts';
import { subjectColumns } from '../records/kinds/national-columns.ts';

/** The grade and the criterion of Order 36, which no national table holds yet. */
export const SEVERITY: readonly Column[] = [
  {
    at: '/severity/grade',
    label: { zh: '严重程度', en: 'grade of severity' },
    shape: {
      type: 'word',
      words: ['minor', 'general', 'serious'],
      codes: { minor: '轻微', general: '一般', serious: '严重' },
    },
    required: true,
  },
  {
    at: '/severity/criterion',
    label: { zh: '认定标准', en: 'criterion that was applied' },
    shape: { type: 'text', max: 1000 },
    required: true,
  },
];

/** The day of the act, on which a person must have been of age. */
export const ACT_DATE: Column = {
  at: '/actDate',
  label: { zh: '违法行为日期', en: 'date of the act' },
  shape: { type: 'date' },
};

/** Told beside a row by who has no document with a birth date in its number. */
export const BIRTH_DATE: Column = {
  at: '/birthDate',
  label: { zh: '自然人出生日期', en: 'birth date of a person' },
  shape: { type: 'date' },
  of: ['person'],
};

/** The decision to make public, or not: a record without one is not public. */
export const DISCLOSURE: readonly Column[] = [
  {
    at: '/disclosure/public',
    label: { zh: '是否公开', en: 'made public' },
    shape: { type: 'word', words: ['true', 'false'], codes: { true: '是', false: '否' } },
  },
  {
    at: '/disclosure/basis',
    label: { zh: '公开或不公开的依据', en: 'basis of the disclosure decision' },
    shape: { type: 'text', max: 500 },
  },
  {
    at: '/disclosure/socialImpact',
    label: { zh: '社会影响说明', en: 'social impact' },
    shape: { type: 'text', max: 1000 },
  },
  {
    at: '/disclosure/necessity',
    label: { zh: '确需公示的理由', en: 'why a minor case must be public' },
    shape: { type: 'text', max: 1000 },
  },
  {
    at: '/disclosure/decidedOn',
    label: { zh: '公开决定日期', en: 'disclosure decided on' },
    shape: { type: 'date' },
  },
  {
    at: '/disclosure/publishFrom',
    label: { zh: '不早于此日公开', en: 'not public before' },
    shape: { type: 'date' },
  },
];

/** Whom a record is about, for a kind without a national table: the same columns in our names. */
export const OWN_SUBJECT: readonly Column[] = subjectColumns('XK').map(
  ({ national: _, variants: __, ...column }) => column,
);
