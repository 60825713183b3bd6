import type { Label } from '../kernel/label.ts';
import type { CalendarWhat } from './calendar.ts';

/** What stands on a day, in words. */
export const CALENDAR_WORDS: Readonly<Record<CalendarWhat, Label>> = {
  entered: { zh: '记录归集', en: 'record entered' },
  'public-from': { zh: '开始公示', en: 'public from' },
  'earliest-repair': { zh: '可以申请信用修复', en: 'repair may be asked for' },
  'ends-by-itself': { zh: '期限届满，自动停止', en: 'its term is over: it ends by itself' },
  'withdrawal-due': { zh: '撤回公示的期限', en: 'to be withdrawn by' },
  'objection-suspends': {
    zh: '异议逾期未办结的，暂停公示和使用',
    en: 'neither public nor used from now on, if the objection is undecided',
  },
  'answer-by': { zh: '陈述申辩期限', en: 'last day to state your case' },
  'review-by': { zh: '申请行政复议的期限', en: 'last day to apply for administrative review' },
  'suit-by': { zh: '提起行政诉讼的期限', en: 'last day to bring suit' },
  'listing-ends': { zh: '列入期限届满', en: 'the listing ends' },
  'measure-ends': { zh: '措施到期，自动停止', en: 'the measure ends by itself' },
  'authorisation-ends': { zh: '查询授权到期', en: 'the authorisation to read ends' },
  acknowledge: { zh: '部门签收期限', en: 'to be acknowledged by the department' },
  answer: { zh: '部门反馈期限', en: 'to be answered by the department' },
  lift: { zh: '部门解除措施的期限', en: 'to be lifted by the department' },
  'decide-objection': { zh: '异议办理期限', en: 'the objection is to be decided' },
  'review-objection': { zh: '异议复核期限', en: 'the review of the objection is to be decided' },
  'accept-repair': { zh: '修复申请受理期限', en: 'the application for repair is to be accepted or not' },
  'decide-repair': { zh: '修复申请办理期限', en: 'the application for repair is to be decided' },
  'find-fulfilment': { zh: '认定承诺履行状态的期限', en: 'it is to be found by then whether the commitment was kept' },
  'supply-documents': { zh: '补齐材料的期限', en: 'documents are to be supplied by' },
  'confirm-withdrawal': { zh: '撤回核准期限', en: 'the withdrawal is to be confirmed' },
  'renew-subscription': { zh: '订阅到期', en: 'a subscription runs out' },
  'confirm-take-down': { zh: '紧急下架确认或者恢复的期限', en: 'the take-down is to be confirmed or lifted' },
  'acknowledge-end': { zh: '接收单位确认已知悉结束的期限', en: 'recipients are to acknowledge the end' },
  'answer-reopen': {
    zh: '复核依据已撤销措施的决定的期限',
    en: 'a decision on an annulled measure is to be looked at again',
  },
};
