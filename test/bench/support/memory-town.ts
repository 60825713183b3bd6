import type { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type PublisherDeps, publish } from '../../../functions/queue/handlers/publish.ts';
import { presentation } from '../../../functions/queue/presentation.ts';
import { PUBLISHED_SORTS } from '../../../functions/queue/published-sorts.ts';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { randomText } from '../../../shared/crypto/digests.ts';
import { logSigner } from '../../../shared/crypto/log-signer.ts';
import { manifestSigner, newSigningKeySecret } from '../../../shared/crypto/manifest-signer.ts';
import type { EntryState } from '../../../shared/disclosure/entry-state.ts';
import type { Head } from '../../../shared/disclosure/head-store.ts';
import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import type { PendingChange } from '../../../shared/disclosure/pending-store.ts';
import { toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { csvColumns } from '../../../shared/records/csv-columns.ts';
import { publicationSource } from '../../../shared/register/publication-source-store.ts';
import { findIdentityNumbers } from '../../../shared/subjects/personal-data-in-text.ts';
import { formattingLog, TODAY } from './post-function.ts';
import type { StoredHead } from './stored-heads.ts';

const memoryBucket = (written: (path: string, bytes: number) => void): Bucket => {
  const files = new Map<string, Uint8Array>();
  return {
    get: async (path) => files.get(path),
    put: async (path, body) => {
      written(path, body.length);
      files.set(path, body);
    },
    delete: async (paths) => {
      for (const path of paths) files.delete(path);
    },
    list: async function* (prefix) {
      yield [...files.keys()].filter((path) => path.startsWith(prefix));
    },
  };
};

/** The register as its client answers: heads by key, as they are stored. */
const registerClient = (heads: ReadonlyMap<string, StoredHead>): DynamoDBDocumentClient => {
  const send = async ({ input }: BatchGetCommand) => {
    const [[table, { Keys = [] }] = ['', {}]] = Object.entries(input.RequestItems ?? {});
    return { Responses: { [table]: Keys.flatMap(({ sk }) => heads.get(String(sk))?.item ?? []) } };
  };
  return { send } as unknown as DynamoDBDocumentClient;
};

/**
 * A town in memory with the real publisher: what it reads and writes costs nothing here, so that what remains is its own. Heads are
 * stored as in the register and opened each time.
 */
export const memoryTown = () => {
  const heads = new Map<string, StoredHead>();
  const pending = new Map<string, PendingChange>();
  const states = new Map<string, EntryState>();
  const written = new Map<string, number>();
  let head: Head | undefined;
  let now = toEpochMs(TODAY);
  const secret = newSigningKeySecret();
  const bucket = () => memoryBucket((path, bytes) => void written.set(path, bytes));

  const deps: PublisherDeps = {
    source: publicationSource({ client: registerClient(heads), table: 'register' }, PUBLISHED_SORTS),
    pending: {
      put: async (change) => void pending.set(change.recordId, change),
      all: async () => [...pending.values()],
      settle: async (handled) => {
        for (const { recordId } of handled) pending.delete(recordId);
      },
    },
    states: {
      get: async (ids) =>
        new Map(ids.flatMap((id) => [states.get(id) ?? []].flat().map((state) => [id, state] as const))),
      put: async (some) => {
        for (const state of some) states.set(state.recordId, state);
      },
      due: async (today) => [...states.values()].filter(({ due }) => due !== undefined && due.on <= today),
      pages: async function* () {
        yield [...states.values()];
      },
    },
    withdrawn: { put: async () => undefined, since: async () => [] },
    heads: {
      read: async () => head,
      commit: async (next) => {
        head = next;
        return true;
      },
      stamp: async (_, at) => at,
      projected: async () => {
        if (head) head = { ...head, state: 'projected' };
      },
    },
    leases: { take: async () => true, release: async () => undefined },
    disclosure: bucket(),
    staging: memoryBucket(() => undefined),
    codec: nodeCodec,
    columnsOf: csvColumns,
    presentation,
    findsIdentityNumber: (text) => findIdentityNumbers(text).length > 0,
    signer: async () => manifestSigner(secret),
    logSigner: async () => logSigner(secret),
    clock: {
      now: () => {
        now += 1;
        return toInstant(now);
      },
    },
    pause: async () => undefined,
    newRunId: () => randomText(16),
    tellEnded: async () => undefined,
    markFirstPublic: async () => undefined,
    log: formattingLog,
  };

  return {
    /** Notes heads as the register and the relay do. */
    change: (changed: readonly StoredHead[]) => {
      for (const stored of changed) {
        heads.set(stored.ref.recordSk, stored);
        pending.set(stored.ref.recordId, { ...stored.ref, version: stored.version });
      }
    },
    /** Publishes all that waits. */
    publish: () => publish(deps)({ Records: [{ body: JSON.stringify({ reason: 'manual', allowVolume: true }) }] }),
    /** Entries that the public copy holds. */
    entries: () => head?.entries ?? 0,
    /** Bytes of each file that was written since this was asked last, by path. */
    writtenFiles: () => {
      const files = new Map(written);
      written.clear();
      return files;
    },
  };
};
