import { calendarDate } from '../../kernel/beijing-time.ts';
import type { TemplatePart, Templates } from '../template.ts';
import { APPEAL, APPEAL_FROM_BODY, CLOSING, OPENING } from './common-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };
/** Since bodies that are no authorities decide on objections to what they stated. */
const SINCE_BODIES = { version: '2026-11-24', from: calendarDate('2026-11-24') };

const OBJECTION: TemplatePart = {
  facts: [
    { name: { zh: '异议对象', en: 'What it is about' }, value: '{target}' },
    { name: { zh: '文书号', en: 'Number of the document' }, value: '{targetDocument}' },
    { name: { zh: '提出日期', en: 'Filed on' }, value: '{filedOn}' },
    { name: { zh: '窗口收件编号', en: 'Receipt of the counter' }, value: '{receiptNumber}' },
    { name: { zh: '请求', en: 'What is asked for' }, value: '{wanted}' },
    { name: { zh: '具体请求', en: 'In detail' }, value: '{wantedText}' },
    { name: { zh: '理由', en: 'Grounds' }, value: '{grounds}' },
    { name: { zh: '附件（件）', en: 'Files' }, value: '{files}' },
  ],
};

const RESULT: readonly TemplatePart[] = [
  { heading: { zh: '核查情况', en: 'What was examined' } },
  { text: { zh: '{examined}', en: '{examined}' } },
  { heading: { zh: '处理结果和理由', en: 'Outcome and reasons' } },
  {
    facts: [
      { name: { zh: '结果', en: 'Outcome' }, value: '{outcome}' },
      { name: { zh: '理由', en: 'Reasons' }, value: '{reason}' },
      { name: { zh: '补充内容', en: 'What is added' }, value: '{supplement}' },
    ],
  },
  {
    text: {
      zh: '更正的具体内容另以更正告知书告知。',
      en: 'A notice of correction tells what was corrected in detail.',
    },
    when: 'corrected',
  },
  { heading: { zh: '同时解除的措施', en: 'Measures lifted with it' }, when: 'endedMeasures' },
  { list: 'endedMeasures' },
  {
    text: {
      zh: '处理结果已通知取得该信息的部门；曾依据该信息对{you}作出不利决定的，{you}可以请求作出决定的部门重新审查。',
      en: 'The departments that have the record are told. Who took a decision against you on it may be asked to examine it again.',
    },
    when: 'changed',
  },
  {
    text: {
      zh: '异议标注自本处理结果作出之日起取消。',
      en: 'With this decision the mark of the objection is taken away.',
    },
  },
];

const ASK_REVIEW: readonly TemplatePart[] = [
  { heading: { zh: '申请复核', en: 'Asking for review' } },
  {
    text: {
      zh: '对处理结果不服的，{you}可以在{reviewUntil}前（含当日）通过本系统的主体端口或者政务服务大厅窗口申请复核；复核由另一部门作出。',
      en: 'Through {reviewUntil} you may ask for a review, at the door for subjects of this system or at the counter of the government service hall. Another department decides on it.',
    },
  },
];

/** What is told of objections. */
export const OBJECTION_TEMPLATES = {
  'objection-receipt': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '已受理{you}提出的异议。最迟于{markBy}对该信息作出异议标注，最迟于{decideBy}书面告知处理结果。异议由原经办人员以外的人员核查处理，不收取费用。',
            en: 'Your objection is accepted. By {markBy} the record is marked as contested, and by {decideBy} the result is told in writing. An officer other than the one who acted examines it. It costs nothing.',
          },
        },
        OBJECTION,
        {
          text: {
            zh: '逾期未作出处理的，自期限届满的次日起，该信息暂停公示和使用，直至作出处理。',
            en: 'If it is not decided in time, the record is neither public nor used from the next day on until it is.',
          },
          when: 'suspends',
        },
        ...CLOSING,
      ],
    },
  ],
  'objection-extension': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '{you}提出的异议需要延长办理时间，经批准延期一次，最迟于{decideBy}书面告知处理结果。',
            en: 'Your objection needs more time. It was extended once; the result is told in writing by {decideBy}.',
          },
        },
        OBJECTION,
        { heading: { zh: '延期理由', en: 'Why' } },
        { text: { zh: '{extensionReason}', en: '{extensionReason}' } },
        ...CLOSING,
      ],
    },
  ],
  'objection-decision': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '本机关对{you}提出的异议进行了核查，处理结果告知如下。',
            en: 'This authority has examined your objection. This is the result.',
          },
        },
        OBJECTION,
        ...RESULT,
        ...ASK_REVIEW,
        ...APPEAL,
        ...CLOSING,
      ],
    },
    {
      ...SINCE_BODIES,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '本机关对{you}提出的异议进行了核查，处理结果告知如下。',
            en: 'This authority has examined your objection. This is the result.',
          },
          when: 'ofAuthority',
        },
        {
          text: {
            zh: '{department}对{you}就其所作记录提出的异议进行了核查，处理结果告知如下。',
            en: '{department} has examined your objection to what it stated. This is the result.',
          },
          when: 'ofBody',
        },
        OBJECTION,
        ...RESULT,
        ...ASK_REVIEW,
        ...APPEAL,
        APPEAL_FROM_BODY,
        ...CLOSING,
      ],
    },
  ],
  'review-receipt': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '已受理{you}于{reviewAskedOn}提出的异议复核申请，最迟于{reviewBy}书面告知复核结果。',
            en: 'Your request of {reviewAskedOn} for a review is accepted. The result is told in writing by {reviewBy}.',
          },
        },
        OBJECTION,
        {
          facts: [
            { name: { zh: '原处理结果', en: 'First outcome' }, value: '{firstOutcome}' },
            { name: { zh: '原处理文书', en: 'First decision' }, value: '{firstDocument}' },
            { name: { zh: '原处理机关', en: 'Decided by' }, value: '{firstDepartment}' },
            { name: { zh: '复核理由', en: 'Grounds for the review' }, value: '{reviewGrounds}' },
          ],
        },
        ...CLOSING,
      ],
    },
  ],
  'review-decision': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '对{you}于{reviewAskedOn}提出的异议复核申请，复核结果告知如下。',
            en: 'This is the result of the review that you asked for on {reviewAskedOn}.',
          },
        },
        OBJECTION,
        {
          facts: [
            { name: { zh: '原处理结果', en: 'First outcome' }, value: '{firstOutcome}' },
            { name: { zh: '原处理文书', en: 'First decision' }, value: '{firstDocument}' },
            { name: { zh: '复核理由', en: 'Grounds for the review' }, value: '{reviewGrounds}' },
          ],
        },
        ...RESULT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'objection-moot': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '{you}提出异议所针对的信息已经终止，异议办理终结。',
            en: 'What you objected to has ended; nothing is left to decide.',
          },
        },
        OBJECTION,
        { facts: [{ name: { zh: '终止原因', en: 'Why' }, value: '{mootReason}' }] },
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
