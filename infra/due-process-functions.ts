import { EXPORT_PARTITION } from '../shared/audit/export-partition.ts';
import type { HttpFunctionName } from './function-names.ts';
import type { FunctionSpec } from './function-spec.ts';
import { CHANGES_HEAD, CLAIMS, RECORD_ENV } from './usual-rights.ts';

/** Functions behind the routes of due process, of whoever is recorded and of the auditor: what each is given and what it may do. */
export const DUE_PROCESS_FUNCTIONS = {
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
} as const satisfies Readonly<Partial<Record<HttpFunctionName, FunctionSpec>>>;
