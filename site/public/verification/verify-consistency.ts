import { checkHead, readCheckpoint } from './links.ts';
import { checkpointOf } from './note.ts';
import { chainOf } from './steps.ts';
import type { VerifyConsistency } from './types.ts';

/** Proves that the log as it is now only added to an older head of it: nothing that was published was taken back or rewritten unseen. */
export const verifyConsistency: VerifyConsistency = async (older, around) => {
  const chain = chainOf();
  try {
    const checkpoint = await readCheckpoint(around);
    await checkHead(chain, checkpoint, older, around);
    const proof = chain.proof();
    if (proof.verdict !== 'proven') return proof;
    const sizes = { older: checkpointOf(older).size, newer: checkpoint.size };
    return { ...proof, checkpoint: checkpoint.note, sizes };
  } catch (error) {
    // The checkpoint is not there, or none: nothing is said.
    await chain.take('checkpoint', () => Promise.reject(error));
    return chain.proof();
  }
};
