import { calendarDate } from '../../kernel/beijing-time.ts';
import type { Templates } from '../template.ts';
import { APPEAL, CLOSING, OBJECT, OPENING } from './common-parts.ts';
import { AGAIN, APPLICATION } from './repair-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };

/** What is told while an application for repair is on its way. */
export const REPAIR_PROGRESS_TEMPLATES = {
  'repair-receipt': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '已收到{you}的信用修复申请。是否受理，最迟于{acceptBy}书面告知。',
            en: 'Your application for credit repair has arrived. Whether it is accepted is told in writing by {acceptBy}.',
          },
        },
        APPLICATION,
        ...CLOSING,
      ],
    },
  ],
  'repair-acceptance': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '{you}的信用修复申请符合受理条件，已于{acceptedOn}受理，最迟于{decideBy}作出决定；确需延长的，书面告知理由。',
            en: 'Your application for credit repair was accepted on {acceptedOn}. It is decided by {decideBy}; if more time is needed, the reason is told in writing.',
          },
        },
        APPLICATION,
        {
          text: {
            zh: '办理期间，信息的公示和使用不因申请而改变；{you}可以在作出决定前撤回申请。',
            en: 'Meanwhile the application alone changes nothing in publication and use. Until the decision it may be withdrawn.',
          },
        },
        ...CLOSING,
      ],
    },
  ],
  'repair-non-acceptance': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '{you}的信用修复申请目前不符合受理条件，决定不予受理。',
            en: 'Your application for credit repair is not accepted as it is.',
          },
        },
        APPLICATION,
        { heading: { zh: '理由：缺少的条件或者材料', en: 'Why: what is missing' } },
        { list: 'missing' },
        { text: { zh: '最早可以申请的日期为{earliest}。', en: 'Repair may be asked for from {earliest} on.' } },
        AGAIN,
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'repair-extension': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '{you}的信用修复申请需要延长办理时间，最迟于{decideBy}作出决定。',
            en: 'Your application for credit repair needs more time. It is decided by {decideBy}.',
          },
        },
        APPLICATION,
        { heading: { zh: '延长理由', en: 'Why' } },
        { text: { zh: '{extensionReason}', en: '{extensionReason}' } },
        ...CLOSING,
      ],
    },
  ],
  'repair-moot': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '{you}申请修复的信息已经以其他方式终止，申请不再办理。',
            en: 'What you asked to have repaired has ended otherwise; the application is closed.',
          },
        },
        APPLICATION,
        { facts: [{ name: { zh: '终止原因', en: 'Why' }, value: '{mootReason}' }] },
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
