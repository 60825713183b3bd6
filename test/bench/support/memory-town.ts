import type { EntryState } from '../../../shared/disclosure/entry-state.ts';
import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import { isEntering } from '../../../shared/disclosure/pending-keys.ts';
import type { PendingChange } from '../../../shared/disclosure/pending-store.ts';
import { publisherOf } from './publisher-of.ts';
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

/**
 * A town in memory with the real publisher: what it reads and writes costs nothing here, so that what remains is its own. Heads are
 * stored as in the register and opened each time.
 */
export const memoryTown = () => {
  const heads = new Map<string, StoredHead>();
  const pending = new Map<string, PendingChange>();
  const states = new Map<string, EntryState>();
  const written = new Map<string, number>();
  const publisher = publisherOf({
    headItem: (sk) => heads.get(sk)?.item,
    pending: {
      put: async (change) => void pending.set(change.recordId, change),
      all: async () => [...pending.values()],
      changes: async function* () {
        yield [...pending.values()].filter(({ version }) => !isEntering(version));
      },
      entering: async function* (after) {
        const all = [...pending.values()].filter(({ version }) => isEntering(version));
        yield all.slice(all.findIndex(({ recordId }) => recordId === after?.recordId) + 1);
      },
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
    disclosure: memoryBucket((path, bytes) => void written.set(path, bytes)),
    staging: memoryBucket(() => undefined),
  });

  return {
    ...publisher,
    /** Notes heads as the register and the relay do. */
    change: (changed: readonly StoredHead[]) => {
      for (const stored of changed) {
        heads.set(stored.ref.recordSk, stored);
        pending.set(stored.ref.recordId, { ...stored.ref, version: stored.version });
      }
    },
    /** Bytes of each file that was written since this was asked last, by path. */
    writtenFiles: () => {
      const files = new Map(written);
      written.clear();
      return files;
    },
  };
};
