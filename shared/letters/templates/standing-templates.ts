import { calendarDate } from '../../kernel/beijing-time.ts';
import type { TemplatePart, Templates } from '../template.ts';
import { APPEAL, CLOSING, OBJECT, OPENING } from './common-parts.ts';

const VERSION = { version: '2026-11', from: calendarDate('2017-08-07') };

const WHAT: TemplatePart = {
  facts: [
    { name: { zh: '信息类别', en: 'Record' }, value: '{record}' },
    { name: { zh: '文书号', en: 'Number of the document' }, value: '{recordDocument}' },
    { name: { zh: '决定日期', en: 'Date of the document' }, value: '{recordDecidedOn}' },
    { name: { zh: '决定机关', en: 'Authority' }, value: '{authority}' },
    { name: { zh: '行为', en: 'Behaviour' }, value: '{behaviour}' },
    { name: { zh: '认定文书', en: 'Document that established it' }, value: '{actDocument}' },
    { name: { zh: '联合奖惩决定书', en: 'Decision of the case' }, value: '{decisionNumber}' },
  ],
};

/** What is told when a record or a case stands still, goes on, is mended or ends. */
export const STANDING_TEMPLATES = {
  suspension: [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '下列信用信息自{suspendedSince}起中止公示、共享和使用，恢复前不得作为任何决定的依据。',
            en: 'From {suspendedSince} on the record below stands still: it is neither public nor shared nor used, and carries no decision until it is resumed.',
          },
          when: 'ofRecord',
        },
        {
          text: {
            zh: '下列联合奖惩案件自{suspendedSince}起中止，恢复前不执行任何措施。',
            en: 'From {suspendedSince} on the joint case below is suspended: no measure of it is carried out until it is resumed.',
          },
          when: 'ofCase',
        },
        WHAT,
        { heading: { zh: '理由和依据', en: 'Reason and basis' } },
        {
          facts: [
            { name: { zh: '决定中止的机关', en: 'Who suspended it' }, value: '{suspendedBy}' },
            { name: { zh: '据以中止的文书', en: 'Document' }, value: '{suspensionDocument}' },
            { name: { zh: '理由', en: 'Reason' }, value: '{suspensionReason}' },
          ],
        },
        ...CLOSING,
      ],
    },
  ],
  resumption: [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '下列信用信息中止的原因已经消除，自{date}起恢复到中止前的状态；公示期限不因中止而延长。',
            en: 'The reason for which the record below stood still is gone. From {date} on it is again what it was before; the suspension makes no term longer.',
          },
          when: 'ofRecord',
        },
        {
          text: {
            zh: '下列联合奖惩案件中止的原因已经消除，自{date}起恢复执行；措施期限不因中止而延长。',
            en: 'The reason for which the joint case below was suspended is gone. From {date} on it goes on; the suspension makes no term longer.',
          },
          when: 'ofCase',
        },
        WHAT,
        { heading: { zh: '理由和依据', en: 'Reason and basis' } },
        {
          facts: [
            { name: { zh: '原中止文书', en: 'Document of the suspension' }, value: '{suspensionDocument}' },
            { name: { zh: '恢复理由', en: 'Why it goes on' }, value: '{resumptionReason}' },
          ],
        },
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  correction: [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '本机关已对下列信用信息作出更正，并通知取得该信息的部门。更正不加重{you}的负担。',
            en: 'This authority has corrected the record below, and the departments that have it are told. A correction makes nothing worse for you.',
          },
        },
        WHAT,
        { heading: { zh: '更正内容', en: 'What was corrected' } },
        {
          table: 'corrected',
          title: { zh: '更正前后对照', en: 'Before and after' },
          columns: [
            { heading: { zh: '项目', en: 'Field' }, share: 2 },
            { heading: { zh: '更正前', en: 'Before' }, share: 4 },
            { heading: { zh: '更正后', en: 'After' }, share: 4 },
          ],
        },
        { heading: { zh: '理由', en: 'Reason' } },
        { text: { zh: '{correctionReason}', en: '{correctionReason}' } },
        { heading: { zh: '更正后的期限', en: 'Terms after the correction' } },
        {
          facts: [
            { name: { zh: '失信程度', en: 'Severity' }, value: '{grade}' },
            { name: { zh: '可以申请修复的最早日期', en: 'Repair may be asked for from' }, value: '{earliestRepair}' },
            { name: { zh: '最长公示至（含当日）', en: 'Public at most through' }, value: '{publicUntil}' },
          ],
        },
        ...OBJECT,
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
  'record-end': [
    {
      ...VERSION,
      parts: [
        ...OPENING,
        {
          text: {
            zh: '下列信用信息已经终止（{endVerb}），自即日起停止公示、共享和使用，不得再作为任何决定的依据；取得过该信息的部门均予通知。',
            en: 'The record below has ended ({endVerb}). From now on it is neither public nor shared nor used, and carries no decision; every department that had it is told.',
          },
        },
        WHAT,
        { heading: { zh: '理由和依据', en: 'Reason and basis' } },
        {
          facts: [
            { name: { zh: '据以办理的文书', en: 'Document' }, value: '{endDocument}' },
            { name: { zh: '文书日期', en: 'Date of the document' }, value: '{endDecidedOn}' },
            { name: { zh: '理由', en: 'Reason' }, value: '{endReason}' },
          ],
        },
        {
          text: {
            zh: '曾依据该信息对{you}作出不利决定的，{you}可以请求作出决定的部门重新审查。',
            en: 'Who took a decision against you on this record may be asked to examine it again.',
          },
        },
        ...APPEAL,
        ...CLOSING,
      ],
    },
  ],
} as const satisfies Partial<Templates>;
