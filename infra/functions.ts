import type { FunctionName } from './function-names.ts';

export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'BatchWriteItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'PartiQLDelete';

/** What a function may do to a table's items, and which of its indexes it may query: nothing else of the table. */
export type TableRights = { readonly items?: readonly TableAction[]; readonly indexes?: readonly string[] };

/** All objects may be read, listed and written; deleted only under these prefixes ('' for everything). */
export type ObjectRights = { readonly deletes: readonly string[] };

export type EnvName =
  | 'REGISTER_TABLE'
  | 'DERIVED_TABLE'
  | 'PERSON_KEYS_SECRET'
  | 'SIGNING_KEY_SECRET'
  | 'CLAIM_DEPARTMENT'
  | 'CLAIM_ROLES'
  | 'DISCLOSURE_BUCKET'
  | 'STAGING_BUCKET'
  | 'EXCHANGE_BUCKET'
  | 'NOTIFICATION_QUEUE_URL'
  | 'PUBLICATION_QUEUE_URL'
  | 'CASE_WORK_QUEUE_URL';

export type FunctionSpec = {
  /** One sentence, shown in the console. */
  readonly does: string;
  readonly env: readonly EnvName[];
  /** @default 10 */
  readonly timeoutSeconds?: number;
  /** CPU comes with it. @default 512 */
  readonly memoryMiB?: number;
  readonly register?: TableRights;
  readonly derived?: TableRights;
  readonly secrets?: readonly ('personKeys' | 'signingKey')[];
  readonly sendsTo?: readonly ('notifications' | 'publications' | 'caseWork')[];
  readonly buckets?: Readonly<Partial<Record<'disclosure' | 'staging' | 'exchange', ObjectRights>>>;
};

const CLAIMS = ['CLAIM_DEPARTMENT', 'CLAIM_ROLES'] as const;
const RECORD_ENV = ['REGISTER_TABLE', 'DERIVED_TABLE', ...CLAIMS] as const;

/** A change is one transaction of two puts, IAM knows them as PutItem; `derived` keeps the request's Idempotency-Key. */
const CHANGES_HEAD = {
  env: RECORD_ENV,
  register: { items: ['GetItem', 'PutItem'], indexes: ['by-id'] },
  derived: { items: ['PutItem'] },
} satisfies Partial<FunctionSpec>;

/** The one table of functions: what each is given and what it may do. Nothing is granted anywhere else but by a trigger. */
export const FUNCTIONS: Readonly<Record<FunctionName, FunctionSpec>> = {
  'post-records': {
    does: 'Checks what a department posts and stores it once.',
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET'],
    register: { items: ['GetItem', 'PutItem'] },
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
    register: { items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['by-id', 'by-owner'] },
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
    env: [...RECORD_ENV, 'PERSON_KEYS_SECRET', 'SIGNING_KEY_SECRET'],
    // A thousand subjects are a thousand partitions to read and as many entries to log.
    timeoutSeconds: 25,
    memoryMiB: 1_024,
    // Nothing of the register is written: who is asked about is not made known by that.
    register: { items: ['GetItem', 'BatchGetItem', 'Query'] },
    derived: { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem'], indexes: ['due'] },
    secrets: ['personKeys', 'signingKey'],
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
  'api-pages': { does: 'Serves the API description and its readable page.', env: [] },
  'not-found': { does: 'Answers every unknown route with a problem.', env: [] },
  relay: {
    does: 'Derives notices, work on cases and pending publications from what the register became.',
    env: ['DERIVED_TABLE', 'NOTIFICATION_QUEUE_URL', 'PUBLICATION_QUEUE_URL', 'CASE_WORK_QUEUE_URL'],
    // A batch of 100 records, each with its notices, and room for the SDK's own retries.
    timeoutSeconds: 60,
    derived: { items: ['PutItem', 'UpdateItem', 'DeleteItem'] },
    sendsTo: ['notifications', 'publications', 'caseWork'],
  },
  'deliver-notification': {
    does: "Puts a notification into a department's inbox.",
    env: ['DERIVED_TABLE'],
    timeoutSeconds: 30,
    derived: { items: ['PutItem'] },
  },
  publish: {
    does: 'Brings the public copy up to date: what must leave first, then what may enter.',
    env: [
      'REGISTER_TABLE',
      'DERIVED_TABLE',
      'DISCLOSURE_BUCKET',
      'STAGING_BUCKET',
      'NOTIFICATION_QUEUE_URL',
      'PUBLICATION_QUEUE_URL',
      'SIGNING_KEY_SECRET',
    ],
    // A full refold of a million records takes about 15 s of CPU; the rest is S3.
    timeoutSeconds: 300,
    // A version of 5,000 changes takes 15 to 20 s of CPU; at 512 MiB a function has a third of a core.
    memoryMiB: 1_024,
    register: { items: ['GetItem', 'BatchGetItem'], indexes: ['by-id'] },
    derived: {
      items: [
        'Query',
        'Scan',
        'GetItem',
        'BatchGetItem',
        'PutItem',
        'BatchWriteItem',
        'UpdateItem',
        'DeleteItem',
        'PartiQLDelete',
      ],
      indexes: ['due'],
    },
    secrets: ['signingKey'],
    sendsTo: ['notifications'],
    // Content must leave; manifests and deltas (v/) are for ever, so that nobody can rewrite what was published.
    buckets: { disclosure: { deletes: ['bulk/', 'by-subject/'] }, staging: { deletes: [''] } },
  },
  'export-typical-cases': {
    does: 'Packs the typical cases that became public, or were taken back, for the superior platform.',
    env: ['REGISTER_TABLE', 'EXCHANGE_BUCKET'],
    timeoutSeconds: 60,
    register: { items: ['GetItem', 'PutItem', 'Query'], indexes: ['by-id'] },
    // What was sent was sent: a package is never deleted by hand, it expires.
    buckets: { exchange: { deletes: [] } },
  },
  'flag-checks': {
    does: 'Flags checks whose outcome did not come within its days.',
    env: ['DERIVED_TABLE', 'NOTIFICATION_QUEUE_URL'],
    timeoutSeconds: 300,
    derived: { items: ['Query', 'UpdateItem'], indexes: ['due'] },
    sendsTo: ['notifications'],
  },
  'fold-statistics': {
    does: 'Folds the items counted since into monthly figures.',
    env: ['DERIVED_TABLE'],
    timeoutSeconds: 60,
    derived: { items: ['Query', 'PutItem', 'BatchWriteItem', 'UpdateItem'] },
  },
  'work-on-cases': {
    does: "Carries out a case's plan, lets persons' cases follow, lifts what rests on an ended basis or is over.",
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'NOTIFICATION_QUEUE_URL', 'CASE_WORK_QUEUE_URL'],
    // Ten messages of a hundred tasks each, eight at a time, and room for the SDK's own retries.
    timeoutSeconds: 120,
    register: { items: ['GetItem', 'BatchGetItem', 'PutItem'], indexes: ['by-link'] },
    derived: { items: ['GetItem', 'PutItem', 'DeleteItem'] },
    sendsTo: ['notifications', 'caseWork'],
  },
  'run-clocks': {
    does: 'Reminds departments before their clocks run out, tells of those that stay silent, and chases reports.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'NOTIFICATION_QUEUE_URL'],
    // A clock is a read, a message and a write, sixteen at a time: room for all tasks of a city on one day.
    timeoutSeconds: 300,
    register: { items: ['GetItem', 'Query'] },
    derived: { items: ['UpdateItem'], indexes: ['due'] },
    sendsTo: ['notifications'],
  },
  'end-by-date': {
    does: 'Finds the measures, cases and bases that have ended by date, and has them lifted.',
    env: ['DERIVED_TABLE', 'CASE_WORK_QUEUE_URL'],
    // A page of a hundred takes a tenth of a second: room for a day on which all of a city's measures end.
    timeoutSeconds: 300,
    derived: { indexes: ['due'] },
    sendsTo: ['caseWork'],
  },
};

/** A caller has long given up before the gateway does, after 30 s. */
const DEFAULT_TIMEOUT_SECONDS = 10;

/** How long a function may run; what waits for it (a queue's visibility) is derived from this. */
export const timeoutSecondsOf = (name: FunctionName): number =>
  FUNCTIONS[name].timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
