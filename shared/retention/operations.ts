import * as z from 'zod';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { shortText } from '../kernel/schema.ts';
import { ErasureDecision, ErasureSubmission } from './erasure-order.ts';
import { ErasureView, OpenedView } from './views.ts';

/** Why the archive is opened, and on which document. */
export const OpeningSubmission = z
  .strictObject({
    reason: shortText(500),
    document: shortText(200).describe('法院文书或者审计文书 the court’s document, or the auditor’s order'),
  })
  .meta({ id: 'ArchiveOpening' });
export type OpeningSubmission = z.output<typeof OpeningSubmission>;

export const openArchive = operation({
  id: 'open-archive',
  method: 'POST',
  path: '/archive/{id}/openings',
  summary: {
    zh: '凭文书开启一份归档内容；留痕并告知当事人',
    en: 'Open what lies in the archive, on a document; it is logged and the subject is told',
  },
  roles: ['auditor', 'court'],
  body: OpeningSubmission,
  query: NOTHING,
  answers: {
    201: { schema: OpenedView, meaning: { zh: '归档内容', en: 'what lay in the archive' } },
  },
  problems: ['not-found', 'identity-number-in-text', 'content-erased', 'state-forbids'],
});

export const proposeErasureOfRecord = operation({
  id: 'propose-erasure',
  method: 'POST',
  path: '/records/{id}/erasure',
  summary: {
    zh: '提出删除一条记录的内容，待另一人核准',
    en: 'Propose to erase the content of a record; another officer confirms',
  },
  roles: ['credit-office'],
  body: ErasureSubmission,
  query: NOTHING,
  answers: {
    200: {
      schema: ErasureView,
      headers: ['ETag'],
      meaning: { zh: '同一提议已在待核准', en: 'the same order waits already' },
    },
    201: { schema: ErasureView, headers: ['ETag'], meaning: { zh: '待核准的删除决定', en: 'the order that waits' } },
  },
  problems: [
    'not-found',
    'identity-number-in-text',
    'decision-in-future',
    'state-forbids',
    'content-erased',
    'stale-version',
  ],
});

export const getErasureOfRecord = operation({
  id: 'get-erasure',
  method: 'GET',
  path: '/records/{id}/erasure',
  summary: { zh: '读取一条记录的删除决定', en: 'Read the order of erasure on a record' },
  roles: ['credit-office', 'auditor'],
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: ErasureView, headers: ['ETag'], meaning: { zh: '删除决定', en: 'the order' } } },
  problems: ['not-found'],
});

const change = changesOf(ErasureView, { zh: '变更后的删除决定', en: 'the order after the change' }, [
  'identity-number-in-text',
]);

export const confirmErasureOfRecord = change({
  id: 'confirm-erasure',
  path: '/records/{id}/erasure/confirmation',
  roles: ['credit-office'],
  summary: {
    zh: '核准或者驳回删除；核准后内容即行销毁，不可恢复',
    en: 'Confirm or reject an erasure; confirmed, the content is destroyed for good',
  },
  body: ErasureDecision,
  problems: ['same-officer'],
});

export const RETENTION_OPERATIONS = [
  openArchive,
  proposeErasureOfRecord,
  getErasureOfRecord,
  confirmErasureOfRecord,
] as const;
