import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NO_JSON, NOTHING, operation } from '../http/operation.ts';
import { SUBJECT_SIDE_ROLES } from '../subject-door/roles.ts';
import { ACCEPTANCE_STATUSES } from './acceptance-store.ts';
import { AcceptanceView } from './acceptance-view.ts';
import { AcceptanceWithdrawal, BreachSubmission, ExtensionSubmission, SupplySubmission } from './changes.ts';
import { AcceptanceSubmission } from './open.ts';

/** Who takes applications in: a department's own officers. */
const ACCEPTORS = ['implementer', 'reporter'] as const;
const acceptance = { schema: AcceptanceView, headers: ['ETag'] };

export const openAcceptanceOperation = operation({
  id: 'open-acceptance',
  method: 'POST',
  path: '/acceptances',
  summary: {
    zh: '容缺受理一件申请：一次性告知所缺材料，凭书面承诺先行受理',
    en: 'Accept an application though documents are missing, on a written commitment to supply them',
  },
  roles: ACCEPTORS,
  query: NOTHING,
  body: AcceptanceSubmission,
  idempotencyKey: true,
  answers: {
    201: { ...acceptance, headers: ['ETag', 'Location'], meaning: { zh: '已容缺受理', en: 'accepted' } },
    200: { ...acceptance, meaning: { zh: '同一件已经受理', en: 'the same was accepted already' } },
  },
  problems: [
    'identity-number-in-text',
    'malformed-code',
    'wrong-check-character',
    'name-differs',
    'matter-not-listed',
    'duplicate-code',
    'document-not-deferrable',
    'document-required-by-law',
    'date-too-early',
    'decision-in-future',
    'no-deferred-documents',
    'acceptance-exists',
  ],
});

export const listAcceptances = operation({
  id: 'list-acceptances',
  method: 'GET',
  path: '/acceptances',
  summary: { zh: '本部门的容缺受理件', en: "Your department's acceptances with documents outstanding" },
  roles: ACCEPTORS,
  body: NOTHING,
  query: z.strictObject({
    status: z
      .enum(ACCEPTANCE_STATUSES)
      .exactOptional()
      .describe(
        'open 待补齐（缺省，先到期的在前）· done 其余（后受理的在前） open ones, first due first; or the others',
      ),
    cursor: z.string().max(200).exactOptional(),
    limit: z.coerce.number().int().min(1).max(100).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ acceptances: z.array(AcceptanceView) }).meta({ id: 'Acceptances' }),
      headers: ['Link'],
      meaning: { zh: '一页', en: 'a page' },
    },
  },
  problems: ['invalid-cursor'],
});

export const getAcceptance = operation({
  id: 'get-acceptance',
  method: 'GET',
  path: '/acceptances/{id}',
  summary: { zh: '读取一件容缺受理', en: 'Read an acceptance' },
  roles: ACCEPTORS,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { ...acceptance, meaning: { zh: '容缺受理件', en: 'the acceptance' } } },
  problems: ['not-found'],
});

const HTML = 'text/html; charset=utf-8';
const notice = { schema: NO_JSON, files: [HTML], meaning: { zh: '告知书', en: 'the notice' } };

export const getAcceptanceNotice = operation({
  id: 'get-acceptance-notice',
  method: 'GET',
  path: '/acceptances/{id}/notice',
  summary: { zh: '容缺受理一次性告知书', en: 'The notice of what is missing, how and until when' },
  roles: ACCEPTORS,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: notice },
  problems: ['not-found'],
});

export const listOwnAcceptancesOperation = operation({
  id: 'list-own-acceptances',
  method: 'GET',
  path: '/subjects/{id}/acceptances',
  summary: { zh: '本主体的容缺受理件', en: "The subject's acceptances with documents outstanding" },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: {
    200: {
      schema: z.object({ acceptances: z.array(AcceptanceView) }).meta({ id: 'OwnAcceptances' }),
      meaning: { zh: '后受理的在前', en: 'last accepted first' },
    },
  },
  problems: ['not-found'],
});

export const getOwnAcceptanceNotice = operation({
  id: 'get-own-acceptance-notice',
  method: 'GET',
  path: '/subjects/{id}/acceptances/{acceptance}/notice',
  summary: { zh: '本主体的容缺受理一次性告知书', en: 'The notice, as the subject got it' },
  roles: SUBJECT_SIDE_ROLES,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: notice },
  problems: ['not-found'],
});

/** A change of an acceptance of one's own: on its version, repeatable, answered with the acceptance after it. */
const change = changesOf(AcceptanceView, { zh: '变更后的容缺受理件', en: 'the acceptance after the change' });

export const supplyAcceptanceDocuments = change({
  id: 'supply-acceptance-documents',
  path: '/acceptances/{id}/documents',
  roles: ACCEPTORS,
  summary: { zh: '登记补交的材料；全部补齐即已履行', en: 'Note documents that came; with the last one it is kept' },
  body: SupplySubmission,
  problems: ['document-not-outstanding', 'date-out-of-bounds', 'file-not-found', 'file-not-clean'],
});

export const extendAcceptanceOperation = change({
  id: 'extend-acceptance',
  path: '/acceptances/{id}/extension',
  roles: ACCEPTORS,
  summary: { zh: '延长补交期限，限一次', en: 'Extend the time to supply, once' },
  body: ExtensionSubmission,
  problems: ['extended-before', 'date-too-early', 'identity-number-in-text'],
});

export const findAcceptanceBroken = change({
  id: 'find-acceptance-broken',
  path: '/acceptances/{id}/breach',
  roles: ACCEPTORS,
  summary: {
    zh: '期满并提醒后仍未补齐的，由另一人认定未履行',
    en: 'Find it broken after its time and a reminder, by another officer',
  },
  body: BreachSubmission,
  problems: ['still-in-time', 'same-officer', 'date-out-of-bounds', 'identity-number-in-text'],
});

export const withdrawAcceptanceOperation = change({
  id: 'withdraw-acceptance',
  path: '/acceptances/{id}/withdrawal',
  roles: ACCEPTORS,
  summary: { zh: '申请撤回或者终止', en: 'The application was taken back, or ended' },
  body: AcceptanceWithdrawal,
  problems: ['identity-number-in-text'],
});
