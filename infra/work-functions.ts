import { IMPORT_TIMEOUT_SECONDS } from '../shared/imports/progress.ts';
import type { WorkFunctionName } from './function-names.ts';
import type { FunctionSpec } from './function-spec.ts';
import { SENDS_WEBHOOKS } from './usual-rights.ts';

/** Where the site's own files lie: shared/site/site-files.ts. */
const LAID = [
  'assets/',
  '*.html',
  'robots.txt',
  'catalog.jsonld',
  'data-dictionary.json',
  'terms.json',
  'schema/',
  'client/',
];

/** Functions behind the stream, the queues and the schedules: what each is given and what it may do. */
export const WORK_FUNCTIONS: Readonly<Record<WorkFunctionName, FunctionSpec>> = {
  relay: {
    does: 'Derives notices, work on cases and pending publications from what the register became.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'NOTIFICATION_QUEUE_URL', 'PUBLICATION_QUEUE_URL', 'CASE_WORK_QUEUE_URL'],
    // A batch of 100 records, each with its notices, and room for the SDK's own retries.
    timeoutSeconds: 60,
    // Whom a subject authorised; it writes nothing there.
    register: { items: ['Query'] },
    derived: { items: ['PutItem', 'UpdateItem', 'DeleteItem'] },
    sendsTo: ['notifications', 'publications', 'caseWork'],
  },
  'deliver-notification': {
    does: "Puts a notification into a department's inbox, and sends it to its endpoints for the first time.",
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', ...SENDS_WEBHOOKS],
    // No first attempt is begun after four seconds, and none takes longer than three.
    timeoutSeconds: 30,
    register: { items: ['Query'] },
    // The notice of an end comes with its clock.
    derived: { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    secrets: ['webhookKeys'],
  },
  'send-deliveries': {
    does: 'Sends what is due to endpoints again, oldest first.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', ...SENDS_WEBHOOKS],
    // It begins nothing after 40 s, and the longest attempt takes 15.
    timeoutSeconds: 58,
    // An endpoint whose receiver is gone is disabled.
    register: { items: ['GetItem', 'Query', 'PutItem'] },
    derived: { items: ['GetItem', 'Query', 'PutItem'], indexes: ['due'] },
    secrets: ['webhookKeys'],
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
      'LOG_ORIGIN',
      'LOG_WITNESSES',
    ],
    // A full refold of a million records takes about 15 s of CPU; the rest is S3.
    timeoutSeconds: 300,
    // A version of 5,000 changes takes 7 to 10 s of CPU; at 512 MiB a function has a third of a core.
    memoryMiB: 1_024,
    // A version needs a quarter of this, however large the register is (docs/performance.md); all names of a million organisations at once need
    // most of it. What needs more ends, and does not crawl.
    heapMiB: 640,
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
    // Content must leave; manifests, deltas (v/) and the log are for ever, so that nobody can rewrite what was published. Of the log only
    // unfinished tiles go, when the full one is there.
    buckets: {
      disclosure: { deletes: ['bulk/', 'by-subject/', 'subjects/', 'lists/', 'names/', 'members/', 'log/tile/*.p/'] },
      staging: { deletes: [''] },
    },
  },
  'pack-exchange': {
    does: 'Packs what the superior platform is to be given, and what is to be taken back from it.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'EXCHANGE_BUCKET', 'NOTIFICATION_QUEUE_URL', 'PERSON_KEYS_SECRET'],
    // No package is begun after 200 s; one of two thousand entries takes some seconds of CPU.
    timeoutSeconds: 300,
    memoryMiB: 1_024,
    register: { items: ['BatchGetItem'] },
    derived: { items: ['GetItem', 'BatchGetItem', 'UpdateItem'], indexes: ['due'] },
    secrets: ['personKeys'],
    sendsTo: ['notifications'],
    // What was sent was sent: a package is never deleted by hand, it expires.
    buckets: { exchange: { reads: ['prepared/'], writes: ['prepared/', 'out/'], deletes: ['prepared/'] } },
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
    derived: { items: ['Query', 'PutItem', 'BatchWriteItem', 'UpdateItem'], indexes: ['due'] },
  },
  'fold-deltas': {
    does: 'Folds the deltas of each day that is over, and of the last days, for whoever keeps a copy.',
    env: ['DISCLOSURE_BUCKET'],
    // No day is begun after 180 s; one of a million changes takes some tens of seconds of CPU.
    timeoutSeconds: 300,
    memoryMiB: 1_024,
    // Deltas hold no content; of what does, it reads nothing.
    buckets: {
      disclosure: { reads: ['latest.json', 'v/', 'deltas'], writes: ['deltas'], deletes: [] },
    },
  },
  'disclose-statistics': {
    does: 'Writes the figures of disclosure for the public, small cells left out.',
    env: ['DERIVED_TABLE', 'DISCLOSURE_BUCKET'],
    timeoutSeconds: 60,
    derived: { items: ['Query'] },
    buckets: {
      disclosure: { reads: [], writes: ['statistics.json'], deletes: [], lists: false },
    },
  },
  'lay-site': {
    does: 'Lays the pages of the public site beside what is published.',
    env: ['DISCLOSURE_BUCKET', 'SITE_LINES'],
    timeoutSeconds: 60,
    // Nothing that is published lies there: it can neither read nor change any of that.
    buckets: {
      disclosure: {
        reads: ['assets/site-files.json'],
        writes: LAID,
        deletes: LAID,
      },
    },
  },
  'work-on-cases': {
    does: "Carries out a case's plan and what came of objections, lifts what rests on an ended basis or is over, tells whoever was told, archives and erases.",
    env: [
      'REGISTER_TABLE',
      'DERIVED_TABLE',
      'NOTIFICATION_QUEUE_URL',
      'CASE_WORK_QUEUE_URL',
      'LEDGER_BUCKET',
      'FILES_BUCKET',
      'PERSON_KEYS_SECRET',
    ],
    // Ten messages of a hundred tasks each, eight at a time, and room for the SDK's own retries.
    timeoutSeconds: 120,
    // A record that ended is followed by its subject's cases and applications: one partition is queried.
    // Of whom nothing is left, the item and, of a person, the aliases of the number go.
    register: {
      items: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      // The head of a file is found by the id that its bearer names.
      indexes: ['by-link', 'by-id'],
    },
    derived: { items: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
    secrets: ['personKeys'],
    sendsTo: ['notifications', 'caseWork'],
    // What was erased or withdrawn stays so: an entry is never deleted.
    // Of files it may delete those that were looked at, and read none.
    buckets: { ledger: { deletes: [] }, files: { reads: [], writes: [], deletes: ['checked/'], lists: false } },
  },
  'run-clocks': {
    does: 'Reminds departments before their clocks run out, tells of those that stay silent, and chases reports.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'NOTIFICATION_QUEUE_URL'],
    // A clock is a read, a message and a write, sixteen at a time: room for all tasks of a city on one day.
    timeoutSeconds: 300,
    register: { items: ['GetItem', 'Query'] },
    derived: { items: ['GetItem', 'BatchGetItem', 'UpdateItem'], indexes: ['due'] },
    sendsTo: ['notifications'],
  },
  'scan-file': {
    does: 'Looks at each file that was sent: passes it on, or refuses and deletes it.',
    env: ['REGISTER_TABLE', 'FILES_BUCKET', 'FILE_SCANNER'],
    // A file of 20 MB there and back, and a scanner that unpacks it.
    timeoutSeconds: 120,
    memoryMiB: 1_024,
    register: { items: ['GetItem', 'PutItem'], indexes: ['by-id'] },
    buckets: { files: { reads: ['incoming/'], writes: ['checked/'], deletes: ['incoming/', 'checked/'] } },
    invokesScanner: true,
  },
  'take-exchange': {
    does: 'Takes the packages and receipts of the superior platform: what was decided above prevails.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'EXCHANGE_BUCKET', 'PERSON_KEYS_SECRET'],
    // Ten thousand rows: some reads and a write each, eight subjects at a time.
    timeoutSeconds: 300,
    memoryMiB: 1_024,
    register: { items: ['GetItem', 'PutItem', 'UpdateItem', 'Query'] },
    derived: { items: ['GetItem', 'PutItem', 'UpdateItem'] },
    secrets: ['personKeys'],
    buckets: { exchange: { reads: ['in/'], writes: ['out/outcomes/'], deletes: [] } },
  },
  'take-imports': {
    does: 'Takes in files of records: divides each, takes in its rows as posts are taken in, and writes down those that were refused.',
    env: ['REGISTER_TABLE', 'DERIVED_TABLE', 'PERSON_KEYS_SECRET', 'IMPORTS_BUCKET', 'IMPORT_PART_QUEUE_URL'],
    timeoutSeconds: IMPORT_TIMEOUT_SECONDS,
    // One whole core: a large file is read from end to end, and rows are parsed, hashed and packed.
    memoryMiB: 1_769,
    // Enough for the texts of the largest workbook (docs/performance.md), and the whole process stays within 256 MiB.
    heapMiB: 128,
    // As post-records, and in batches.
    register: {
      items: ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'PartiQLInsert', 'Query'],
      indexes: ['by-id'],
    },
    derived: { items: ['GetItem', 'PutItem', 'Query', 'UpdateItem'] },
    secrets: ['personKeys'],
    sendsTo: ['importParts'],
    buckets: {
      imports: {
        reads: ['incoming/', 'plans/', 'staged/', 'refused/'],
        writes: ['plans/', 'staged/', 'refused/', 'errors/'],
        deletes: ['incoming/', 'plans/', 'staged/', 'refused/'],
      },
    },
  },
  retain: {
    does: 'Finds what may be kept no longer, and has it archived or erased.',
    env: ['DERIVED_TABLE', 'CASE_WORK_QUEUE_URL'],
    // A page of a hundred takes a tenth of a second: room for a day on which the penalties of a campaign are all due.
    timeoutSeconds: 300,
    derived: { indexes: ['due'] },
    sendsTo: ['caseWork'],
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
