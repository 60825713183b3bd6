import type { Label } from '../../kernel/label.ts';
import { PERSON_DOCUMENT_TYPES, PERSON_DOCUMENT_WORDS } from '../../subjects/person-documents.ts';
import { SUBJECT_CATEGORIES, SUBJECT_CATEGORY_WORDS } from '../../subjects/subject.ts';
import type { Column, Shape } from './column.ts';

const DOCUMENT_TYPE: Shape = { type: 'word', words: PERSON_DOCUMENT_TYPES, codes: PERSON_DOCUMENT_WORDS };

const text = (max: number): Shape => ({ type: 'text', max });

/** Columns 1–13 of both national tables (domain-facts of 发改办财金〔2018〕424号): who the record is about. */
export const subjectColumns = (prefix: 'XK' | 'CF'): readonly Column[] => [
  {
    national: `${prefix}_XDR_MC`,
    at: '/subject/name',
    label: { zh: '行政相对人名称', en: 'name of the subject' },
    shape: text(200),
    required: true,
  },
  {
    national: `${prefix}_XDR_LB`,
    at: '/subject/category',
    label: { zh: '行政相对人类别', en: 'category of the subject' },
    shape: { type: 'word', words: SUBJECT_CATEGORIES, codes: SUBJECT_CATEGORY_WORDS },
    required: true,
  },
  {
    national: `${prefix}_XDR_SHXYM`,
    at: '/subject/unifiedSocialCreditCode',
    label: { zh: '统一社会信用代码', en: 'unified social credit code' },
    shape: text(18),
  },
  {
    national: `${prefix}_XDR_GSZC`,
    at: '/subject/registrationNumber',
    label: { zh: '工商注册号', en: 'business registration number' },
    shape: text(50),
  },
  {
    national: `${prefix}_XDR_ZZJG`,
    at: '/subject/organisationCode',
    label: { zh: '组织机构代码', en: 'organisation code' },
    shape: text(10),
  },
  {
    national: `${prefix}_XDR_SWDJ`,
    at: '/subject/taxRegistrationNumber',
    label: { zh: '税务登记号', en: 'tax registration number' },
    shape: text(20),
  },
  {
    national: `${prefix}_XDR_SYDW`,
    at: '/subject/institutionCertificate',
    label: { zh: '事业单位证书号', en: 'public institution certificate number' },
    shape: text(12),
  },
  {
    national: `${prefix}_XDR_SHZZ`,
    at: '/subject/socialOrganisationNumber',
    label: { zh: '社会组织登记证号', en: 'social organisation certificate number' },
    shape: text(50),
  },
  {
    national: `${prefix}_FRDB`,
    at: '/subject/legalRepresentative/name',
    label: { zh: '法定代表人', en: 'legal representative' },
    shape: text(50),
    variants: [`${prefix}_FDDB`],
  },
  {
    national: `${prefix}_FR_ZJLX`,
    at: '/subject/legalRepresentative/document/type',
    label: { zh: '法定代表人证件类型', en: "legal representative's document" },
    shape: DOCUMENT_TYPE,
  },
  {
    national: `${prefix}_FR_ZJHM`,
    at: '/subject/legalRepresentative/document/number',
    label: { zh: '法定代表人证件号码', en: "legal representative's document number" },
    shape: text(64),
    variants: [`${prefix}_FR_SFZH`],
  },
  {
    national: `${prefix}_XDR_ZJLX`,
    at: '/subject/document/type',
    label: { zh: '证件类型', en: "person's document" },
    shape: DOCUMENT_TYPE,
  },
  {
    national: `${prefix}_XDR_ZJHM`,
    at: '/subject/document/number',
    label: { zh: '证件号码', en: "person's document number" },
    shape: text(64),
  },
];

/** The columns of authority and source, whose keys the two tables spell differently. */
export const authorityColumns = (keys: {
  readonly authority: string;
  readonly authorityCode: string;
  readonly source: string;
  readonly sourceCode: string;
  readonly label: Label;
  /** Columns that the table puts before the source unit. */
  readonly between?: readonly Column[];
}): readonly Column[] => [
  { national: keys.authority, at: '/authority/name', label: keys.label, shape: text(200), required: true },
  {
    national: keys.authorityCode,
    at: '/authority/unifiedSocialCreditCode',
    label: { zh: `${keys.label.zh}统一社会信用代码`, en: `code of the ${keys.label.en}` },
    shape: text(18),
    required: true,
  },
  ...(keys.between ?? []),
  {
    national: keys.source,
    at: '/source/name',
    label: { zh: '数据来源单位', en: 'source unit' },
    shape: text(200),
    required: true,
  },
  {
    national: keys.sourceCode,
    at: '/source/unifiedSocialCreditCode',
    label: { zh: '数据来源单位统一社会信用代码', en: 'code of the source unit' },
    shape: text(18),
    required: true,
  },
  { national: 'BZ', at: '/content/remarks', label: { zh: '备注', en: 'remarks' }, shape: text(512) },
];
