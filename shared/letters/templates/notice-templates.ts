import { calendarDate } from '../../kernel/beijing-time.ts';
import type { Templates } from '../template.ts';
import { ACT, BASIS, CASE_FACTS } from './case-parts.ts';
import { APPEAL, CLOSING, OPENING } from './common-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };

/** What is told of a joint case before it is decided, and when it is not pursued or is lifted. */
export const NOTICE_TEMPLATES = {
  'prior-notice': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '本机关拟对{you}采取失信联合惩戒措施。根据国务院办公厅《关于进一步完善失信约束制度 构建诚信建设长效机制的指导意见》（国办发〔2020〕49号），在作出决定前，将拟认定的事由、依据和{you}依法享有的权利告知如下。',
            en: 'This authority intends joint punishment measures against you. Before it decides, it tells you, as 国办发〔2020〕49号 asks, the reason, the basis and your rights.',
          },
        },
        ...ACT,
        ...BASIS,
        { heading: { zh: '拟采取的措施及其后果', en: 'Measures intended, and their consequences' } },
        {
          table: 'proposedMeasures',
          title: { zh: '拟采取的措施（期限以决定书为准）', en: 'Measures intended; the decision sets the term' },
          columns: [
            { heading: { zh: '措施', en: 'Measure' }, share: 3 },
            { heading: { zh: '依据', en: 'Basis' }, share: 3 },
            { heading: { zh: '影响的审批等事项', en: 'Decisions that it touches' }, share: 3 },
            { heading: { zh: '期限', en: 'Term' }, share: 2 },
          ],
        },
        {
          text: {
            zh: '决定作出并送达后，上述措施由依法确定的部门在各自职责内执行；期满自动解除，信用修复后提前解除。',
            en: 'Once decided and served, these measures are carried out by the departments named for them, each within its powers. They end by themselves with their term, and earlier by credit repair.',
          },
        },
        { heading: { zh: '陈述、申辩的权利', en: 'The right to answer' } },
        {
          text: {
            zh: '{you}有权陈述、申辩并提交证据。请自收到本告知书的次日起{answerDays}个工作日内，书面或者口头向{department}提出，也可以通过本系统的主体端口或者政务服务大厅窗口提出。本机关对{you}提出的事实、理由和证据进行复核，成立的予以采纳，不因陈述、申辩加重处理。逾期未提出的，本机关依法作出决定。',
            en: 'You may answer, defend and bring evidence: in writing or by word, to {department}, at the door for subjects of this system or at the counter of the government service hall, within {answerDays} working days from the day after receiving this notice. What is said is examined, accepted where it is right, and never makes the outcome worse. After that time this authority decides.',
          },
        },
        {
          text: {
            zh: '本告知书不是决定，不产生惩戒效力。对此后作出的决定不服的，{you}可以依法申请行政复议或者提起行政诉讼。',
            en: 'This notice is no decision and punishes nobody. Against a decision that follows, you may ask for administrative review or go to court.',
          },
        },
        ...CLOSING,
      ],
    },
  ],
  'not-sustained': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '本机关曾于{noticeServedOn}向{you}送达《失信联合惩戒事先告知书》（{noticeNumber}）。经审查，决定不予认定，不采取告知书所列措施，案件终结。',
            en: 'On {noticeServedOn} this authority served the prior notice {noticeNumber} on you. Having examined it, it does not sustain the case: none of the measures of the notice is taken, and the case is closed.',
          },
        },
        CASE_FACTS,
        { heading: { zh: '理由', en: 'Reasons' } },
        { text: { zh: '{endReason}', en: '{endReason}' } },
        ...CLOSING,
      ],
    },
  ],
  lift: [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '下列联合奖惩案件已经结束（{endVerb}），全部措施自即日起解除，各实施部门停止执行，不得再以此为由限制{you}。',
            en: 'The joint case below has ended ({endVerb}). All its measures are lifted at once; every department stops carrying them out, and none may hold the case against you any more.',
          },
          when: 'wholeEnd',
        },
        {
          text: {
            zh: '下列联合奖惩案件的部分措施自即日起解除（{endVerb}），各实施部门停止执行。',
            en: 'Measures of the joint case below are lifted at once ({endVerb}); the departments stop carrying them out.',
          },
          when: 'partEnd',
        },
        CASE_FACTS,
        { heading: { zh: '解除的措施', en: 'Measures lifted' } },
        { list: 'endedMeasures' },
        { heading: { zh: '理由和依据', en: 'Reason and basis' } },
        {
          facts: [
            { name: { zh: '据以办理的文书', en: 'Document' }, value: '{endDocument}' },
            { name: { zh: '理由', en: 'Reason' }, value: '{endReason}' },
          ],
        },
        {
          text: {
            zh: '解除后仍被限制的，{you}可以向本机关或者市信用办反映，也可以提出异议。',
            en: 'If a measure is still applied, you may tell this authority or the credit office, or object.',
          },
        },
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
