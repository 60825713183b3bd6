import { SUPERIOR_PLATFORM } from '../../exchange/superior-platform.ts';
import { SUBJECT_CATEGORIES } from '../../subjects/subject.ts';
import type { KindDefinition } from './column.ts';

/**
 * 失信被执行人: whom the court listed for not performing what a judgment obliges it to. The keys are those of the courts' public list.
 *
 * Only the court writes it, and the exchange with the superior platform, which mirrors what courts elsewhere listed; all others read. Of a listed unit the legal representative is a name on the unit's record and no subject of
 * its own: since 法发〔2019〕35号 nobody is listed in the place of a unit, so a person's row that names a businessEntity is refused. Nobody
 * is listed who was under 18. Public of organisations alone, and no longer than two years, though violence or several acts may lengthen the
 * listing itself; once all is performed, no more. Age and sex, which the courts' list has too, are not taken in: no purpose here needs them.
 * The duty and what was performed of it are free text in which others' names stand: not public.
 */
export const courtDefaulter = {
  kind: 'court-defaulter',
  label: { zh: '失信被执行人', en: 'judgment defaulter' },
  negative: true,
  writers: ['court', SUPERIOR_PLATFORM],
  publicOf: ['organisation'],
  columns: [
    {
      national: 'iname',
      at: '/subject/name',
      label: { zh: '被执行人姓名或名称', en: 'name of the defaulter' },
      shape: { type: 'text', max: 200 },
      required: true,
    },
    {
      national: 'partyTypeName',
      at: '/subject/category',
      label: { zh: '被执行人类别', en: 'category of the defaulter' },
      // The courts' list knows persons and legal persons; a sole trader keeps its own word.
      shape: {
        type: 'word',
        words: SUBJECT_CATEGORIES,
        codes: { person: '0', organisation: '1', 'sole-trader': '个体工商户' },
      },
      required: true,
    },
    {
      national: 'cardNum',
      at: '/subject/unifiedSocialCreditCode',
      label: { zh: '统一社会信用代码', en: 'unified social credit code' },
      shape: { type: 'text', max: 18 },
      of: ['organisation', 'sole-trader'],
    },
    {
      national: 'cardNum',
      at: '/subject/document/number',
      label: { zh: '身份证号', en: 'identity card number' },
      shape: { type: 'text', max: 64 },
      of: ['person'],
      implies: { at: '/subject/document/type', value: 'resident-identity-card' },
    },
    {
      national: 'businessEntity',
      at: '/subject/legalRepresentative/name',
      label: { zh: '法定代表人或负责人', en: 'legal representative' },
      shape: { type: 'text', max: 50 },
    },
    {
      national: 'courtName',
      at: '/content/court',
      label: { zh: '执行法院', en: 'enforcing court' },
      shape: { type: 'text', max: 200 },
      required: true,
      publicAs: 'court',
    },
    {
      national: 'areaName',
      at: '/content/province',
      label: { zh: '省份', en: 'province' },
      shape: { type: 'text', max: 50 },
      publicAs: 'province',
    },
    {
      national: 'caseCode',
      at: '/documentNumber',
      label: { zh: '案号', en: 'case number' },
      shape: { type: 'text', max: 64 },
      required: true,
      publicAs: 'documentNumber',
    },
    {
      national: 'gistId',
      at: '/content/enforcedDocument',
      label: { zh: '执行依据文号', en: 'number of the document that is enforced' },
      shape: { type: 'text', max: 128 },
      required: true,
      publicAs: 'enforcedDocument',
    },
    {
      national: 'gistUnit',
      at: '/content/enforcedDocumentBy',
      label: { zh: '作出执行依据单位', en: 'who made the document that is enforced' },
      shape: { type: 'text', max: 200 },
      required: true,
      publicAs: 'enforcedDocumentBy',
    },
    {
      national: 'regDate',
      at: '/content/filedOn',
      label: { zh: '立案时间', en: 'case filed on' },
      shape: { type: 'date', written: 'YYYYMMDD' },
      required: true,
      publicAs: 'filedOn',
    },
    {
      national: 'duty',
      at: '/content/duty',
      label: { zh: '生效法律文书确定的义务', en: 'duty under the document' },
      shape: { type: 'text', max: 4000 },
      required: true,
    },
    {
      national: 'performance',
      at: '/content/performance',
      label: { zh: '履行情况', en: 'performance' },
      shape: { type: 'word', words: ['全部已履行', '部分未履行', '全部未履行'] },
      required: true,
      publicAs: 'performance',
      publicity: { over: '全部已履行' },
      worse: 'further',
    },
    {
      national: 'performedPart',
      at: '/content/performedPart',
      label: { zh: '已履行部分', en: 'part performed' },
      shape: { type: 'text', max: 2000 },
    },
    {
      national: 'unperformPart',
      at: '/content/unperformedPart',
      label: { zh: '未履行部分', en: 'part not performed' },
      shape: { type: 'text', max: 2000 },
    },
    {
      national: 'disruptTypeName',
      at: '/content/conduct',
      label: { zh: '失信行为具体情形', en: 'conduct for which it is listed' },
      shape: { type: 'text', max: 500 },
      required: true,
      publicAs: 'conduct',
    },
    {
      national: 'publishDate',
      at: '/decisionDate',
      label: { zh: '发布时间', en: 'listed on' },
      shape: { type: 'date', written: 'YYYY年MM月DD日' },
      required: true,
      notBefore: '/content/filedOn',
      publicAs: 'decisionDate',
    },
  ],
} as const satisfies KindDefinition;
