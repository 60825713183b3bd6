import { commitmentOf } from './commitment.ts';
import { numberIn, textIn } from './json.ts';
import {
  checkHead,
  checkLeaf,
  checkManifest,
  climbMembers,
  findEntry,
  findMember,
  newestManifest,
  readCheckpoint,
} from './links.ts';
import { chainOf } from './steps.ts';
import { leafOf } from './tree.ts';
import type { VerifyEntry } from './types.ts';

/** Proves, link by link, that an entry belongs to the newest version, and this version to the log. */
export const verifyEntry: VerifyEntry = async (shown, around) => {
  const chain = chainOf();
  const entry = await chain.take('entry', () => findEntry(shown, around));
  const commitment = await chain.take('commitment', async () => {
    const found = entry && (await commitmentOf(entry));
    return { found: found ?? '', facts: { commitment: found ?? '' } };
  });
  const bucket = await chain.take('members', async () =>
    entry ? findMember(entry, commitment ?? '', around) : { found: '', facts: {} },
  );
  const newest = await chain.take('root', async () => {
    const found = await newestManifest(around);
    if (!entry) return { found, facts: {} };
    return { ...(await climbMembers(entry, bucket ?? '', found, around)), found };
  });
  await chain.take('signature', async () => (newest ? checkManifest(newest, around) : { found: false, facts: {} }));
  const checkpoint = await chain.take('leaf', async () => {
    const found = await readCheckpoint(around);
    if (!newest) return { found, facts: {} };
    const leaf = await leafOf(newest.version, newest.sha256);
    return { ...(await checkLeaf(leaf, newest.version, found, around)), found };
  });
  if (checkpoint) await checkHead(chain, checkpoint, around.remembered, around);
  else await chain.take('checkpoint', async () => ({ found: false, facts: {} }));
  const proof = chain.proof();
  if (proof.verdict !== 'proven' || !newest || !checkpoint) return proof;
  const publishedAt = textIn(newest.manifest, 'publishedAt');
  return { ...proof, version: numberIn(newest.manifest, 'version'), publishedAt, checkpoint: checkpoint.note };
};
