import { calendarDate } from '../../kernel/beijing-time.ts';
import type { Templates } from '../template.ts';
import { ACT, BASIS, DECIDED } from './case-parts.ts';
import { APPEAL, CLOSING, OBJECT, OPENING } from './common-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };

/** What is told of a joint case that was decided. */
export const DECISION_TEMPLATES = {
  decision: [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '本机关于{noticeServedOn}向{you}送达《失信联合惩戒事先告知书》（{noticeNumber}），告知了事由、依据和陈述、申辩的权利。',
            en: 'On {noticeServedOn} this authority served on you the prior notice {noticeNumber} with the reason, the basis and the right to answer.',
          },
        },
        {
          text: {
            zh: '依照{exemptionBasis}，本决定作出前不经事先告知。理由：{exemptionReason}',
            en: 'Under {exemptionBasis} this decision needed no prior notice. Reason: {exemptionReason}',
          },
        },
        {
          text: {
            zh: '{you}于{statementDates}提出陈述、申辩。经复核，意见如下：{onStatement}',
            en: 'On {statementDates} you answered. It was examined, and found: {onStatement}',
          },
        },
        {
          text: {
            zh: '{you}在规定期限内未提出陈述、申辩。',
            en: 'In the time given no answer was made.',
          },
          when: 'noStatement',
        },
        ...ACT,
        { heading: { zh: '理由', en: 'Reasons' } },
        { text: { zh: '{reasons}', en: '{reasons}' } },
        ...BASIS,
        { heading: { zh: '决定', en: 'Decision' } },
        {
          text: {
            zh: '认定{you}存在上述行为，列入期限至{listedUntil}（含当日），采取下列措施：',
            en: 'The behaviour is established. The entry lasts through {listedUntil}. These measures are taken:',
          },
        },
        DECIDED,
        {
          text: {
            zh: '本决定书送达前不执行。措施由市信用办会同本机关确定的部门执行，执行部门作出具体决定时另行审查并说明理由。期限届满自动解除。',
            en: 'Nothing is carried out before this decision is served. The departments that carry it out are settled by the credit office with this authority; each examines its own decision and gives reasons. The measures end by themselves with their term.',
          },
        },
        { heading: { zh: '信用修复', en: 'Repair' } },
        {
          text: {
            zh: '纠正失信行为、履行义务并作出信用承诺的，{you}可以申请信用修复，条件、时间和方式见与本决定书一并送达的《信用修复告知书》。',
            en: 'Who puts it right, performs the duties and makes a commitment may apply for repair: the notice on how to repair credit, which is served with this decision, says when and how.',
          },
        },
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'incentive-decision': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '经审核，本机关决定对{you}实施守信联合激励。',
            en: 'Having examined it, this authority decides on joint incentives for you.',
          },
        },
        ...ACT,
        { heading: { zh: '理由', en: 'Reasons' } },
        { text: { zh: '{reasons}', en: '{reasons}' } },
        ...BASIS,
        { heading: { zh: '决定', en: 'Decision' } },
        {
          text: {
            zh: '激励期限至{listedUntil}（含当日），措施如下：',
            en: 'The incentives last through {listedUntil}:',
          },
        },
        { ...DECIDED, title: { zh: '激励措施', en: 'The incentives' } },
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
