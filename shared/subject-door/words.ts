import type { CaseEndVerb, CaseState, SERVICE_METHODS } from '../cases/joint-case.ts';
import type { Label } from '../kernel/label.ts';
import type { EndVerb } from '../records/record.ts';
import type { TaskState } from '../tasks/task.ts';
import type { TellingChannel } from '../withdrawal-ledger/telling.ts';
import type { ACCESS_SORTS } from './access-store.ts';

/** How a record stands, as its subject is told: one word for what states, marks and dates come to. */
export const RECORD_STANDINGS = [
  'in-effect',
  'term-over',
  'objected',
  'standing-still',
  'unconfirmed',
  'held',
  'ended',
] as const;
export type RecordStanding = (typeof RECORD_STANDINGS)[number];

export const STANDING_WORDS: Readonly<Record<RecordStanding, Label>> = {
  'in-effect': { zh: '有效', en: 'in effect' },
  'term-over': { zh: '期限已满或者义务已履行，不再公示', en: 'its term is over, or its duty done; public no more' },
  objected: { zh: '异议处理中', en: 'under objection' },
  'standing-still': { zh: '暂停公示和使用', en: 'neither public nor used for now' },
  unconfirmed: {
    zh: '来源单位未按期更新，暂停公示和使用',
    en: 'not confirmed by its source in time: neither public nor used for now',
  },
  held: { zh: '待核实，未共享、未公示、未使用', en: 'being verified: neither shared, published nor used' },
  ended: { zh: '已结束', en: 'ended' },
};

export const END_WORDS: Readonly<Record<EndVerb, Label>> = {
  change: { zh: '变更', en: 'changed' },
  revoke: { zh: '撤销', en: 'revoked' },
  'declare-unlawful': { zh: '确认违法', en: 'declared unlawful' },
  'declare-void': { zh: '确认无效', en: 'declared void' },
  withdraw: { zh: '撤回', en: 'withdrawn' },
  repair: { zh: '修复', en: 'repaired' },
  remove: { zh: '移出', en: 'removed from the list' },
  delete: { zh: '删除', en: 'deleted' },
};

export const CASE_END_WORDS: Readonly<Record<CaseEndVerb, Label>> = {
  lift: { zh: '解除', en: 'lifted' },
  revoke: { zh: '撤销', en: 'revoked' },
  repair: { zh: '修复', en: 'repaired' },
  expire: { zh: '到期', en: 'expired' },
  repeal: { zh: '依据失效', en: 'its basis ended' },
  'not-sustained': { zh: '不予认定', en: 'not sustained' },
  'organisation-ended': { zh: '单位案件已结束', en: 'the case of the organisation ended' },
};

export const CASE_STATE_WORDS: Readonly<Record<CaseState, Label>> = {
  proposed: { zh: '已提请', en: 'proposed' },
  noticed: { zh: '已事先告知', en: 'prior notice served' },
  decided: { zh: '已决定', en: 'decided' },
  served: { zh: '决定已送达', en: 'decision served' },
  dispatched: { zh: '已推送实施', en: 'measures dispatched' },
  suspended: { zh: '暂停', en: 'suspended' },
  ended: { zh: '已结束', en: 'ended' },
};

export const TASK_STATE_WORDS: Readonly<Record<TaskState, Label>> = {
  pushed: { zh: '已推送', en: 'pushed' },
  acknowledged: { zh: '已签收', en: 'acknowledged' },
  applied: { zh: '已落实', en: 'applied' },
  declined: { zh: '不予实施', en: 'declined' },
  lifting: { zh: '待解除', en: 'being lifted' },
  lifted: { zh: '已解除', en: 'lifted' },
  informed: { zh: '仅供参考', en: 'for information only' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const CHANNEL_WORDS: Readonly<Record<TellingChannel, Label>> = {
  inbox: { zh: '通知', en: 'notification' },
  task: { zh: '推送任务', en: 'task' },
  check: { zh: '核查', en: 'check before a decision' },
  report: { zh: '信用报告', en: 'credit report' },
  subscription: { zh: '授权订阅', en: 'authorised subscription' },
  exchange: { zh: '数据交换', en: 'data exchange' },
};

export const ACCESS_WORDS: Readonly<Record<(typeof ACCESS_SORTS)[number], Label>> = {
  check: { zh: '作出决定前的核查', en: 'check before a decision' },
  'green-channel': { zh: '绿色通道查询', en: 'whether it has the green channel' },
  acceptance: { zh: '容缺受理核查', en: 'acceptance with documents outstanding' },
  'authorised-report': { zh: '经授权查询信用报告', en: 'credit report that was authorised' },
  archive: { zh: '查阅归档信息', en: 'archived information' },
  objection: { zh: '异议监督、复核查阅', en: 'supervision or review of an objection' },
  counter: { zh: '窗口代办', en: 'at the counter, acting for the subject' },
};

export const EFFECT_WORDS = {
  incentive: { zh: '守信激励', en: 'incentive' },
  punishment: { zh: '失信惩戒', en: 'punishment' },
} as const satisfies Record<string, Label>;

export const METHOD_WORDS: Readonly<Record<(typeof SERVICE_METHODS)[number], Label>> = {
  electronic: { zh: '电子送达', en: 'electronic service' },
  post: { zh: '邮寄送达', en: 'by post' },
  'in-person': { zh: '直接送达', en: 'in person' },
  'public-notice': { zh: '公告送达', en: 'by public notice' },
};
