import { SUBJECT_CATEGORIES, SUBJECT_CATEGORY_WORDS } from '../../subjects/subject.ts';
import type { Column, KindDefinition } from './column.ts';

const KEPT = '全部履行';
const PARTLY = '部分履行';
const BROKEN = '全部未履行';

/** What the finding fills, whether it was kept: the last columns of the table. */
const FULFILMENT: readonly Column[] = [
  {
    national: 'fulfillmentStatus',
    at: '/content/fulfilmentStatus',
    label: { zh: '履行状态', en: 'whether it was kept' },
    shape: { type: 'word', words: [KEPT, PARTLY, BROKEN], codes: { [KEPT]: '1', [PARTLY]: '2', [BROKEN]: '3' } },
    publicAs: 'fulfilmentStatus',
    worse: 'further',
    found: true,
  },
  {
    national: 'unperformedCommitmentContent',
    at: '/content/unperformed',
    label: { zh: '未履行内容', en: 'what was not performed' },
    shape: { type: 'text', max: 4000 },
    found: true,
  },
  {
    national: 'liabilityBreachCommitmentContent',
    at: '/content/liabilityPursued',
    label: { zh: '违诺责任追究内容', en: 'how the liability was pursued' },
    shape: { type: 'text', max: 4000 },
    found: true,
  },
  {
    national: 'fulfillmentStatusDate',
    at: '/content/fulfilmentFoundOn',
    label: { zh: '认定日期', en: 'found on' },
    shape: { type: 'date' },
    publicAs: 'fulfilmentFoundOn',
    notBefore: '/decisionDate',
    found: true,
  },
  {
    at: '/content/brokenSince',
    label: { zh: '首次认定未全部履行日期', en: 'first found broken on' },
    shape: { type: 'date' },
    notBefore: '/decisionDate',
    worse: 'later',
    found: true,
  },
  {
    national: 'acceptanceConfirmUnit',
    at: '/content/foundBy',
    label: { zh: '认定单位', en: 'found by' },
    shape: { type: 'text', max: 200 },
    found: true,
  },
  {
    national: 'acceptanceConfirmUnitIdentify',
    at: '/content/foundByCode',
    label: { zh: '认定单位代码', en: 'code of the unit that found it' },
    shape: { type: 'text', max: 18 },
    found: true,
  },
];

/**
 * 信用承诺: what a subject promised in writing to the unit that took it in, with the columns of the national template. It is no decision against
 * its subject; whether it was kept is found later by the unit that took it in, and what was found broken is negative from then on. It opens no measure
 * by itself: no article of law makes it one (国办发〔2020〕49号).
 *
 * Public only where its publication type says so, with what was promised and whether it was kept; what was not performed, and how the liability was
 * pursued, is free text in which others' names stand: not public.
 */
export const commitment = {
  kind: 'commitment',
  label: { zh: '信用承诺', en: 'credit commitment' },
  negative: false,
  outcome: {
    status: 'fulfilmentStatus',
    foundOn: 'fulfilmentFoundOn',
    negativeSince: 'brokenSince',
    unperformed: 'unperformed',
    liability: 'liabilityPursued',
    unit: 'foundBy',
    unitCode: 'foundByCode',
    holdsUntil: 'validTo',
    negative: [PARTLY, BROKEN],
  },
  columns: [
    {
      national: 'code',
      at: '/documentNumber',
      label: { zh: '承诺编码', en: 'number of the commitment' },
      shape: { type: 'serial', sequence: 6 },
      required: true,
      publicAs: 'documentNumber',
    },
    {
      national: 'subjectName',
      at: '/subject/name',
      label: { zh: '承诺人名称', en: 'who promised' },
      shape: { type: 'text', max: 200 },
      required: true,
    },
    {
      national: 'subjectCategory',
      at: '/subject/category',
      label: { zh: '承诺人类别', en: 'category of who promised' },
      shape: { type: 'word', words: SUBJECT_CATEGORIES, codes: SUBJECT_CATEGORY_WORDS },
      required: true,
    },
    {
      national: 'identify',
      at: '/subject/unifiedSocialCreditCode',
      label: { zh: '统一社会信用代码', en: 'unified social credit code' },
      shape: { type: 'text', max: 18 },
      of: ['organisation', 'sole-trader'],
    },
    {
      national: 'identify',
      at: '/subject/document/number',
      label: { zh: '证件号码', en: "person's document number" },
      shape: { type: 'text', max: 64 },
      of: ['person'],
      implies: { at: '/subject/document/type', value: 'resident-identity-card' },
    },
    {
      national: 'commitmentTypeId',
      at: '/content/commitmentType',
      label: { zh: '承诺类型', en: 'type of commitment' },
      shape: {
        type: 'word',
        words: ['审批替代型', '容缺受理型', '证明事项型', '信用修复型', '行业自律型', '主动型'],
        other: true,
      },
      required: true,
      publicAs: 'commitmentType',
    },
    {
      national: 'reason',
      at: '/content/reason',
      label: { zh: '承诺事由', en: 'occasion' },
      shape: { type: 'text', max: 512 },
      required: true,
      publicAs: 'reason',
    },
    {
      national: 'content',
      at: '/content/commitmentContent',
      label: { zh: '承诺内容', en: 'what was promised' },
      shape: { type: 'text', max: 4000 },
      required: true,
      publicAs: 'commitmentContent',
    },
    {
      national: 'liabilityBreachCommitment',
      at: '/content/liability',
      label: { zh: '违诺责任', en: 'liability for a breach' },
      shape: { type: 'text', max: 4000 },
      required: true,
    },
    {
      national: 'commitmentDate',
      at: '/decisionDate',
      label: { zh: '承诺作出日期', en: 'promised on' },
      shape: { type: 'date' },
      required: true,
      publicAs: 'decisionDate',
    },
    {
      national: 'commitmentValidity',
      at: '/content/validTo',
      label: { zh: '承诺有效期', en: 'holds until' },
      shape: { type: 'end-date' },
      notBefore: '/decisionDate',
      publicAs: 'validTo',
      publicity: 'through',
    },
    {
      national: 'acceptanceUnit',
      at: '/authority/name',
      label: { zh: '受理单位', en: 'unit that took it in' },
      shape: { type: 'text', max: 200 },
      required: true,
    },
    {
      national: 'acceptanceUnitIdentify',
      at: '/authority/unifiedSocialCreditCode',
      label: { zh: '受理单位代码', en: 'code of the unit that took it in' },
      shape: { type: 'text', max: 18 },
      required: true,
    },
    {
      national: 'publicationType',
      at: '/content/publicationType',
      label: { zh: '公开类型', en: 'publication type' },
      shape: { type: 'word', words: ['可向社会公开', '特定范围内公开', '不可公开'] },
      required: true,
      publicity: { only: '可向社会公开' },
    },
    ...FULFILMENT,
    {
      national: 'remarks',
      at: '/content/remarks',
      label: { zh: '备注', en: 'remarks' },
      shape: { type: 'text', max: 512 },
    },
  ],
} as const satisfies KindDefinition;
