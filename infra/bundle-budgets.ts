import type { FunctionName } from './function-names.ts';

/** The most that a bundle may weigh: bytes as minified, and as gzip packs them (what a cold start fetches). */
export type BundleBudget = { readonly bytes: number; readonly gzipBytes: number };

const KIB = 1024;

/** Reads or writes records: middy, zod, the DynamoDB client (290 KiB before our own code), and what records are. */
const RECORDS = { bytes: 450 * KIB, gzipBytes: 146_000 } satisfies BundleBudget;
/** Reads and changes heads of many sorts, or has work done on them beside what it answers. */
const ASKS_FOR_WORK = { bytes: 475 * KIB, gzipBytes: 153_000 } satisfies BundleBudget;
/** Needs the DynamoDB client and little else. */
const LEAN = { bytes: 340 * KIB, gzipBytes: 113_000 } satisfies BundleBudget;
/** The DynamoDB client, and what kinds of records there are; nobody waits for its start. */
const COUNTS = { bytes: 360 * KIB, gzipBytes: 118_000 } satisfies BundleBudget;
/** DynamoDB and S3, and little else; nobody waits for its start. */
const STATISTICS = { bytes: 480 * KIB, gzipBytes: 152_000 } satisfies BundleBudget;
/** S3 and nothing else; nobody waits for its start. */
const OBJECTS = { bytes: 425 * KIB, gzipBytes: 134_000 } satisfies BundleBudget;
/** No SDK at all. */
const NO_SDK = { bytes: 130 * KIB, gzipBytes: 43_000 } satisfies BundleBudget;
/**
 * Four clients, what writes Parquet (28 KiB), the log's keys and tiles (8 KiB) and pages (20 KiB), the initials of
 * 27,584 characters (39 KiB, 21 of them compressed), and nobody waits for its start.
 */
const PUBLISHER = { bytes: 785 * KIB, gzipBytes: 254_000 } satisfies BundleBudget;

/** DynamoDB, SQS and S3, and what records and their subjects are; nobody waits for its start. */
const EXCHANGE = { bytes: 640 * KIB, gzipBytes: 202_000 } satisfies BundleBudget;

/** DynamoDB and S3, what signs forms and links, and what objections and applications are that bear files. */
const FILES = { bytes: 600 * KIB, gzipBytes: 192_000 } satisfies BundleBudget;

/** The same, with the dictionary of every kind and what writes workbooks for templates. */
const TEMPLATES = { bytes: 660 * KIB, gzipBytes: 209_000 } satisfies BundleBudget;

/** DynamoDB, S3 and Lambda, and nobody waits for its start. */
const SCANS = { bytes: 540 * KIB, gzipBytes: 168_000 } satisfies BundleBudget;
/** What records are, DynamoDB, S3 and SQS; nobody waits for its start. */
const IMPORTS = { bytes: 700 * KIB, gzipBytes: 223_000 } satisfies BundleBudget;
/** Every sort of head that a subject's partition holds, or what records are beside all that cases are. */
const WHOLE_SUBJECT = { bytes: 515 * KIB, gzipBytes: 170_000 } satisfies BundleBudget;

/** DynamoDB, SQS and S3, and what every sort of head is that work changes; nobody waits for its start. */
const WORKS = { bytes: 670 * KIB, gzipBytes: 210_000 } satisfies BundleBudget;

/** Prints: pdfkit and its font engine beside the DynamoDB client; the font itself lies beside the bundle. */
const PRINTS = { bytes: 985 * KIB, gzipBytes: 332_000 } satisfies BundleBudget;

/** The client of S3 and what a delta is; nobody waits for its start. */
const S3_ALONE = { bytes: 445 * KIB, gzipBytes: 138_000 } satisfies BundleBudget;

export const BUNDLE_BUDGETS: Readonly<Record<FunctionName, BundleBudget>> = {
  'post-records': ASKS_FOR_WORK,
  'get-record': RECORDS,
  'get-record-history': RECORDS,
  'correct-record': RECORDS,
  'find-outcome': RECORDS,
  'propose-withdrawal': RECORDS,
  'confirm-withdrawal': RECORDS,
  'release-hold': RECORDS,
  'list-notifications': LEAN,
  'acknowledge-notification': LEAN,
  endpoints: RECORDS,
  subscriptions: RECORDS,
  'get-disclosure-statistics': LEAN,
  'joint-statistics': RECORDS,
  'get-case-timeline': RECORDS,
  tasks: RECORDS,
  mandates: RECORDS,
  subjects: PRINTS,
  authorisations: WHOLE_SUBJECT,
  'verify-report': LEAN,
  repairs: ASKS_FOR_WORK,
  objections: WHOLE_SUBJECT,
  'record-suspensions': RECORDS,
  'typical-cases': RECORDS,
  instruments: RECORDS,
  lists: RECORDS,
  cases: WHOLE_SUBJECT,
  'green-channel': ASKS_FOR_WORK,
  acceptances: WHOLE_SUBJECT,
  checks: WHOLE_SUBJECT,
  'progress-reports': PRINTS,
  letters: PRINTS,
  withdrawals: ASKS_FOR_WORK,
  files: FILES,
  imports: TEMPLATES,
  audit: RECORDS,
  'access-exports': LEAN,
  'api-pages': NO_SDK,
  archive: RECORDS,
  'not-found': NO_SDK,
  relay: ASKS_FOR_WORK,
  'deliver-notification': RECORDS,
  'send-deliveries': RECORDS,
  publish: PUBLISHER,
  'fold-deltas': S3_ALONE,
  'fold-statistics': COUNTS,
  'disclose-statistics': STATISTICS,
  'lay-site': OBJECTS,
  'flag-checks': LEAN,
  'pack-exchange': EXCHANGE,
  'work-on-cases': WORKS,
  'end-by-date': LEAN,
  retain: LEAN,
  'run-clocks': RECORDS,
  'scan-file': SCANS,
  'take-exchange': EXCHANGE,
  'take-imports': IMPORTS,
};

/** What must not be in any bundle, and what it would cost there. */
export const FORBIDDEN_INPUTS: readonly { readonly path: RegExp; readonly because: string }[] = [
  { path: /\/zod\/v4\/locales\/(?!en\.)/, because: "zod's locales: 350 KB (write import * as z from 'zod')" },
  { path: /\/@(smithy|aws-sdk)\/.*\/dist-cjs\//, because: "the SDK's CommonJS: half as much again as its ES modules" },
  {
    path: /\/@aws-sdk\/credential-provider-(sso|ini|process|login)\//,
    because: 'credentials that no function has: 90 KB',
  },
  { path: /\/submodules\/event-streams\//, because: 'event streams, which nothing here reads: 14 KB' },
  { path: /\/node_modules\/mnemonist\//, because: 'a cache for addresses that nobody discovers: 8 KB' },
];

/** An ES import of node:http runs getters that load undici: +16 to 29 ms a cold start (nodejs/node#57649). */
export const ES_IMPORT_OF_HTTP = /(\bfrom|\bimport)\s*\(?\s*["'](node:)?https?["']/;
