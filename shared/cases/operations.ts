import * as z from 'zod';
import { NOTHING, operation } from '../http/operation.ts';
import { slug } from '../kernel/schema.ts';
import { CaseSummary, CaseVersionView, CaseView } from './case-view-schema.ts';
import { CASE_STATES } from './joint-case.ts';
import { CasePreview, PreviewSubmission } from './preview.ts';
import { ProposalSubmission } from './proposal.ts';
import { READERS } from './visibility.ts';

const SUBJECT_PROBLEMS = ['malformed-code', 'wrong-check-character'] as const;

const OpenCase = z
  .object({ id: z.string(), field: z.string(), department: z.string(), state: z.enum(CASE_STATES) })
  .meta({ id: 'OpenCase' });

const ProposedCase = z
  .object({
    case: CaseView,
    openCases: z.array(OpenCase).describe('同一行为的其他未结案件 other open cases on the act'),
  })
  .meta({ id: 'ProposedCase' });

export const previewCase = operation({
  id: 'preview-case',
  method: 'POST',
  path: '/cases/preview',
  summary: {
    zh: '提请前查看：同一行为的未结案件和可用的措施',
    en: 'Before a proposal: open cases on the same act, and the measures that fit',
  },
  roles: ['initiator'],
  query: NOTHING,
  body: PreviewSubmission,
  answers: { 200: { schema: CasePreview, meaning: { zh: '不留存任何内容', en: 'nothing is stored' } } },
  problems: [...SUBJECT_PROBLEMS, 'behaviour-not-in-force', 'behaviour-not-initiable'],
});

export const proposeCase = operation({
  id: 'propose-case',
  method: 'POST',
  path: '/cases',
  summary: { zh: '提请一件联合奖惩案件', en: 'Propose a joint case' },
  roles: ['initiator'],
  query: NOTHING,
  body: ProposalSubmission,
  idempotencyKey: true,
  answers: {
    201: { schema: ProposedCase, headers: ['ETag', 'Location'], meaning: { zh: '已提请', en: 'proposed' } },
    200: { schema: ProposedCase, headers: ['ETag'], meaning: { zh: '同一案件已经存在', en: 'the same case exists' } },
  },
  problems: [
    ...SUBJECT_PROBLEMS,
    'behaviour-not-in-force',
    'behaviour-not-initiable',
    'measure-not-fitting',
    'basis-not-in-force',
    'duplicate-code',
    'decision-in-future',
    'identity-number-in-text',
    'under-age',
    'birth-date-required',
    'class-not-named',
    'not-for-court-list',
    'own-finding-required',
    'organisation-case-unfit',
    'evidence-not-found',
    'evidence-is-statement',
    'evidence-ended',
    'evidence-unconfirmed',
    'name-differs',
    'case-exists',
  ],
});

export const getCase = operation({
  id: 'get-case',
  method: 'GET',
  path: '/cases/{id}',
  summary: { zh: '读取一件案件', en: 'Read a case' },
  roles: READERS,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { schema: CaseView, headers: ['ETag'], meaning: { zh: '案件', en: 'the case' } } },
  problems: ['not-found'],
});

export const getCaseHistory = operation({
  id: 'get-case-history',
  method: 'GET',
  path: '/cases/{id}/history',
  summary: { zh: '读取一件案件的全部版本', en: 'Read all versions of a case' },
  roles: READERS,
  body: NOTHING,
  query: z.strictObject({ cursor: z.string().max(200).exactOptional() }),
  answers: {
    200: {
      schema: z.object({ versions: z.array(CaseVersionView) }).meta({ id: 'CaseHistory' }),
      headers: ['Link'],
      meaning: { zh: '从最早的版本起', en: 'from the oldest version on' },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const listCases = operation({
  id: 'list-cases',
  method: 'GET',
  path: '/cases',
  summary: { zh: '列出一个发起部门的案件', en: 'List the cases of an initiating department' },
  roles: ['initiator', 'credit-office', 'auditor'],
  body: NOTHING,
  query: z.strictObject({
    state: z.enum(CASE_STATES).exactOptional(),
    department: slug.exactOptional().describe('信用办、审计人员须注明部门 the credit office and auditors name one'),
    cursor: z.string().max(200).exactOptional(),
  }),
  answers: {
    200: {
      schema: z.object({ cases: z.array(CaseSummary) }).meta({ id: 'Cases' }),
      headers: ['Link'],
      meaning: { zh: '按状态、提请日期排列', en: 'by state, then by the day of the proposal' },
    },
  },
  problems: ['invalid-cursor'],
});
