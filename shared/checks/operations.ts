import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { CheckAnswersView, CheckSummaryView, CheckView } from './check-view.ts';
import { OutcomesSubmission } from './outcome.ts';
import { CheckSubmission } from './submission.ts';

/** Roles of a deciding department. */
const DECIDERS = ['implementer', 'initiator', 'reporter', 'credit-office'] as const;

const answers = { schema: CheckAnswersView, headers: ['Location'] };

export const postCheck = operation({
  id: 'post-check',
  method: 'POST',
  path: '/checks',
  summary: {
    zh: '作出决定前核查一个或至多一千个主体',
    en: 'Check one subject, or up to a thousand, before one decision',
  },
  roles: DECIDERS,
  query: NOTHING,
  body: z.unknown(),
  describedBody: CheckSubmission,
  idempotencyKey: true,
  answers: {
    201: {
      ...answers,
      meaning: {
        zh: '约束该决定的措施；回执已签名并留痕',
        en: 'the measures that bind this decision; signed and logged',
      },
    },
    200: {
      ...answers,
      meaning: { zh: '与先前相同的核查，答复相同', en: 'the same as asked before, answered alike' },
    },
  },
  problems: [
    'identity-number-in-text',
    'too-many-items',
    'malformed-code',
    'wrong-check-character',
    'unknown-code',
    'foreign-department',
    'other-purpose',
    'decision-made',
    'asked-too-often',
  ],
});

export const getCheck = operation({
  id: 'get-check',
  method: 'GET',
  path: '/checks/{id}',
  summary: { zh: '读取本部门的一次核查及其结果', en: 'Read a check of your department and what became of it' },
  roles: [...DECIDERS, 'auditor'],
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: { schema: CheckView, meaning: { zh: '核查与反馈；审计可读全部', en: 'the check; auditors may read any' } },
  },
  problems: ['not-found'],
});

export const postCheckOutcome = operation({
  id: 'post-check-outcome',
  method: 'POST',
  path: '/checks/{id}/outcome',
  summary: {
    zh: '反馈结果：适用，或不适用并说明理由',
    en: 'Say what became of the measures: applied, or declined with a reason',
  },
  roles: DECIDERS,
  query: NOTHING,
  body: OutcomesSubmission,
  idempotencyKey: true,
  answers: {
    200: {
      schema: CheckView,
      meaning: { zh: '已记录；每项措施反馈一次', en: 'kept; each measure is answered for once' },
    },
  },
  problems: ['identity-number-in-text', 'not-found', 'measure-not-in-check', 'outcome-given'],
});

export const listFlaggedChecks = operation({
  id: 'list-flagged-checks',
  method: 'GET',
  path: '/checks',
  summary: { zh: '逾期未反馈结果的核查', en: 'Checks whose outcome is overdue' },
  roles: ['auditor', 'credit-office'],
  body: NOTHING,
  query: z.strictObject({
    flagged: z.literal('true'),
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ checks: z.array(CheckSummaryView) }).meta({ id: 'FlaggedChecks' }),
      headers: ['Link'],
      meaning: { zh: '逾期最久的在前；反馈后不再列出', en: 'longest overdue first; an answered one is listed no more' },
    },
  },
  problems: ['invalid-cursor'],
});
