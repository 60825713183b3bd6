import { DUE_PROCESS_FUNCTIONS } from './due-process-functions.ts';
import type { HttpFunctionName } from './function-names.ts';
import type { FunctionSpec } from './function-spec.ts';
import { CHANGES_HEAD, CLAIMS, RECORD_ENV, SENDS_WEBHOOKS } from './usual-rights.ts';

/** Functions behind the API's routes: what each is given and what it may do. */
export const HTTP_FUNCTIONS: Readonly<Record<HttpFunctionName, FunctionSpec>> = {
  ...DUE_PROCESS_FUNCTIONS,
  'post-records': {
    does: 'Checks what a department posts and stores it once.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    // Who enters a subject takes the mark from one that was to be forgotten.
    // Who is told of records is read every few minutes.
    // Of many, subjects are read by the hundred and records inserted 25 in a call.
    register: { items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'PartiQLInsert', 'Query'] },
    derived: { items: ['GetItem', 'PutItem'] },
    secrets: ['personKeys'],
  },
  imports: {
    does: 'Registers files of records, gives out the forms by which they are sent, and tells what became of their rows.',
    env: [...RECORD_ENV, 'IMPORTS_BUCKET'],
    register: { items: ['GetItem', 'BatchGetItem', 'PutItem', 'Query'], indexes: ['by-id', 'by-owner'] },
    derived: { items: ['PutItem', 'Query'] },
    // A form or a link carries no more than what its signer may do.
    buckets: { imports: { reads: ['errors/'], writes: ['incoming/'], deletes: [], lists: false } },
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
  'correct-record': {
    does: 'Corrects a record without worsening it.',
    ...CHANGES_HEAD,
    register: { items: [...CHANGES_HEAD.register.items, 'Query'], indexes: ['by-id'] },
  },
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
    register: { items: [...CHANGES_HEAD.register.items, 'UpdateItem', 'Query'], indexes: ['by-id'] },
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
  subscriptions: {
    does: 'Takes what departments ask to be told of, and the word of the credit office on it.',
    env: RECORD_ENV,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem'] },
  },
  endpoints: {
    does: 'Keeps where departments are told by webhook, tries it, and answers with what was sent.',
    env: [...RECORD_ENV, ...SENDS_WEBHOOKS],
    // A test waits for a receiver for eight seconds; to send a range again is some thousands of writes.
    timeoutSeconds: 20,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem'], indexes: ['inbox'] },
    secrets: ['webhookKeys'],
  },
  'get-disclosure-statistics': {
    does: 'Answers with the counts of disclosures in time and late, by department.',
    env: ['DERIVED_TABLE', ...CLAIMS],
    derived: { items: ['Query'] },
  },
  'joint-statistics': {
    does: 'Answers with the counts of joint incentives and punishment, with a department’s month, and with the quality of what units send.',
    env: ['DERIVED_TABLE', ...CLAIMS],
    derived: { items: ['Query'] },
  },
  tasks: {
    does: 'Shows a department its tasks and takes its answers; shows the tasks of a case.',
    ...CHANGES_HEAD,
    register: { items: [...CHANGES_HEAD.register.items, 'BatchGetItem'], indexes: ['by-id', 'by-owner'] },
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
  'progress-reports': {
    does: 'Takes the progress reports of units and compiles them as JSON, as a workbook or to be printed.',
    env: RECORD_ENV,
    // To print what sixty units wrote takes a second or two of a whole core (1,769 MiB), ten if every character there is occurs in it.
    timeoutSeconds: 29,
    memoryMiB: 1_769,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    derived: { items: ['PutItem', 'Query'] },
  },
  'api-pages': {
    does: 'Serves the API description, its readable page and the page by which files are uploaded.',
    env: ['SIGN_IN_ISSUER', 'SIGN_IN_CLIENT', 'SIGN_IN_SCOPE', 'SIGN_IN_ORIGIN', 'UPLOAD_ORIGIN'],
  },
  'not-found': { does: 'Answers every unknown route with a problem.', env: [] },
};
