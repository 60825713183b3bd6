import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Log } from '../kernel/log.ts';
import { tracedOf } from '../kernel/traced.ts';
import { MEMBERS } from '../transparency/members.ts';
import { LOG } from '../transparency/tiles.ts';
import type { EntryStateStore } from './entry-state-store.ts';
import { BULK, BY_SUBJECT, LISTS, NAMES, PARTS, paths, SUBJECTS, servedAs } from './files.ts';
import type { Head, HeadStore } from './head-store.ts';
import type { Lease } from './lease.ts';
import { publisherMessages } from './messages.ts';
import { later } from './next-head.ts';
import type { Bucket } from './object-bucket.ts';
import type { PendingStore } from './pending-store.ts';
import type { Plan } from './plan.ts';
import { type PutCheckpointDeps, putCheckpoint } from './put-checkpoint.ts';
import { readPack, type WorkshopDeps } from './workshop.ts';

export interface ProjectDeps extends WorkshopDeps, PutCheckpointDeps {
  readonly disclosure: Bucket;
  readonly heads: HeadStore;
  readonly states: EntryStateStore;
  readonly pending: PendingStore;
  readonly clock: { now(): Instant };
  readonly log: Log;
  /**
   * Tells whoever was told of a record that its publicity ended with its term. Told twice under one id, it is told
   * once.
   */
  tellEnded(recordId: string, version: number, endedOn: CalendarDate): Promise<void>;
  /** Notes when a record was public for the first time; the first note stays. */
  markFirstPublic(record: Plan['firsts'][number], at: Instant): Promise<void>;
}

/** Writes of S3 at a time: thousands of small files, each of which waits for S3 and not for us. */
const WRITES_AT_A_TIME = 32;
/** Limit of DeleteObjects. */
const DELETES_A_CALL = 1_000;
/** Items of the derived table and messages at a time. */
const NOTES_AT_A_TIME = 16;

/**
 * Look-up files, pages, lists and names first: they answer people. Then the parts and their list, so that the list never names what is not
 * there.
 */
const beforeDeletes = [
  (path: string) => path.startsWith(BY_SUBJECT),
  (path: string) => path.startsWith(SUBJECTS),
  (path: string) => path.startsWith(LISTS),
  (path: string) => path.startsWith(NAMES),
  (path: string) => path.startsWith(PARTS),
  (path: string) => path.startsWith(BULK),
];

/** The list of versions after the versions that it names. */
const isVersionList = (path: string): boolean => path.startsWith('versions');

/** Proofs hold no content: what newer ones replace goes when these lie there. */
const isProof = (path: string): boolean => path.startsWith(LOG) || path.startsWith(MEMBERS);

/** The list names them until a newer one lies there. */
const isPart = (path: string): boolean => path.startsWith(BULK);

/** No other file leads to it. */
const standsAlone = (path: string): boolean => !isProof(path) && !isPart(path);

/** Makes a committed version public. Every step may be repeated by any later run, and leaves the same. */
export const project = async (deps: ProjectDeps, head: Head, plan: Plan, lease: Pick<Lease, 'hold'>): Promise<Head> => {
  const put = putter(deps, plan, lease);
  const left = new Set(Object.keys(plan.puts));
  const putAll = async (which: (path: string) => boolean): Promise<void> => {
    const some = [...left].filter(which);
    await put(some);
    for (const path of some) left.delete(path);
  };
  // What is gone whole goes first: no file that cannot be written keeps it.
  await deleteAll(deps, lease, plan.deletes.filter(standsAlone));
  for (const which of beforeDeletes) await putAll(which);
  await deleteAll(deps, lease, plan.deletes.filter(isPart));
  await putAll((path) => !isVersionList(path));
  await putAll(isVersionList);
  const isProven = await putCheckpoint(deps, head, lease);
  // What a newer proof replaces is all there is while the newer one is not signed.
  if (isProven) await deleteAll(deps, lease, plan.deletes.filter(isProof));
  const projectedAt = head.projectedAt ?? later(deps.clock.now(), head.publishedAt);
  await putLatest(deps, { ...head, projectedAt }, lease);
  const at = await deps.heads.stamp(head, projectedAt);
  const heads = plan.handled.map(({ recordId: id, version }) => ({ id, version }));
  deps.log.info(publisherMessages.projected, {
    version: head.version,
    entries: head.entries,
    projectedAt: at,
    heads: tracedOf(heads),
  });
  const followed = await follow(deps, plan, at);
  // What could not be told, noted or signed is tried again by the next run; it keeps nobody's entry in the public copy
  // until then.
  const isDone = followed && isProven;
  if (isDone) await deps.heads.projected(head);
  return { ...head, state: isDone ? 'projected' : 'committed', projectedAt: at };
};

const deleteAll = async (
  { disclosure }: ProjectDeps,
  lease: Pick<Lease, 'hold'>,
  paths: readonly string[],
): Promise<void> => {
  for (const some of chunks(paths, DELETES_A_CALL)) {
    await lease.hold();
    await disclosure.delete(some);
  }
};

const putter = (deps: ProjectDeps, plan: Plan, lease: Pick<Lease, 'hold'>) => {
  const putOne = async (path: string, body: Uint8Array): Promise<void> => {
    await lease.hold();
    await deps.disclosure.put(path, body, servedAs(path));
  };
  const copy = async (path: string, key: string): Promise<void> => {
    const body = await deps.staging.get(key);
    if (body === undefined) throw new Error(`the staging bucket lost ${key}`);
    await putOne(path, body);
  };
  return async (some: readonly string[]): Promise<void> => {
    const staged = some.flatMap((path) => {
      const where = plan.puts[path];
      return where ? [{ path, ...where }] : [];
    });
    const single = staged.filter(({ packed }) => !packed);
    await concurrently(WRITES_AT_A_TIME, single, ({ path, key }) => copy(path, key));
    const packs = Map.groupBy(
      staged.filter(({ packed }) => packed),
      ({ key }) => key,
    );
    for (const [key, files] of packs) {
      const pack = await readPack(deps, key);
      await concurrently(WRITES_AT_A_TIME, files, ({ path }) => putOne(path, new TextEncoder().encode(pack[path])));
    }
  };
};

const putLatest = async ({ disclosure }: ProjectDeps, head: Head, lease: Pick<Lease, 'hold'>): Promise<void> => {
  const { version, manifestSha256: sha256, projectedAt } = head;
  const latest = { version, manifest: paths.manifest(version), sha256, projectedAt };
  await lease.hold();
  await disclosure.put(paths.latest, new TextEncoder().encode(JSON.stringify(latest)), servedAs(paths.latest));
};

/**
 * What must follow once the version can be read: notices of ends, first publications, and the publisher's own notes.
 * False if some of it failed.
 */
const follow = async (deps: ProjectDeps, plan: Plan, at: Instant): Promise<boolean> => {
  const failures: unknown[] = [];
  const trying = async (task: () => Promise<void>): Promise<void> => {
    try {
      await task();
    } catch (error) {
      failures.push(error);
    }
  };
  await concurrently(NOTES_AT_A_TIME, plan.ended, ({ recordId, version, endedOn }) =>
    trying(() => deps.tellEnded(recordId, version, endedOn)),
  );
  await concurrently(NOTES_AT_A_TIME, plan.firsts, (record) => trying(() => deps.markFirstPublic(record, at)));
  await deps.states.put(
    plan.states.map((state) => (state.published && !state.firstPublicAt ? { ...state, firstPublicAt: at } : state)),
  );
  await deps.pending.settle(plan.handled);
  if (failures.length > 0)
    deps.log.error(publisherMessages.followUpFailed, { failures: failures.length, error: failures[0] });
  return failures.length === 0;
};
