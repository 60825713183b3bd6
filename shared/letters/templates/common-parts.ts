import type { TemplatePart } from '../template.ts';

/** To whom; and what a paper without number is. */
export const OPENING: readonly TemplatePart[] = [
  {
    note: {
      zh: '草稿：尚未编号，未经送达不发生告知的效力。',
      en: 'Draft: it has no number yet, and tells nothing to anybody before it is served.',
    },
    when: 'draft',
  },
  { text: { zh: '{addressee}：', en: 'To {addressee}:' } },
];

/** Who says so, where a seal goes, and the day. */
export const CLOSING: readonly TemplatePart[] = [
  {
    closing: [
      { zh: '{department}（印章）', en: '{department} (seal)' },
      { zh: '{date}', en: '{date}' },
    ],
  },
];

/** 行政复议 and 行政诉讼, or what corrects a court's own decision. */
export const APPEAL: readonly TemplatePart[] = [
  { heading: { zh: '法律救济', en: 'Remedies' } },
  {
    text: {
      zh: '对本文书不服的，{you}可以自收到之日起{reviewDays}日内向{reviewBy}申请行政复议（{reviewBasis}），也可以自收到之日起{litigationMonths}个月内直接向有管辖权的人民法院提起行政诉讼；对行政复议决定不服的，可以自收到复议决定书之日起{afterReviewDays}日内提起行政诉讼（{litigationBasis}）。',
      en: 'Against this letter you may ask {reviewBy} for administrative review within {reviewDays} days of receiving it ({reviewBasis}), or go directly to the competent people’s court within {litigationMonths} months of receiving it; against the decision on a review, within {afterReviewDays} days of receiving that ({litigationBasis}).',
    },
  },
  {
    text: {
      zh: '期限自送达的次日起计算；公告送达的，公告期满视为送达。行政复议、行政诉讼期间不停止执行，法律另有规定的除外。',
      en: 'The periods run from the day after service; what is served by public notice is served when the period of the notice is over. Review and litigation do not stop execution, unless a law says so.',
    },
    when: 'reviewDays',
  },
  {
    text: {
      zh: '本文书所载决定由人民法院依法作出。认为有错误的，{you}可以向作出决定的人民法院书面申请纠正；对驳回决定不服的，可以自决定书送达之日起十日内向上一级人民法院申请复议（《最高人民法院关于公布失信被执行人名单信息的若干规定》第十一条、第十二条）。',
      en: 'What this letter tells was decided by a people’s court. If it is wrong, you may ask that court in writing to correct it, and against a refusal the court above it within ten days of its service (Supreme People’s Court, Provisions on the List of Judgment Defaulters, articles 11 and 12).',
    },
    when: 'ofCourt',
  },
];

/** What helps against what an association or a credit-reference body decided in its own name. */
export const APPEAL_FROM_BODY: TemplatePart = {
  text: {
    zh: '本文书所载处理结果由{department}以自己的名义作出，不是行政机关的决定。不服的，{you}可以按照该单位章程和规则规定的途径申诉，也可以依法向有管辖权的人民法院提起民事诉讼。',
    en: 'What this letter tells was decided by {department} in its own name, and is no decision of an authority. You may appeal in the way that its charter and rules provide, or bring a civil suit before the competent people’s court.',
  },
  when: 'ofBody',
};

/** 异议: where and how what is kept can be contested. */
export const OBJECT: readonly TemplatePart[] = [
  { heading: { zh: '提出异议', en: 'Objecting' } },
  {
    text: {
      zh: '认为本文书所涉信息有错误、遗漏，或者侵犯{you}合法权益的，可以随时通过本系统的主体端口、政务服务大厅窗口或者直接向本机关提出异议，不收取费用。异议由原经办人员以外的人员核查处理，处理结果书面告知。',
      en: 'If what is kept is wrong or incomplete, or harms lawful rights, you may object at any time: at the door for subjects of this system, at the counter of the government service hall, or to this authority directly. It costs nothing. An officer other than the one who acted examines it, and the result is told in writing.',
    },
  },
];
