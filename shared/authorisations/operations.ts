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

const readersOwn = {
  200: {
    schema: ReaderAuthorisationView,
    headers: ['ETag'],
    meaning: { zh: '变更后的授权；重复申请结果不变', en: 'the authorisation after it; again changes nothing' },
  },
};

export const subscribeReaderOperation = operation({
  id: 'subscribe-to-authorised-subject',
  method: 'POST',
  path: '/authorisations/{id}/subscription',
  summary: {
    zh: '在授权期内被告知该主体新增的、已授权种类的信息；不适用于自然人',
    en: 'Be told of new records of the one subject, of the kinds that it authorised, while the authorisation holds; never of a person',
  },
  roles: ['reader'],
  body: NOTHING,
  query: NOTHING,
  answers: readersOwn,
  problems: ['not-found', 'authorisation-over', 'person-not-subscribed'],
});

export const unsubscribeReaderOperation = operation({
  id: 'end-reader-subscription',
  method: 'POST',
  path: '/authorisations/{id}/subscription/end',
  summary: { zh: '不再被告知；授权本身不变', en: 'Be told no more; the authorisation itself goes on' },
  roles: ['reader'],
  body: NOTHING,
  query: NOTHING,
  answers: readersOwn,
  problems: ['not-found'],
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
