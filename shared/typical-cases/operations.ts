import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { failureIssue } from '../kernel/failure.ts';
import {
  TypicalCasePublication,
  TypicalCaseReviewSubmission,
  TypicalCaseRevision,
  TypicalCaseSubmission,
  TypicalCaseWithdrawal,
} from './typical-case.ts';
import { TypicalCasesView, TypicalCaseView } from './views.ts';

const year = z
  .string()
  .meta({ examples: ['2026'] })
  .superRefine((text, context) => {
    if (!/^20\d\d$/.test(text)) context.addIssue(failureIssue({ kind: 'impossible-date' }));
  });

const WRITERS = ['reporter', 'initiator', 'implementer', 'credit-office'] as const;
const typicalCase = { schema: TypicalCaseView, headers: ['ETag'] };

export const listTypicalCases = operation({
  id: 'list-typical-cases',
  method: 'GET',
  path: '/typical-cases',
  summary: { zh: '读取一年的典型案例', en: 'Read the typical cases of a year' },
  roles: [...WRITERS, 'auditor'],
  body: NOTHING,
  query: z.strictObject({ year }),
  answers: {
    200: {
      schema: TypicalCasesView,
      meaning: {
        zh: '信用办与审计看全部，其他部门看本部门',
        en: 'all of them for the credit office and auditors, otherwise your own',
      },
    },
  },
  problems: [],
});

export const writeTypicalCaseOperation = operation({
  id: 'write-typical-case',
  method: 'POST',
  path: '/typical-cases',
  summary: { zh: '就一个联合奖惩案件撰写典型案例', en: 'Write a typical case on a joint case' },
  roles: WRITERS,
  query: NOTHING,
  body: TypicalCaseSubmission,
  idempotencyKey: true,
  answers: {
    201: { ...typicalCase, headers: ['ETag', 'Location'], meaning: { zh: '已撰写', en: 'written' } },
    200: { ...typicalCase, meaning: { zh: '同一案例已存在', en: 'the same was there already' } },
  },
  problems: ['not-found', 'person-not-disclosed', 'case-not-told', 'identity-number-in-text', 'written-already'],
});

/** A change of a typical case: on its version, repeatable, answered with the case after it. */
const change = changesOf(TypicalCaseView, { zh: '变更后的案例', en: 'the typical case after the change' });

export const reviseTypicalCaseOperation = change({
  id: 'revise-typical-case',
  path: '/typical-cases/{id}/changes',
  summary: { zh: '改写；须重新审核', en: 'Write it anew; it must be reviewed again' },
  roles: WRITERS,
  body: TypicalCaseRevision,
  problems: ['identity-number-in-text'],
});

export const reviewTypicalCaseOperation = change({
  id: 'review-typical-case',
  path: '/typical-cases/{id}/review',
  summary: { zh: '信用办另一人员审核', en: 'Review by a second officer, of the credit office' },
  roles: ['credit-office'],
  body: TypicalCaseReviewSubmission,
  problems: ['same-officer', 'identity-number-in-text'],
});

export const publishTypicalCaseOperation = change({
  id: 'publish-typical-case',
  path: '/typical-cases/{id}/publication',
  summary: { zh: '信用办发布，载明期限', en: 'Let it become public, for a time' },
  roles: ['credit-office'],
  body: TypicalCasePublication,
  problems: ['same-officer', 'person-not-disclosed', 'case-not-told'],
});

export const withdrawTypicalCaseOperation = change({
  id: 'withdraw-typical-case',
  path: '/typical-cases/{id}/withdrawal',
  summary: { zh: '撤下', en: 'Take it back' },
  roles: WRITERS,
  body: TypicalCaseWithdrawal,
  problems: ['identity-number-in-text'],
});
