import type { S3Client } from '@aws-sdk/client-s3';
import { objectBucket } from '../disclosure/object-bucket.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { concurrently } from '../kernel/concurrently.ts';
import { LedgerEntry, ledgerPath } from './ledger-entry.ts';

/** The ledger of erasures and withdrawals: one small object each, in a bucket of its own that no restore of a table takes back. */
export interface Ledger {
  /** Writes entries; one that is there is written as it was. */
  enter(entries: readonly LedgerEntry[]): Promise<void>;
  /** Those of some entries that are not there. */
  missing(entries: readonly LedgerEntry[]): Promise<readonly LedgerEntry[]>;
  /** All entries of a day and later, page by page, in the order of days. */
  since(day: CalendarDate | undefined): AsyncIterable<readonly LedgerEntry[]>;
}

/** Objects at a time. */
const AT_ONCE = 16;

/** The first characters of a path are its day. */
const DAY_CHARACTERS = 10;

export const ledgerStore = (client: S3Client, name: string): Ledger => {
  const bucket = objectBucket(client, name);

  const read = async (path: string): Promise<LedgerEntry | undefined> => {
    const bytes = await bucket.get(path);
    return bytes && LedgerEntry.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  };

  return {
    enter: async (entries) => {
      await concurrently(AT_ONCE, entries, (entry) => bucket.put(ledgerPath(entry), Buffer.from(canonicalJson(entry))));
    },

    missing: async (entries) => {
      const found = await concurrently(AT_ONCE, entries, (entry) => read(ledgerPath(entry)));
      return entries.filter((_, index) => found[index] === undefined);
    },

    since: async function* (day) {
      for await (const paths of bucket.list('')) {
        const wanted = paths.filter((path) => day === undefined || path.slice(0, DAY_CHARACTERS) >= day);
        yield (await concurrently(AT_ONCE, wanted, read)).flatMap((entry) => entry ?? []);
      }
    },
  };
};
