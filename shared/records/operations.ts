import * as z from 'zod';
import { BODY_SORTS } from '../bodies/bodies.ts';
import { changesOf } from '../http/change-operation.ts';
import { NOTHING, operation } from '../http/operation.ts';
import { Problem } from '../http/problem-response.ts';
import { Correction } from './correct.ts';
import { NationalSubmission } from './national-submission.ts';
import { OutcomeSubmission } from './outcome.ts';
import { RecordVersionView, RecordView } from './record-view.ts';
import { RecordSubmission } from './submission.ts';
import { HoldRelease, WithdrawalDecision, WithdrawalSubmission } from './transitions.ts';

/** Who writes records and keeps them: departments, and bodies that are none their own statements. Each reads and changes its own alone. */
const WRITERS = ['reporter', ...BODY_SORTS] as const;

/** Records of one request. */
export const MAX_RECORDS = 100;

const Outcome = z.discriminatedUnion('outcome', [
  z.object({ index: z.int(), outcome: z.literal('created'), record: RecordView }),
  z.object({ index: z.int(), outcome: z.literal('unchanged'), record: RecordView }),
  z.object({ index: z.int(), outcome: z.literal('refused'), problem: Problem }),
]);

/** One record, in our names or as a row of the national table. */
const AnySubmission = z.union([RecordSubmission, NationalSubmission]).meta({ id: 'Submission' });

const record = { schema: RecordView, headers: ['ETag'] };

export const postRecords = operation({
  id: 'post-records',
  method: 'POST',
  path: '/records',
  summary: { zh: '报送一条或至多一百条记录', en: 'Post one record, or up to a hundred with an outcome for each' },
  roles: WRITERS,
  query: NOTHING,
  body: z.unknown(),
  describedBody: z.union([AnySubmission, z.array(AnySubmission).min(1).max(MAX_RECORDS)]),
  idempotencyKey: true,
  answers: {
    201: { ...record, headers: ['ETag', 'Location'], meaning: { zh: '已归集', en: 'taken in' } },
    200: {
      schema: z.union([RecordView, z.object({ outcomes: z.array(Outcome) }).meta({ id: 'Outcomes' })]),
      headers: ['ETag'],
      meaning: { zh: '同一记录已经存在；或逐条结果', en: 'the same record was there already; or an outcome for each' },
    },
  },
  problems: [
    'too-many-items',
    'malformed-code',
    'wrong-check-character',
    'decision-in-future',
    'amount-missing',
    'unknown-department',
    'foreign-department',
    'writer-not-allowed',
    'identity-number-in-text',
    'sealed-by-law',
    'under-age',
    'act-date-required',
    'birth-date-required',
    'severity-required',
    'beyond-retention',
    'content-put-away',
    'disclosure-without-basis',
    'person-not-disclosed',
    'kind-not-disclosed',
    'necessity-required',
    'already-exists',
    'finding-apart',
    'not-meant-for-public',
    'statement-about-person',
    'score-in-statement',
    'date-out-of-bounds',
  ],
});

export const getRecord = operation({
  id: 'get-record',
  method: 'GET',
  path: '/records/{id}',
  summary: { zh: '读取本部门的一条记录', en: 'Read a record of your department' },
  roles: WRITERS,
  body: NOTHING,
  query: z.strictObject({ format: z.enum(['national']).exactOptional() }),
  answers: {
    200: {
      schema: z.union([
        RecordView,
        z.object({ kind: z.string(), national: z.record(z.string(), z.string()) }).meta({ id: 'NationalRow' }),
      ]),
      headers: ['ETag'],
      meaning: {
        zh: '记录；format=national 时为国家标准数据项',
        en: 'the record; with format=national in the national columns',
      },
    },
  },
  problems: ['not-found'],
});

export const getRecordHistory = operation({
  id: 'get-record-history',
  method: 'GET',
  path: '/records/{id}/history',
  summary: { zh: '读取一条记录的全部版本', en: 'Read all versions of a record' },
  roles: WRITERS,
  body: NOTHING,
  query: z.strictObject({ cursor: z.string().max(200).exactOptional() }),
  answers: {
    200: {
      schema: z.object({ versions: z.array(RecordVersionView) }).meta({ id: 'RecordHistory' }),
      headers: ['Link'],
      meaning: { zh: '从最早的版本起', en: 'from the oldest version on' },
    },
  },
  problems: ['not-found', 'invalid-cursor'],
});

/** A change of a record of one's own: on its version, repeatable, answered with the record after it. */
const change = changesOf(RecordView, { zh: '变更后的记录', en: 'the record after the change' }, [
  'identity-number-in-text',
]);

export const correctRecord = change({
  id: 'correct-record',
  path: '/records/{id}/corrections',
  roles: WRITERS,
  summary: { zh: '更正一条记录（不得加重）', en: 'Correct a record; it may not become worse' },
  body: Correction,
  problems: [
    'worsening-correction',
    'fixed-field',
    'nothing-to-correct',
    'sealed-by-law',
    'amount-missing',
    'decision-in-future',
    'disclosure-without-basis',
    'person-not-disclosed',
    'kind-not-disclosed',
    'necessity-required',
    'finding-apart',
    'not-meant-for-public',
    'score-in-statement',
    'date-out-of-bounds',
  ],
});

export const findRecordOutcome = change({
  id: 'find-record-outcome',
  path: '/records/{id}/fulfilment',
  roles: ['reporter'],
  summary: {
    zh: '认定信用承诺的履行状态；未全部履行的须由未参与报送的另一人认定',
    en: 'Find whether a commitment was kept; that it was not takes an officer who wrote nothing of the record',
  },
  body: OutcomeSubmission,
  problems: ['same-officer', 'kind-without-outcome', 'worse-finding', 'date-out-of-bounds'],
});

export const proposeWithdrawalOfRecord = change({
  id: 'propose-withdrawal',
  path: '/records/{id}/withdrawal',
  roles: WRITERS,
  summary: { zh: '提出撤下一条记录，待另一人核准', en: 'Propose to withdraw a record; another officer confirms' },
  body: WithdrawalSubmission,
  problems: ['decision-in-future'],
});

export const confirmWithdrawal = change({
  id: 'confirm-withdrawal',
  path: '/records/{id}/withdrawal/confirmation',
  roles: WRITERS,
  summary: { zh: '核准或退回撤下', en: 'Confirm or reject a proposed withdrawal' },
  body: WithdrawalDecision,
  problems: ['same-officer'],
});

export const releaseHeldRecord = change({
  id: 'release-hold',
  path: '/records/{id}/hold-release',
  roles: WRITERS,
  summary: { zh: '核实后放行一条暂缓的记录', en: 'Release a held record after examination' },
  body: HoldRelease,
  problems: ['same-officer'],
});
