import type { Log } from '../kernel/log.ts';
import { fromBase64 } from '../transparency/bytes.ts';
import { checkpointText, noteText, parseNote } from '../transparency/checkpoint.ts';
import { consistencyProof, type ReadTile } from '../transparency/consistency.ts';
import type { LogSigner } from '../transparency/log-signer.ts';
import { CHECKPOINT, tilePath } from '../transparency/tiles.ts';
import { askWitness, type PostText, type Witness } from '../transparency/witness.ts';
import type { Codec } from './codec.ts';
import { servedAs } from './files.ts';
import type { Head } from './head-store.ts';
import type { Lease } from './lease.ts';
import { publisherMessages } from './messages.ts';
import type { Bucket } from './object-bucket.ts';

export interface CosignDeps {
  readonly disclosure: Bucket;
  readonly codec: Pick<Codec, 'digest'>;
  readonly log: Log;
  readonly logSigner: () => Promise<LogSigner>;
  readonly witnesses: readonly Witness[];
  readonly post: PostText;
}

/**
 * Asks the witnesses that have not signed the log's newest head yet, all at once, and adds what they signed to the checkpoint. It comes
 * after everything else and throws nothing: a witness that is down, slow or wrong is logged and asked again by the next run.
 */
export const cosign = async (deps: CosignDeps, { log: head }: Head, lease: Pick<Lease, 'hold'>): Promise<void> => {
  if (head === undefined || deps.witnesses.length === 0) return;
  try {
    const root = fromBase64(head.root) ?? new Uint8Array();
    const text = checkpointText({ ...head, root });
    const own = (await deps.logSigner()).sign(head.origin, text);
    const known = await linesOf(deps, text);
    const cosignatures = await Promise.all(
      deps.witnesses.map(async (witness) => {
        const before = known.find((line) => witness.cosigned(line, text));
        return before ?? ask(deps, witness, { text, note: noteText({ text, signatures: own }), size: head.size });
      }),
    );
    const found = cosignatures.filter((line) => line !== undefined);
    if (found.every((line) => known.includes(line))) return;
    await lease.hold();
    const note = new TextEncoder().encode(noteText({ text, signatures: [...own, ...found] }));
    await deps.disclosure.put(CHECKPOINT, note, servedAs(CHECKPOINT));
  } catch (error) {
    deps.log.warn(publisherMessages.notCosigned, { error });
  }
};

/** Signatures of the checkpoint that lies there, if it is this one. */
const linesOf = async ({ disclosure }: CosignDeps, text: string): Promise<readonly string[]> => {
  const note = parseNote(new TextDecoder().decode(await disclosure.get(CHECKPOINT)));
  return note?.text === text ? note.signatures : [];
};

const ask = async (
  { disclosure, codec, post, log }: CosignDeps,
  witness: Witness,
  given: { readonly text: string; readonly note: string; readonly size: number },
): Promise<string | undefined> => {
  const read: ReadTile = async (tile) => {
    const bytes = await disclosure.get(tilePath(tile));
    if (bytes === undefined) throw new Error(`there is no ${tilePath(tile)}`);
    return bytes;
  };
  const { size } = given;
  const proofFrom = (older: number) => consistencyProof(codec.digest, { older, size }, read);
  try {
    return await askWitness({ post, proofFrom }, witness, given);
  } catch (error) {
    log.warn(publisherMessages.notCosigned, { witness: witness.name, size, error });
    return undefined;
  }
};
