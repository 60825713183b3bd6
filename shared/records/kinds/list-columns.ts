import { SUBJECT_CATEGORIES, SUBJECT_CATEGORY_WORDS } from '../../subjects/subject.ts';
import type { Column } from './column.ts';

const IDENTITY_CARD = 'resident-identity-card';

/** Columns of a name list (红名单, 严重失信主体名单): which list, and whom it names. */
export const LISTED_SUBJECT: readonly Column[] = [
  {
    national: 'MDMC',
    at: '/content/listName',
    label: { zh: '名单名称', en: 'name of the list' },
    shape: { type: 'text', max: 200 },
    required: true,
    publicAs: 'listName',
    variants: ['HMDMC'],
  },
  {
    national: 'ZTLB',
    at: '/subject/category',
    label: { zh: '主体类别', en: 'category of the subject' },
    shape: { type: 'word', words: SUBJECT_CATEGORIES, codes: SUBJECT_CATEGORY_WORDS },
    required: true,
  },
  {
    national: 'ZTMC',
    at: '/subject/name',
    label: { zh: '主体名称', en: 'name of the subject' },
    shape: { type: 'text', max: 200 },
    required: true,
    variants: ['JGMC', 'DXMC'],
  },
  {
    national: 'TYSHXYDM',
    at: '/subject/unifiedSocialCreditCode',
    label: { zh: '统一社会信用代码', en: 'unified social credit code' },
    shape: { type: 'text', max: 18 },
  },
  {
    national: 'FRDB',
    at: '/subject/legalRepresentative/name',
    label: { zh: '法定代表人', en: 'legal representative' },
    shape: { type: 'text', max: 50 },
    variants: ['FDDBR'],
  },
  {
    national: 'ZJHM',
    at: '/subject/legalRepresentative/document/number',
    label: { zh: '法定代表人证件号码', en: "legal representative's document number" },
    shape: { type: 'text', max: 64 },
    of: ['organisation', 'sole-trader'],
    implies: { at: '/subject/legalRepresentative/document/type', value: IDENTITY_CARD },
  },
  {
    national: 'ZJHM',
    at: '/subject/document/number',
    label: { zh: '证件号码', en: "person's document number" },
    shape: { type: 'text', max: 64 },
    of: ['person'],
    implies: { at: '/subject/document/type', value: IDENTITY_CARD },
  },
];

/** Columns of a name list: who entered the subject by which document, on which basis. */
export const LISTING_DECISION: readonly Column[] = [
  {
    national: 'WSH',
    at: '/documentNumber',
    label: { zh: '认定文书号', en: 'number of the decision' },
    shape: { type: 'text', max: 64 },
    required: true,
    publicAs: 'documentNumber',
  },
  {
    national: 'RDBM',
    at: '/authority/name',
    label: { zh: '认定部门', en: 'deciding authority' },
    shape: { type: 'text', max: 200 },
    required: true,
  },
  {
    national: 'RDBMTYSHXYDM',
    at: '/authority/unifiedSocialCreditCode',
    label: { zh: '认定部门统一社会信用代码', en: 'code of the deciding authority' },
    shape: { type: 'text', max: 18 },
    required: true,
  },
  {
    national: 'RDYJ',
    at: '/content/legalBasis',
    label: { zh: '认定依据', en: 'basis of the decision' },
    shape: { type: 'text', max: 2048 },
    required: true,
    publicAs: 'legalBasis',
    citesLaw: true,
  },
  {
    national: 'RDRQ',
    at: '/decisionDate',
    label: { zh: '认定日期', en: 'date of the decision' },
    shape: { type: 'date' },
    required: true,
    publicAs: 'decisionDate',
  },
  {
    national: 'YXQS',
    at: '/content/validFrom',
    label: { zh: '有效期始', en: 'valid from' },
    shape: { type: 'date' },
    required: true,
    publicAs: 'validFrom',
    publicity: 'from',
  },
];

/** The end of validity of a name list: its last day, or none if it is stated that there is none. */
export const LISTED_UNTIL = {
  national: 'YXQZ',
  at: '/content/validTo',
  label: { zh: '有效期至', en: 'valid until' },
  shape: { type: 'end-date', stated: true },
  notBefore: '/content/validFrom',
  publicAs: 'validTo',
  publicity: 'through',
} as const satisfies Column;
