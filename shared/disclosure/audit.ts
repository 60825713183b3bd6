import type { Log } from '../kernel/log.ts';
import { BulkList, filesOf } from './bulk.ts';
import type { Codec } from './codec.ts';
import { elementOf } from './delta.ts';
import type { EntryStateStore } from './entry-state-store.ts';
import { BULK, BY_SUBJECT, paths } from './files.ts';
import type { Head } from './head-store.ts';
import type { Lease } from './lease.ts';
import { emptyState, moved, STATE_BYTES, sameState } from './lt-hash.ts';
import { publisherMessages } from './messages.ts';
import type { Bucket } from './object-bucket.ts';

export interface AuditDeps {
  readonly states: EntryStateStore;
  readonly disclosure: Bucket;
  readonly codec: Pick<Codec, 'stretch' | 'sha256'>;
  readonly log: Log;
}

/**
 * Adds the public state up anew from the notes of each record, and compares it with the digest of a projected head. Then removes
 * content that lies in the public copy beside what it should hold; if anything does not add up, nothing is touched and it is logged.
 */
export const audit = async (deps: AuditDeps, head: Head, lease: Pick<Lease, 'hold'>): Promise<void> => {
  const { digest, lookups } = await refold(deps);
  if (!sameState(digest, head.stateDigest)) {
    deps.log.error(publisherMessages.digestDiffers, { version: head.version });
    return;
  }
  const listed = await listedFiles(deps, head);
  if (listed === undefined) {
    deps.log.error(publisherMessages.fileDamaged, { path: paths.bulk(head.version) });
    return;
  }
  await sweep(deps, BULK, listed, lease);
  await sweep(deps, BY_SUBJECT, lookups, lease);
};

const refold = async ({ states, codec }: AuditDeps) => {
  let digest = emptyState();
  const lookups = new Set<string>();
  for await (const page of states.pages()) {
    const added: string[] = [];
    for (const { publicId, published } of page) {
      if (publicId === undefined || published === undefined) continue;
      added.push(elementOf(publicId, published));
      lookups.add(paths.lookup(published.subject));
    }
    digest = moved(digest, { added, removed: [] }, (element) => codec.stretch(element, STATE_BYTES));
  }
  return { digest, lookups };
};

const listedFiles = async ({ disclosure, codec }: AuditDeps, head: Head): Promise<Set<string> | undefined> => {
  const path = paths.bulk(head.version);
  const bytes = await disclosure.get(path);
  if (bytes === undefined || codec.sha256(bytes) !== head.bulkSha256) return undefined;
  const { parts } = BulkList.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return new Set([path, ...parts.flatMap(filesOf)]);
};

const sweep = async (
  { disclosure, log }: AuditDeps,
  folder: string,
  expected: ReadonlySet<string>,
  lease: Pick<Lease, 'hold'>,
): Promise<void> => {
  for await (const page of disclosure.list(folder)) {
    const strays = page.filter((path) => !expected.has(path));
    if (strays.length === 0) continue;
    await lease.hold();
    await disclosure.delete(strays);
    log.error(publisherMessages.straysRemoved, { folder, files: strays.length });
  }
};
