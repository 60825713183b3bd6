import type { TemplatePart } from '../template.ts';

/** What was applied for. */
export const APPLICATION: TemplatePart = {
  facts: [
    { name: { zh: '申请修复的信息', en: 'What is to be repaired' }, value: '{target}' },
    { name: { zh: '文书号', en: 'Number of the document' }, value: '{targetDocument}' },
    { name: { zh: '文书日期', en: 'Date of the document' }, value: '{targetDecidedOn}' },
    { name: { zh: '申请日期', en: 'Applied on' }, value: '{appliedOn}' },
    { name: { zh: '履行情况', en: 'How the duty was performed' }, value: '{performance}' },
    { name: { zh: '信用承诺', en: 'Commitment' }, value: '{commitment}' },
    { name: { zh: '违诺责任', en: 'If it is not kept' }, value: '{liability}' },
    { name: { zh: '附件（件）', en: 'Files' }, value: '{files}' },
  ],
};

/** That it can be tried again. */
export const AGAIN: TemplatePart = {
  text: {
    zh: '补齐条件或者材料后，{you}可以重新申请；申请不收取费用。',
    en: 'You may apply again once what is missing is there. It costs nothing.',
  },
};
