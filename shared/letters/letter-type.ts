import type { Label } from '../kernel/label.ts';

/** What each letter is called; the Chinese name is its title. */
export const LETTER_NAMES = {
  'prior-notice': { zh: '失信联合惩戒事先告知书', en: 'Prior notice of joint punishment' },
  decision: { zh: '失信联合惩戒决定书', en: 'Decision on joint punishment' },
  'incentive-decision': { zh: '守信联合激励决定书', en: 'Decision on joint incentives' },
  'not-sustained': { zh: '不予联合惩戒告知书', en: 'Notice that joint punishment is not pursued' },
  'repair-notice': { zh: '信用修复告知书', en: 'Notice on how to repair credit' },
  lift: { zh: '联合奖惩措施解除通知书', en: 'Notice that joint measures are lifted' },
  suspension: { zh: '中止通知书', en: 'Notice of suspension' },
  resumption: { zh: '恢复通知书', en: 'Notice of resumption' },
  correction: { zh: '信用信息更正告知书', en: 'Notice that a credit record was corrected' },
  'record-end': { zh: '信用信息终止公示和使用告知书', en: 'Notice that a credit record has ended' },
  'objection-receipt': { zh: '异议受理通知书', en: 'Receipt of an objection' },
  'objection-extension': { zh: '异议办理延期告知书', en: 'Notice of more time for an objection' },
  'objection-decision': { zh: '异议处理结果告知书', en: 'Decision on an objection' },
  'review-receipt': { zh: '异议复核受理通知书', en: 'Receipt of a request for review' },
  'review-decision': { zh: '异议复核结果告知书', en: 'Decision on a review' },
  'objection-moot': { zh: '异议终止告知书', en: 'Notice that an objection has no object any more' },
  'repair-receipt': { zh: '信用修复申请收讫回执', en: 'Receipt of an application for credit repair' },
  'repair-acceptance': { zh: '信用修复受理通知书', en: 'Acceptance of an application for credit repair' },
  'repair-non-acceptance': {
    zh: '信用修复不予受理通知书',
    en: 'Notice that an application for credit repair is not accepted',
  },
  'repair-extension': { zh: '信用修复办理延期告知书', en: 'Notice of more time for a credit repair' },
  'repair-refusal': { zh: '不予信用修复决定书', en: 'Decision to refuse credit repair' },
  'repair-grant': { zh: '准予信用修复决定书', en: 'Decision to grant credit repair' },
  'repair-moot': { zh: '信用修复申请终止告知书', en: 'Notice that an application for credit repair is closed' },
  'bad-faith': { zh: '信用修复失信行为认定告知书', en: 'Finding of bad faith in a credit repair' },
  'bad-faith-reversal': {
    zh: '撤销信用修复失信行为认定告知书',
    en: 'Notice that a finding of bad faith in a credit repair is taken back',
  },
} as const satisfies Record<string, Label>;

/** A sort of letter to the subject. */
export type LetterType = keyof typeof LETTER_NAMES;

/** Whether a text names a sort of letter. */
export const isLetterType = (text: unknown): text is LetterType =>
  typeof text === 'string' && Object.hasOwn(LETTER_NAMES, text);

/** Every sort of letter. */
export const LETTER_TYPES: readonly LetterType[] = Object.keys(LETTER_NAMES).filter(isLetterType);

/** What can be appealed: it decides something. A notice before a decision, a receipt or more time cannot. */
const APPEALABLE: readonly LetterType[] = [
  'decision',
  'incentive-decision',
  'lift',
  'resumption',
  'correction',
  'record-end',
  'objection-decision',
  'review-decision',
  'repair-non-acceptance',
  'repair-refusal',
  'repair-grant',
  'bad-faith',
];

/** Whether administrative review and a court may be asked about it. */
export const isAppealable = (type: LetterType): boolean => APPEALABLE.includes(type);
