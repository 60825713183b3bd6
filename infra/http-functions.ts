import { EXPORT_PARTITION } from '../shared/audit/export-partition.ts';
import type { HttpFunctionName } from './function-names.ts';
import type { FunctionSpec } from './function-spec.ts';

const CLAIMS = ['CLAIM_DEPARTMENT', 'CLAIM_ROLES'] as const;
const RECORD_ENV = ['REGISTER_TABLE', 'DERIVED_TABLE', ...CLAIMS] as const;

/** A change is one transaction of two puts, IAM knows them as PutItem; `derived` keeps the request's Idempotency-Key. */
const CHANGES_HEAD = {
  env: RECORD_ENV,
  register: { items: ['GetItem', 'PutItem'], indexes: ['by-id'] },
  derived: { items: ['PutItem'] },
} satisfies Partial<FunctionSpec>;

/** Functions behind the API's routes: what each is given and what it may do. */
export const HTTP_FUNCTIONS: Readonly<Record<HttpFunctionName, FunctionSpec>> = {
  'post-records': {
    does: 'Checks what a department posts and stores it once.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    // Who enters a subject takes the mark from one that was to be forgotten.
    register: { items: ['GetItem', 'PutItem', 'UpdateItem'] },
    derived: { items: ['GetItem', 'PutItem'] },
    secrets: ['personKeys'],
  },
  'get-record': {
    does: "Answers with one of the caller's own records.",
    env: RECORD_ENV,
    register: { items: ['GetItem'], indexes: ['by-id'] },
    derived: { items: ['BatchGetItem'] },
  },
  'get-record-history': {
    does: "Answers with the versions of one of the caller's own records.",
    env: ['REGISTER_TABLE', ...CLAIMS],
    register: { items: ['GetItem', 'Query'], indexes: ['by-id'] },
  },
  'correct-record': { does: 'Corrects a record without worsening it.', ...CHANGES_HEAD },
  'find-outcome': {
    does: 'Takes in whether a commitment was kept, by an officer who did not write it.',
    ...CHANGES_HEAD,
    // Who wrote its earlier versions.
    register: { items: [...CHANGES_HEAD.register.items, 'Query'], indexes: ['by-id'] },
  },
  'propose-withdrawal': { does: 'Proposes the withdrawal of a record.', ...CHANGES_HEAD },
  'confirm-withdrawal': { does: "Withdraws a record on a second officer's word.", ...CHANGES_HEAD },
  'release-hold': {
    does: "Clears a record that was held, and adds the subject's confirmed name.",
    ...CHANGES_HEAD,
    register: { items: [...CHANGES_HEAD.register.items, 'UpdateItem'], indexes: ['by-id'] },
  },
  'list-notifications': {
    does: "Lists the caller's unacknowledged notifications.",
    env: ['DERIVED_TABLE', ...CLAIMS],
    derived: { indexes: ['inbox'] },
  },
  'acknowledge-notification': {
    does: 'Acknowledges a notification.',
    env: ['DERIVED_TABLE', ...CLAIMS],
    derived: { items: ['GetItem', 'UpdateItem'] },
  },
  'get-disclosure-statistics': {
    does: 'Answers with the counts of disclosures in time and late, by department.',
    env: ['DERIVED_TABLE', ...CLAIMS],
    derived: { items: ['Query'] },
  },
  'joint-statistics': {
    does: 'Answers with the counts of joint incentives and punishment, and with a department’s month.',
    env: ['DERIVED_TABLE', ...CLAIMS],
    derived: { items: ['Query'] },
  },
  tasks: {
    does: 'Shows a department its tasks and takes its answers; shows the tasks of a case.',
    ...CHANGES_HEAD,
    register: { items: [...CHANGES_HEAD.register.items, 'BatchGetItem'], indexes: ['by-id', 'by-owner'] },
  },
  repairs: {
    does: 'Takes applications for repair from the subject to the decision of the authority.',
    ...CHANGES_HEAD,
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['by-id', 'by-owner'] },
  },
  objections: {
    does: 'Takes objections from their filing to the decision on them and its review.',
    ...CHANGES_HEAD,
    register: {
      items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'],
      indexes: ['by-id', 'by-owner', 'by-link'],
    },
  },
  'record-suspensions': {
    does: "Lets a record stand still on a court's or review body's document, and go on again.",
    env: ['REGISTER_TABLE', ...CLAIMS],
    register: { items: ['GetItem', 'PutItem'], indexes: ['by-id'] },
  },
  subjects: {
    does: 'The subject’s own door: what is kept of it, who looked, what it says to a case, and its credit report.',
    env: [...RECORD_ENV, 'SIGNING_KEY_SECRET'],
    // To print a report that is as long as it may be takes some seconds of a whole core (1,769 MiB).
    timeoutSeconds: 29,
    memoryMiB: 1_769,
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['by-id', 'by-link'] },
    derived: { items: ['GetItem', 'Query', 'PutItem'] },
    secrets: ['signingKey'],
  },
  authorisations: {
    does: 'Takes what a subject authorises a reader to read, and answers the reader with it.',
    env: [...RECORD_ENV, 'CASE_WORK_QUEUE_URL'],
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['by-id', 'by-owner'] },
    derived: { items: ['PutItem'] },
    // What ends while it is read.
    sendsTo: ['caseWork'],
  },
  'verify-report': {
    does: 'Tells anybody whether a credit report was issued here, and nothing of whom it is about.',
    env: ['DERIVED_TABLE'],
    derived: { items: ['GetItem'] },
  },
  mandates: {
    does: 'Enters at the counter whose account may act for a subject, and ends that.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    register: { items: ['GetItem', 'PutItem', 'Query', 'UpdateItem'], indexes: ['by-id'] },
    derived: { items: ['GetItem', 'PutItem'] },
    secrets: ['personKeys'],
  },
  'typical-cases': {
    does: 'Takes typical cases from their writing over their review to their publication, and back.',
    env: RECORD_ENV,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem'] },
  },
  instruments: {
    does: 'Keeps the register of instruments: what may be relied on.',
    env: RECORD_ENV,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem', 'Query'] },
  },
  lists: {
    does: 'Keeps the editions of the two lists, behaviours and measures.',
    env: RECORD_ENV,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem'] },
  },
  cases: {
    does: 'Takes joint cases from proposal to end, and answers with them.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], indexes: ['by-id', 'by-owner'] },
    derived: { items: ['GetItem', 'PutItem'] },
    secrets: ['personKeys'],
  },
  'get-case-timeline': {
    does: 'Tracks a case: which department did what and when, what is due and overdue.',
    env: ['REGISTER_TABLE', ...CLAIMS],
    register: { items: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['by-id'] },
  },
  checks: {
    does: 'Answers what binds a decision, signed and logged, and keeps what became of it.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET', 'SIGNING_KEY_SECRET', 'CASE_WORK_QUEUE_URL'],
    // A thousand subjects are a thousand partitions to read and as many entries to log.
    timeoutSeconds: 25,
    memoryMiB: 1_024,
    // Nothing of the register is written: who is asked about is not made known by that.
    register: { items: ['GetItem', 'BatchGetItem', 'Query'] },
    derived: { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem'], indexes: ['due'] },
    secrets: ['personKeys', 'signingKey'],
    // A measure that ends while it is answered.
    sendsTo: ['caseWork'],
  },
  'green-channel': {
    does: 'Answers whether a subject has the green channel, yes or no, and tells the subject why.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    // Nothing of the register is written: who is asked about is not made known by that.
    register: { items: ['GetItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['GetItem', 'PutItem', 'UpdateItem'] },
    secrets: ['personKeys'],
  },
  acceptances: {
    does: 'Takes acceptances with documents outstanding from the written commitment to their end.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['by-id', 'by-owner'] },
    derived: { items: ['GetItem', 'PutItem'] },
    secrets: ['personKeys'],
  },
  'progress-reports': {
    does: 'Takes the progress reports of units and compiles them as JSON, as a workbook or to be printed.',
    env: RECORD_ENV,
    // To print what sixty units wrote takes a second or two of a whole core (1,769 MiB), ten if every character there is occurs in it.
    timeoutSeconds: 29,
    memoryMiB: 1_769,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem', 'Query'] },
  },
  files: {
    does: 'Registers files that are handed in, gives out the forms by which they are sent and links to those that passed.',
    env: ['REGISTER_TABLE', 'FILES_BUCKET', ...CLAIMS],
    register: { items: ['GetItem', 'BatchGetItem', 'PutItem'], indexes: ['by-id'] },
    // A form or a link carries no more than what its signer may do.
    buckets: { files: { reads: ['checked/'], writes: ['incoming/'], deletes: [], lists: false } },
  },
  withdrawals: {
    does: 'Answers who was told of what and of its end; lists decisions that relied on what was annulled.',
    env: RECORD_ENV,
    // A page of fifty measures: the history and the ledger of each.
    timeoutSeconds: 20,
    register: { items: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['by-id', 'by-link'] },
    derived: { items: ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem'], indexes: ['inbox'] },
  },
  archive: { does: 'Opens the archive on a document, and takes orders of erasure.', ...CHANGES_HEAD },
  letters: {
    does: 'Makes letters to the subject from what was decided, prints them, and keeps how they were served and opened.',
    env: RECORD_ENV,
    // To print takes a second of a whole core (1,769 MiB); who reads a letter waits for it.
    timeoutSeconds: 20,
    memoryMiB: 1_769,
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['by-id'] },
    derived: { items: ['GetItem'], indexes: ['due'] },
  },
  audit: {
    does: 'Verifies chains of versions and samples checks against their decisions: reads, and changes nothing.',
    env: RECORD_ENV,
    timeoutSeconds: 25,
    register: { items: ['GetItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['Query'] },
  },
  'access-exports': {
    does: 'Exports who asked whom and why; writes down that it did, and nothing else.',
    env: ['DERIVED_TABLE', ...CLAIMS],
    timeoutSeconds: 29,
    derived: { items: ['GetItem', 'Scan'], putsUnder: EXPORT_PARTITION },
  },
  'api-pages': { does: 'Serves the API description and its readable page.', env: [] },
  'not-found': { does: 'Answers every unknown route with a problem.', env: [] },
};
