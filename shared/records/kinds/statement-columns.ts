import type { Column } from './column.ts';

/** Columns of what an association states of a member: by its own rule, for a time, with a remedy within the association. */
export const ASSOCIATION_COLUMNS: readonly Column[] = [
  {
    at: '/content/membership',
    label: { zh: '会员编号或者入会申请编号', en: 'number of the membership, or of the application for it' },
    shape: { type: 'text', max: 64 },
    required: true,
  },
  {
    at: '/content/rule',
    label: { zh: '依据的章程、自律公约或者会员规则条款', en: "article of the association's own rules" },
    shape: { type: 'text', max: 1000 },
    required: true,
    citesLaw: true,
  },
  {
    at: '/content/remedy',
    label: { zh: '会内申诉的途径和期限', en: 'remedy within the association: where, and until when' },
    shape: { type: 'text', max: 500 },
    required: true,
  },
];

/** The number and day of a statement, named as its kind names them. */
export const statementDocument = (number: Column['label'], day: Column['label']): readonly Column[] => [
  { at: '/documentNumber', label: number, shape: { type: 'text', max: 64 }, required: true },
  { at: '/decisionDate', label: day, shape: { type: 'date' }, required: true },
];

/** The term of a statement: its first and last day, both stated. A correction does not lengthen it. */
export const STATEMENT_TERM: readonly Column[] = [
  {
    at: '/content/validFrom',
    label: { zh: '有效期始', en: 'valid from' },
    shape: { type: 'date' },
    required: true,
    notBefore: '/decisionDate',
  },
  {
    at: '/content/validTo',
    label: { zh: '有效期至', en: 'valid until' },
    shape: { type: 'date' },
    required: true,
    notBefore: '/content/validFrom',
    worse: 'later',
  },
];
