import { fromBase64, toBase64 } from '../transparency/bytes.ts';
import { signedSize } from '../transparency/checkpoint.ts';
import {
  type Edge,
  EMPTY_LOG,
  type GrowingLog,
  growingLog,
  type LogFile,
  readEdge,
} from '../transparency/growing-log.ts';
import { logEntry } from '../transparency/leaf.ts';
import type { LogSigner } from '../transparency/log-signer.ts';
import { CHECKPOINT, edgeTiles, partialsOf, TILE_WIDTH, widthOf } from '../transparency/tiles.ts';
import { type Draft, place } from './draft.ts';
import type { LogHead } from './head-store.ts';
import { listedManifests, type ManifestDigests, NotThere, readManifests } from './manifests-before.ts';

/** The version before, and how far its log had grown. */
export interface LogBefore {
  readonly version: number;
  readonly manifestSha256: string;
  readonly log?: LogHead | undefined;
}

/**
 * Lets the log grow by this version's manifest, and by those before it that it lacks: all of them where there was no log yet. Undefined if
 * neither the tiles that lie there nor the versions that are listed or lie there are what the log's head says: nothing is signed then that
 * does not only add to what was signed before, and the version goes out without.
 */
export const draftLog = async (
  draft: Draft,
  given: { readonly before: LogBefore | undefined; readonly manifestSha256: string; readonly signer: LogSigner },
): Promise<Omit<LogHead, 'origin'> | undefined> => {
  const { before } = given;
  const known = before?.log;
  if (signedSize(await draft.current(CHECKPOINT), given.signer) > (known?.size ?? 0)) {
    // The public saw more than the head knows, which was set back then: another history would be signed beside the first.
    draft.damaged(CHECKPOINT);
    return undefined;
  }
  const edge = known ? await edgeBefore(draft, known) : EMPTY_LOG;
  const attempts = [
    ...(edge ? [{ edge, manifests: listedManifests }] : []),
    { edge: EMPTY_LOG, manifests: listedManifests },
    { edge: EMPTY_LOG, manifests: readManifests },
  ];
  for (const { edge: start, manifests } of attempts) {
    const own: Draft = { ...draft, puts: new Map(), deletes: new Set() };
    const log = growingLog(draft.codec.digest, start);
    if (!(await catchUp(own, log, { before, manifests: manifests(draft, start.size + 1) }))) continue;
    await append(own, log, logEntry(draft.version, given.manifestSha256));
    for (const file of log.unfinished()) await lay(own, file);
    for (const [path, staged] of own.puts) draft.puts.set(path, staged);
    for (const path of replaced(known?.size ?? 0, log.size())) draft.deletes.add(path);
    return { size: log.size(), root: toBase64(log.root()) };
  }
  draft.damaged(CHECKPOINT);
  return undefined;
};

/** Undefined if it is not what the head says, or is to be written anew. */
const edgeBefore = async (draft: Draft, { size, root }: LogHead): Promise<Edge | undefined> => {
  const hash = fromBase64(root);
  if (draft.refresh.log || hash === undefined) return undefined;
  const edge = await readEdge(draft.codec.digest, { size, root: hash }, draft.current);
  if (edge === undefined) draft.damaged(CHECKPOINT);
  return edge;
};

/** Adds the versions that the log lacks, but for the draft's own. False if they are not what the heads say. */
const catchUp = async (
  draft: Draft,
  log: GrowingLog,
  { before, manifests }: { readonly before: LogBefore | undefined; readonly manifests: ManifestDigests },
): Promise<boolean> => {
  if (before === undefined || log.size() === before.version) return true;
  const known = before.log;
  const isAsKnown = () => known === undefined || log.size() !== known.size || toBase64(log.root()) === known.root;
  let last: string | undefined;
  try {
    for await (const sha256 of manifests) {
      await append(draft, log, logEntry(log.size() + 1, sha256));
      if (!isAsKnown()) return false;
      last = sha256;
    }
  } catch (error) {
    if (error instanceof NotThere) return false;
    throw error;
  }
  return last === before.manifestSha256;
};

/** The partial tiles of a tree that are full in a larger one: readers of an older checkpoint ask for the full one then. */
const replaced = (size: number, larger: number): readonly string[] =>
  edgeTiles(size)
    .filter((tile) => widthOf(larger, tile) === TILE_WIDTH)
    .flatMap(partialsOf);

const lay = (draft: Draft, { path, body }: LogFile) => place(draft, path, body);

const append = async (draft: Draft, log: GrowingLog, entry: Uint8Array): Promise<void> => {
  for (const file of log.append(entry).files) await lay(draft, file);
};
