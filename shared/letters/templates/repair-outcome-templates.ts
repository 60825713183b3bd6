import { calendarDate } from '../../kernel/beijing-time.ts';
import type { Templates } from '../template.ts';
import { APPEAL, CLOSING, OBJECT, OPENING } from './common-parts.ts';
import { AGAIN, APPLICATION } from './repair-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };

/** What comes of an application for repair. */
export const REPAIR_OUTCOME_TEMPLATES = {
  'repair-refusal': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '经审查，决定对{you}的申请不予信用修复。',
            en: 'Having examined it, this authority refuses the repair that you applied for.',
          },
        },
        APPLICATION,
        { heading: { zh: '审查情况', en: 'What was examined' } },
        { text: { zh: '{examined}', en: '{examined}' } },
        { heading: { zh: '不予修复的理由', en: 'Why it is refused' } },
        { list: 'grounds' },
        { text: { zh: '{reasons}', en: '{reasons}' } },
        {
          text: {
            zh: '依据：《信用修复管理办法》（国家发展改革委令第36号）。不予修复不延长原公示期限，不加重{you}的负担。',
            en: 'Basis: Measures for Credit Repair (NDRC Order 36). A refusal makes no term longer and nothing worse for you.',
          },
        },
        AGAIN,
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'repair-grant': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '经审查，{you}的申请符合信用修复条件，决定准予信用修复。自本决定作出之日起，下列信息停止公示、停止共享、停止使用，依据该信息采取的联合惩戒措施一并解除；取得过该信息的部门均予通知。',
            en: 'Having examined it, this authority grants the repair that you applied for. From the day of this decision the entry below is neither public nor shared nor used, and the joint measures that rest on it are lifted; every department that had it is told.',
          },
        },
        APPLICATION,
        { heading: { zh: '审查情况和理由', en: 'What was examined, and why' } },
        { text: { zh: '{examined}', en: '{examined}' } },
        { text: { zh: '{reasons}', en: '{reasons}' } },
        {
          text: {
            zh: '依据：《信用修复管理办法》（国家发展改革委令第36号）。',
            en: 'Basis: Measures for Credit Repair (NDRC Order 36).',
          },
        },
        {
          text: {
            zh: '请{you}履行信用承诺。修复后仍被公示或者限制的，可以向本机关或者市信用办反映。',
            en: 'Please keep the commitment. If the entry is still shown or applied, tell this authority or the credit office.',
          },
        },
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'bad-faith': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '经查，{you}在信用修复中存在下列行为，现予认定并记录。在{noRepairUntil}之前，{you}的信用修复申请不予受理。',
            en: 'The conduct below in a credit repair is established and recorded. Before {noRepairUntil} no application of yours for repair is accepted.',
          },
        },
        {
          facts: [
            { name: { zh: '行为', en: 'Conduct' }, value: '{badFaith}' },
            { name: { zh: '事实', en: 'Finding' }, value: '{finding}' },
            { name: { zh: '陈述、申辩及意见', en: 'What was said against it' }, value: '{heard}' },
            { name: { zh: '所涉信息', en: 'The entry' }, value: '{target}' },
            { name: { zh: '文书号', en: 'Number of the document' }, value: '{targetDocument}' },
          ],
        },
        {
          text: {
            zh: '依据：《信用修复管理办法》（国家发展改革委令第36号）。',
            en: 'Basis: Measures for Credit Repair (NDRC Order 36).',
          },
        },
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'bad-faith-reversal': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '原对{you}在信用修复中失信行为的认定（{findingDocument}）现予撤销，{you}可以依法申请信用修复。',
            en: 'The finding of bad faith in a credit repair ({findingDocument}) is taken back: repair may be applied for as the law has it.',
          },
        },
        {
          facts: [
            { name: { zh: '理由', en: 'Why' }, value: '{reversalReason}' },
            { name: { zh: '所涉信息', en: 'The entry' }, value: '{target}' },
            { name: { zh: '文书号', en: 'Number of the document' }, value: '{targetDocument}' },
          ],
        },
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
