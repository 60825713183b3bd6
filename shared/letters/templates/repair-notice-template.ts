import { calendarDate } from '../../kernel/beijing-time.ts';
import type { Templates } from '../template.ts';
import { CLOSING, OPENING } from './common-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };

/** How credit is repaired, told together with the decision 两书同达. */
export const REPAIR_NOTICE_TEMPLATE = {
  'repair-notice': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '信用修复是{you}的权利。根据国务院办公厅《关于进一步完善信用修复制度的实施方案》（国办发〔2025〕22号）和《信用修复管理办法》（国家发展改革委令第36号），现就下列失信信息的信用修复告知如下，本告知书与决定文书一并送达。',
            en: 'Credit repair is your right. As 国办发〔2025〕22号 and the Measures for Credit Repair (NDRC Order 36) ask, this notice, which is served with the decision, says how the entry below can be repaired.',
          },
        },
        { heading: { zh: '失信信息', en: 'The entry' } },
        {
          facts: [
            { name: { zh: '信息类别', en: 'Record' }, value: '{record}' },
            { name: { zh: '决定文书号', en: 'Number of the document' }, value: '{recordDocument}' },
            { name: { zh: '决定日期', en: 'Date of the document' }, value: '{recordDecidedOn}' },
            { name: { zh: '决定机关', en: 'Authority' }, value: '{authority}' },
            { name: { zh: '行为', en: 'Behaviour' }, value: '{behaviour}' },
            { name: { zh: '联合惩戒决定书', en: 'Decision on joint punishment' }, value: '{decisionNumber}' },
            { name: { zh: '决定日期', en: 'Date of the decision' }, value: '{decidedOn}' },
            { name: { zh: '列入至（含当日）', en: 'Entry lasts through' }, value: '{listedUntil}' },
            { name: { zh: '履行状态', en: 'Found to be' }, value: '{fulfilment}' },
            { name: { zh: '未履行内容', en: 'What was not performed' }, value: '{unperformed}' },
            { name: { zh: '违诺责任追究', en: 'How the liability was pursued' }, value: '{liabilityPursued}' },
            { name: { zh: '失信程度', en: 'Severity' }, value: '{grade}' },
            { name: { zh: '分级标准', en: 'Criterion of the sector' }, value: '{criterion}' },
            { name: { zh: '公示起始日', en: 'Public from' }, value: '{publicFrom}' },
            { name: { zh: '最长公示至（含当日）', en: 'Public at most through' }, value: '{publicUntil}' },
          ],
        },
        {
          text: {
            zh: '该信息不向社会公示，依法在有关部门之间共享和使用。',
            en: 'It is not public; authorities share and use it as the law allows.',
          },
          when: 'notPublic',
        },
        { heading: { zh: '申请条件', en: 'Conditions' } },
        {
          items: [
            {
              zh: '最短公示期届满：{earliestRepair}起可以申请；',
              en: 'the shortest term is over: from {earliestRepair} on;',
            },
            {
              zh: '纠正失信行为，履行完毕决定确定的义务；',
              en: 'the conduct is put right, and the duties of the decision are performed in full;',
            },
            { zh: '公开作出信用承诺；', en: 'a commitment is made in public;' },
            {
              zh: '法律、法规和党中央、国务院政策文件规定的其他条件。',
              en: 'whatever else a law, a regulation or a policy of the Party centre and the State Council asks.',
            },
          ],
        },
        {
          text: {
            zh: '本信息没有最短公示期，履行完毕法定责任后即可申请。',
            en: 'This entry has no shortest term: apply as soon as the duties are performed.',
          },
          when: 'repairAtOnce',
        },
        { text: { zh: '时间依据：{repairBasis}。', en: 'The day rests on this: {repairBasis}.' } },
        { heading: { zh: '申请方式', en: 'How to apply' } },
        {
          items: [
            {
              zh: '网上：登录“信用中国”网站提出；市场监管领域的信息也可以通过国家企业信用信息公示系统提出；本系统的主体端口同样受理；',
              en: 'online: on the site Credit China; for market supervision also in the National Enterprise Credit Information Publicity System; or at the door for subjects of this system;',
            },
            { zh: '窗口：政务服务大厅信用修复窗口；', en: 'in person: at the counter of the government service hall;' },
            {
              zh: '材料：履行义务的证明和信用承诺书；本机关能够自行取得的证明不要求提交；',
              en: 'with: proof that the duties were performed, and the commitment; no proof is asked for that this authority can get itself;',
            },
            { zh: '不收取任何费用，不需要委托中介。', en: 'it costs nothing, and no agent is needed.' },
          ],
        },
        { heading: { zh: '修复的效果和办理机关', en: 'What it brings, and who decides' } },
        {
          text: {
            zh: '谁认定、谁修复：由作出决定的机关受理和决定，受理和办理期限以受理通知书为准。准予修复的，同时停止公示、共享和使用，并解除相应的联合惩戒措施。不予受理、不予修复的，书面说明理由，{you}可以提出异议。',
            en: 'Who decided also repairs: the deciding authority accepts and decides, by the days that the acceptance states. With the grant publication, sharing and use end at once, and the joint measures that rest on the entry are lifted. A refusal states its reasons, and you may object to it.',
          },
        },
        {
          text: {
            zh: '最长公示期届满，公示自动终止，无须申请。提供虚假材料或者不履行信用承诺的，将被记录，并在一定期限内不再适用信用修复。',
            en: 'When the longest term is over, publication ends by itself. False material or a broken commitment is recorded, and for a time no repair is possible.',
          },
        },
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
