import type { KindDefinition } from './column.ts';
import { authorityColumns, subjectColumns } from './national-columns.ts';

/** 行政许可: the 28 columns of the national table, in its order. */
export const administrativeLicence = {
  kind: 'administrative-licence',
  label: { zh: '行政许可', en: 'administrative licence' },
  negative: false,
  disclosureClock: true,
  columns: [
    ...subjectColumns('XK'),
    {
      national: 'XK_XKWS',
      at: '/content/documentName',
      label: { zh: '行政许可决定文书名称', en: 'name of the decision' },
      shape: { type: 'text', max: 64 },
      required: true,
      publicAs: 'documentName',
    },
    {
      national: 'XK_WSH',
      at: '/documentNumber',
      label: { zh: '行政许可决定文书号', en: 'number of the decision' },
      shape: { type: 'text', max: 64 },
      required: true,
      publicAs: 'documentNumber',
    },
    {
      national: 'XK_XKLB',
      at: '/content/licenceCategory',
      label: { zh: '许可类别', en: 'category of licence' },
      shape: { type: 'word', words: ['普通', '特许', '认可', '核准', '登记'], other: true },
      required: true,
      publicAs: 'licenceCategory',
    },
    {
      national: 'XK_XKZS',
      at: '/content/certificateName',
      label: { zh: '许可证书名称', en: 'name of the certificate' },
      shape: { type: 'text', max: 64 },
      publicAs: 'certificateName',
    },
    {
      national: 'XK_XKBH',
      at: '/content/licenceNumber',
      label: { zh: '许可编号', en: 'licence number' },
      shape: { type: 'text', max: 64 },
      publicAs: 'licenceNumber',
    },
    {
      national: 'XK_NR',
      at: '/content/licenceContent',
      label: { zh: '许可内容', en: 'content of the licence' },
      shape: { type: 'text', max: 4000 },
      required: true,
      publicAs: 'licenceContent',
    },
    {
      national: 'XK_JDRQ',
      at: '/decisionDate',
      label: { zh: '许可决定日期', en: 'date of the decision' },
      shape: { type: 'date' },
      required: true,
      publicAs: 'decisionDate',
    },
    {
      national: 'XK_YXQZ',
      at: '/content/validFrom',
      label: { zh: '有效期自', en: 'valid from' },
      shape: { type: 'date' },
      required: true,
      publicAs: 'validFrom',
    },
    {
      national: 'XK_YXQZI',
      at: '/content/validTo',
      label: { zh: '有效期至', en: 'valid until' },
      shape: { type: 'end-date', stated: true },
      publicAs: 'validTo',
      publicity: 'through',
    },
    ...authorityColumns({
      authority: 'XK_XKJG',
      authorityCode: 'XK_XKJGDM',
      source: 'XK_LYDW',
      sourceCode: 'XK_LYDWDM',
      label: { zh: '许可机关', en: 'licensing authority' },
      // biome-ignore format: one column, one line
      between: [{ national: 'XK_ZT', at: '/content/status', label: { zh: '当前状态', en: 'current status' }, shape: { type: 'word', words: ['valid', 'invalid'], codes: { valid: '1', invalid: '2' } }, required: true }],
    }),
  ],
} as const satisfies KindDefinition;
