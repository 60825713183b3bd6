import * as z from 'zod';
import { BODY_SORTS } from '../bodies/bodies.ts';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { OWNED_STATUSES } from '../register/owned-index-store.ts';
import { DecisionSubmission } from './decision.ts';
import { ObjectionSubmission } from './filing.ts';
import { ExtensionSubmission } from './handling.ts';
import { ReviewSubmission } from './review.ts';
import { HandledObjectionView, ObjectionView } from './views.ts';
import { OBJECTION_READERS } from './visibility.ts';

const SUBJECT_SIDE = ['subject', 'counter-clerk'] as const;
const FILE_PROBLEMS = ['file-not-found', 'file-not-clean'] as const;

export const fileObjectionOperation = operation({
  id: 'file-objection',
  method: 'POST',
  path: '/subjects/{id}/objections',
  summary: { zh: '对本主体的记录或案件提出异议', en: 'Object to a record or a joint case of the subject' },
  roles: SUBJECT_SIDE,
  query: NOTHING,
  body: ObjectionSubmission,
  idempotencyKey: true,
  answers: {
    201: {
      schema: ObjectionView,
      headers: ['ETag', 'Location'],
      meaning: { zh: '已受理并转办理单位', en: 'taken in and forwarded to who handles it' },
    },
    200: { schema: ObjectionView, headers: ['ETag'], meaning: { zh: '同一异议已经提出', en: 'it was filed before' } },
  },
  problems: [
    'not-found',
    'state-forbids',
    'objection-open',
    'objection-decided',
    'identity-number-in-text',
    ...FILE_PROBLEMS,
  ],
});

export const listOwnObjections = operation({
  id: 'list-own-objections',
  method: 'GET',
  path: '/subjects/{id}/objections',
  summary: { zh: '本主体提出的异议', en: 'The objections of the subject' },
  roles: SUBJECT_SIDE,
  query: NOTHING,
  body: NOTHING,
  answers: {
    200: {
      schema: z.object({ objections: z.array(ObjectionView) }).meta({ id: 'OwnObjections' }),
      meaning: { zh: '按提出日期排列', en: 'in the order in which they were filed' },
    },
  },
  problems: ['not-found'],
});

export const getOwnObjection = operation({
  id: 'get-own-objection',
  method: 'GET',
  path: '/subjects/{id}/objections/{objection}',
  summary: { zh: '读取本主体的一件异议', en: 'Read an objection of the subject' },
  roles: SUBJECT_SIDE,
  query: NOTHING,
  body: NOTHING,
  answers: {
    200: {
      schema: ObjectionView,
      headers: ['ETag'],
      meaning: { zh: '异议及其期限', en: 'the objection with its clocks' },
    },
  },
  problems: ['not-found'],
});

export const askObjectionReview = changesOf(ObjectionView, { zh: '复核中的异议', en: 'the objection in review' })({
  id: 'ask-objection-review',
  path: '/subjects/{id}/objections/{objection}/review',
  roles: SUBJECT_SIDE,
  summary: { zh: '不服处理决定，申请复核', en: 'Ask for second-level review of the decision' },
  body: ReviewSubmission,
  problems: ['term-over', 'objection-open', 'not-carried-out', 'identity-number-in-text', ...FILE_PROBLEMS],
});

const CURSOR = z.string().max(200).exactOptional();

export const listObjections = operation({
  id: 'list-objections',
  method: 'GET',
  path: '/objections',
  summary: {
    zh: '本单位办理的异议；信用办、复核机关和审计可读全部未决异议或者指定单位的异议',
    en: 'The objections that your department handles; who supervises reads all that are undecided, or those of one department',
  },
  roles: OBJECTION_READERS,
  body: NOTHING,
  query: z.strictObject({
    department: z.string().max(80).exactOptional(),
    status: z
      .enum(OWNED_STATUSES)
      .exactOptional()
      .describe('办理中 open（先到期者在前 first due first）· 其他 done（最近提出者在前 last filed first）'),
    cursor: CURSOR,
  }),
  answers: {
    200: {
      schema: z.object({ objections: z.array(ObjectionView) }).meta({ id: 'Objections' }),
      headers: ['Link'],
      meaning: { zh: '一页异议', en: 'a page of objections' },
    },
  },
  problems: ['invalid-cursor'],
});

const handled = { schema: HandledObjectionView, headers: ['ETag'] };

export const getObjection = operation({
  id: 'get-objection',
  method: 'GET',
  path: '/objections/{id}',
  summary: { zh: '读取一件异议，连同所异议的记录', en: 'Read an objection, with the record that it is against' },
  roles: OBJECTION_READERS,
  body: NOTHING,
  query: NOTHING,
  answers: { 200: { ...handled, meaning: { zh: '异议及其期限', en: 'the objection with its clocks' } } },
  problems: ['not-found'],
});

const DECISION_PROBLEMS = [
  'same-officer',
  'outcome-not-fitting',
  'objection-not-open',
  'decision-in-future',
  'date-too-early',
  'measure-not-decided',
  'identity-number-in-text',
  // what a correction can be refused for
  'worsening-correction',
  'fixed-field',
  'nothing-to-correct',
  'sealed-by-law',
  'amount-missing',
  'disclosure-without-basis',
  'person-not-disclosed',
  'kind-not-disclosed',
  'necessity-required',
] as const;

/** A change of an objection: on its version, repeatable, answered with the objection after it. */
const change = changesOf(HandledObjectionView, { zh: '变更后的异议', en: 'the objection after the change' });

export const decideObjectionOperation = change({
  id: 'decide-objection',
  path: '/objections/{id}/decision',
  // The credit office decides in its own role on what it forwarded to the superior platform, and on nothing else.
  roles: ['reporter', 'initiator', 'credit-office', ...BODY_SORTS],
  summary: {
    zh: '决定一件异议：非原经办人，写明核查情况；转上级平台核查的，由信用办决定',
    en: 'Decide on an objection: by another officer than the author, saying what was examined; by the credit office, if it was forwarded to the superior platform',
  },
  body: DecisionSubmission,
  problems: ['foreign-department', ...DECISION_PROBLEMS],
});

export const extendObjectionOperation = change({
  id: 'extend-objection',
  path: '/objections/{id}/extension',
  roles: ['credit-office'],
  summary: { zh: '信用办负责人批准延期一次', en: 'Extend the term once, on the word of the head of the credit office' },
  body: ExtensionSubmission,
  problems: ['extended-already', 'term-over', 'identity-number-in-text'],
});

export const decideReviewOperation = change({
  id: 'decide-objection-review',
  path: '/objections/{id}/review-decision',
  roles: ['credit-office', 'review-authority'],
  summary: {
    zh: '作出复核决定：非原决定单位；维持，或者指令其他处理结果',
    en: 'Decide on a review: by another department; maintain, or direct another outcome',
  },
  body: DecisionSubmission,
  problems: ['own-decision', ...DECISION_PROBLEMS],
});

/** Every operation on objections, in the order of the API's description. */
export const OBJECTION_OPERATIONS = [
  fileObjectionOperation,
  listOwnObjections,
  getOwnObjection,
  askObjectionReview,
  listObjections,
  getObjection,
  decideObjectionOperation,
  extendObjectionOperation,
  decideReviewOperation,
] as const;
