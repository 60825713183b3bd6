import * as z from 'zod';
import { FileIds } from '../files/attachable.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { shortText } from '../kernel/schema.ts';
import { AccessesView } from './access-views.ts';
import { SubjectCalendarView } from './calendar-view.ts';
import { OwnCasesView, OwnCaseView } from './case-views.ts';
import { OverviewView } from './overview.ts';
import { OwnRecordsView } from './record-views.ts';
import { CreditReportView } from './report-view.ts';
import { SUBJECT_SIDE_ROLES } from './roles.ts';
import { ToldView } from './told.ts';

const PAGED = z.strictObject({ cursor: z.string().max(200).exactOptional() });
const NEWEST_FIRST = { zh: '从最新的起', en: 'newest first' };

export const getOverview = operation({
  id: 'get-subject',
  method: 'GET',
  path: '/subjects/{id}',
  summary: {
    zh: '主体概况：记录、案件、授权和近期日期',
    en: 'A subject at a glance: records, cases, who acts for it, next days',
  },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: { schema: OverviewView, meaning: { zh: '概况；不含评分', en: 'at a glance; there is no score' } },
  },
  problems: ['not-found'],
});

export const listOwnRecords = operation({
  id: 'list-subject-records',
  method: 'GET',
  path: '/subjects/{id}/records',
  summary: { zh: '本主体的全部记录', en: 'Every record on the subject' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: PAGED,
  answers: { 200: { schema: OwnRecordsView, headers: ['Link'], meaning: NEWEST_FIRST } },
  problems: ['not-found', 'invalid-cursor'],
});

export const listOwnCases = operation({
  id: 'list-subject-cases',
  method: 'GET',
  path: '/subjects/{id}/cases',
  summary: { zh: '本主体的联合奖惩案件和措施', en: 'Joint cases and measures on the subject' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: PAGED,
  answers: { 200: { schema: OwnCasesView, headers: ['Link'], meaning: NEWEST_FIRST } },
  problems: ['not-found', 'invalid-cursor'],
});

export const CALENDAR_FILE = 'text/calendar; charset=utf-8';

export const getOwnCalendar = operation({
  id: 'get-subject-calendar',
  method: 'GET',
  path: '/subjects/{id}/calendar',
  summary: { zh: '期限日历', en: 'The days that matter, as a calendar' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: z.strictObject({ format: z.enum(['json', 'ics']).default('json') }),
  answers: {
    200: {
      schema: SubjectCalendarView,
      files: [CALENDAR_FILE],
      meaning: {
        zh: '按日期先后；format 为 ics 时为日历文件',
        en: 'in the order of the days; a calendar file if format is ics',
      },
    },
  },
  problems: ['not-found'],
});

export const listAccesses = operation({
  id: 'list-subject-accesses',
  method: 'GET',
  path: '/subjects/{id}/accesses',
  summary: { zh: '谁查询过、出于什么目的', en: 'Who asked for what is kept, and why' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: PAGED,
  answers: {
    200: {
      schema: AccessesView,
      headers: ['Link'],
      meaning: {
        zh: '部门或机构、事项、目的和时间，保存五年；不列经办人',
        en: 'department or reader, decision, purpose and time, for five years; never the officer',
      },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const listTold = operation({
  id: 'list-subject-told',
  method: 'GET',
  path: '/subjects/{id}/told',
  summary: { zh: '哪些信息告知过谁', en: 'What was told to whom' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: PAGED,
  answers: { 200: { schema: ToldView, headers: ['Link'], meaning: NEWEST_FIRST } },
  problems: ['not-found', 'invalid-cursor'],
});

/** What the subject's side says on a case. */
export const OwnStatement = z.strictObject({
  case: z.string().describe('案件编号 id of the case'),
  summary: shortText(2000).describe('陈述申辩意见 what you say'),
  files: FileIds.exactOptional(),
});

export const stateOwnCase = operation({
  id: 'state-case',
  method: 'POST',
  path: '/subjects/{id}/statements',
  summary: { zh: '就已事先告知的案件陈述申辩', en: 'State your case on a joint case that you were given notice of' },
  roles: SUBJECT_SIDE_ROLES,
  body: OwnStatement,
  query: NOTHING,
  answers: {
    200: {
      schema: OwnCaseView,
      meaning: { zh: '已记录；重复提交相同意见结果不变', en: 'kept; the same said again changes nothing' },
    },
  },
  problems: [
    'not-found',
    'state-forbids',
    'identity-number-in-text',
    'case-too-long',
    'file-not-found',
    'file-not-clean',
  ],
});

export const REPORT_FILE = 'application/pdf';

export const getOwnReport = operation({
  id: 'get-subject-report',
  method: 'GET',
  path: '/subjects/{id}/report',
  summary: { zh: '下载本主体的信用报告（免费）', en: "Download the subject's own credit report, free of charge" },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: z.strictObject({ format: z.enum(['json', 'pdf']).default('json') }),
  answers: {
    200: {
      schema: CreditReportView,
      files: [REPORT_FILE],
      meaning: {
        zh: '带验证码的报告；format 为 pdf 时为文件。不含评分',
        en: 'the report with its verification code; a file if format is pdf. There is no score in it',
      },
    },
  },
  problems: ['not-found'],
});
