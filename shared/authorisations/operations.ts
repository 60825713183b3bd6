import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { instantView } from '../kernel/view.ts';
import { ReportChapterView } from '../subject-door/report-view.ts';
import { SUBJECT_SIDE_ROLES } from '../subject-door/roles.ts';
import { AuthorisationSubmission } from './give.ts';
import {
  OwnAuthorisationsView,
  OwnAuthorisationView,
  ReaderAuthorisationsView,
  ReaderAuthorisationView,
} from './views.ts';

export const giveAuthorisationOperation = operation({
  id: 'give-authorisation',
  method: 'POST',
  path: '/subjects/{id}/authorisations',
  summary: {
    zh: '授权一家机构为一个用途查询，最长九十日',
    en: 'Authorise one reader for one purpose, for 90 days at most',
  },
  roles: SUBJECT_SIDE_ROLES,
  body: AuthorisationSubmission,
  query: NOTHING,
  answers: {
    201: { schema: OwnAuthorisationView, headers: ['ETag'], meaning: { zh: '已授权', en: 'given' } },
    200: {
      schema: OwnAuthorisationView,
      headers: ['ETag'],
      meaning: { zh: '同一授权已经有效', en: 'the same one holds already' },
    },
  },
  problems: ['not-found', 'unknown-reader', 'unknown-code', 'separate-consent-required', 'authorisation-exists'],
});

export const listOwnAuthorisations = operation({
  id: 'list-subject-authorisations',
  method: 'GET',
  path: '/subjects/{id}/authorisations',
  summary: { zh: '本主体给出的授权，以及可以授权的机构', en: 'What the subject authorised, and who may be authorised' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: OwnAuthorisationsView,
      meaning: {
        zh: '从最新的起；不授权没有任何记录和后果',
        en: 'newest first; a refusal is recorded nowhere and has no effect',
      },
    },
  },
  problems: ['not-found'],
});

export const revokeAuthorisationOperation = operation({
  id: 'revoke-authorisation',
  method: 'POST',
  path: '/subjects/{id}/authorisations/{authorisation}/revocation',
  summary: { zh: '撤回授权，立即生效，无需理由', en: 'Take an authorisation back, at once and without a reason' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: OwnAuthorisationView,
      headers: ['ETag'],
      meaning: {
        zh: '已撤回，并告知被授权的机构；重复撤回结果不变',
        en: 'taken back, and the reader told; again changes nothing',
      },
    },
  },
  problems: ['not-found'],
});

export const listReaderAuthorisations = operation({
  id: 'list-authorisations',
  method: 'GET',
  path: '/authorisations',
  summary: { zh: '本机构有效的查询授权', en: 'What this reader was authorised to and may read today' },
  roles: ['reader'],
  body: NOTHING,
  query: z.strictObject({ cursor: z.string().max(200).exactOptional() }),
  answers: {
    200: {
      schema: ReaderAuthorisationsView,
      headers: ['Link'],
      meaning: { zh: '先到期的在前', en: 'those that end first in front' },
    },
  },
  problems: ['invalid-cursor'],
});

/** What an authorised reader is shown, and nothing that was not authorised. */
export const AuthorisedReportView = z
  .object({
    authorisation: ReaderAuthorisationView,
    readAt: instantView,
    chapters: z.array(ReportChapterView),
  })
  .meta({ id: 'AuthorisedReport' });

export const readAuthorisedReport = operation({
  id: 'read-authorised-report',
  method: 'GET',
  path: '/authorisations/{id}/report',
  summary: { zh: '据授权查询信用报告', en: 'Read the credit report that was authorised' },
  roles: ['reader'],
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: AuthorisedReportView,
      meaning: {
        zh: '仅含授权的种类；每次查询留痕，主体可见',
        en: 'the kinds that were authorised and no other; each reading is logged, and the subject sees it',
      },
    },
  },
  problems: ['not-found', 'authorisation-over'],
});
