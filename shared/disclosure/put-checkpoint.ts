import type { Log } from '../kernel/log.ts';
import { fromBase64 } from '../transparency/bytes.ts';
import { checkpointText, noteText, signedSize } from '../transparency/checkpoint.ts';
import type { LogSigner } from '../transparency/log-signer.ts';
import { CHECKPOINT } from '../transparency/tiles.ts';
import { servedAs } from './files.ts';
import type { Head } from './head-store.ts';
import type { Lease } from './lease.ts';
import { publisherMessages } from './messages.ts';
import type { Bucket } from './object-bucket.ts';

export interface PutCheckpointDeps {
  readonly disclosure: Bucket;
  readonly logSigner: () => Promise<LogSigner>;
  readonly log: Log;
}

/** Undefined if it cannot be read. */
const sizeThere = async ({ disclosure, log }: PutCheckpointDeps, signer: LogSigner): Promise<number | undefined> => {
  try {
    return signedSize(await disclosure.get(CHECKPOINT), signer);
  } catch (error) {
    log.error(publisherMessages.fileDamaged, { path: CHECKPOINT, error });
    return undefined;
  }
};

/**
 * Signs what the committed head says of the log, and nothing else: no two heads of one size are ever signed, whatever runs prepared.
 * After the tiles that it stands for, and before readers are sent to the version. False if it is not known what was signed before: then
 * nothing is signed beside it, and the version goes out without until a later run can read it.
 */
export const putCheckpoint = async (
  deps: PutCheckpointDeps,
  { log }: Head,
  lease: Pick<Lease, 'hold'>,
): Promise<boolean> => {
  if (log === undefined) return true;
  const root = fromBase64(log.root);
  if (root === undefined) throw new Error('the head holds no hash of a tree');
  const signer = await deps.logSigner();
  const size = await sizeThere(deps, signer);
  if (size === undefined) return false;
  // A larger one that we signed is never taken back: the head was set back, and the draft has said so.
  if (size > log.size) return true;
  const text = checkpointText({ ...log, root });
  const note = noteText({ text, signatures: signer.sign(log.origin, text) });
  await lease.hold();
  await deps.disclosure.put(CHECKPOINT, new TextEncoder().encode(note), servedAs(CHECKPOINT));
  return true;
};
