import { fromBase64, isSignedBy, sha256Hex, utf8 } from './bytes.ts';
import { Fault, mustBe } from './fault.ts';
import { canonical, type Json, jsonOf, listIn, member, numberIn, textIn } from './json.ts';
import { CHECKPOINT, type Checkpoint, checkpointOf, signedBy, witnessedBy } from './note.ts';
import { type Chain, needed } from './steps.ts';
import { treeOf } from './tree.ts';
import type { Around, Entry, Shown } from './types.ts';

const isValue = (value: Json): value is string | number | boolean | readonly string[] =>
  Array.isArray(value)
    ? value.every((item) => typeof item === 'string')
    : ['string', 'number', 'boolean'].includes(typeof value);

const entryIn = (value: Json): Entry | undefined => {
  const fields = member(value, 'fields');
  if (typeof fields !== 'object' || fields === null) return undefined;
  const read: Record<string, string | number | boolean | readonly string[]> = {};
  for (const [name, one] of Object.entries(fields)) {
    if (!isValue(one)) return undefined;
    read[name] = one;
  }
  const [publicId, salt] = [textIn(value, 'publicId'), textIn(value, 'salt')];
  return { publicId, version: numberIn(value, 'version'), salt, fields: read };
};

/** The entry as it lies in its subject's look-up file. */
export const findEntry = async (shown: Shown, { read }: Around) => {
  if ('entry' in shown) return { found: shown.entry, facts: { publicId: shown.entry.publicId } };
  const rules = jsonOf(await needed(read, 'lookup.json'), 'lookup.json');
  const path = `by-subject/${(await sha256Hex(utf8(shown.code))).slice(0, numberIn(rules, 'prefixLength'))}.json`;
  const entries = listIn(jsonOf(await needed(read, path), path), 'entries');
  const found = entries.map(entryIn).find((entry) => entry?.publicId === shown.publicId);
  if (found === undefined) throw new Fault('missing', { path, publicId: shown.publicId });
  return { found, facts: { path, publicId: shown.publicId } };
};

/** The newest manifest, as `latest.json` names it. */
export const newestManifest = async ({ read }: Around) => {
  const latest = jsonOf(await needed(read, 'latest.json'), 'latest.json');
  const version = numberIn(latest, 'version');
  const path = `v/${version}/manifest.json`;
  const bytes = await needed(read, path);
  return {
    version,
    path,
    sha256: await sha256Hex(bytes),
    manifest: jsonOf(bytes, path),
    named: textIn(latest, 'sha256'),
  };
};
export type Newest = Awaited<ReturnType<typeof newestManifest>>;

const places = (idDigest: string) => {
  const [node, bucket] = [idDigest.slice(0, 2), idDigest.slice(2, 3)];
  return { node, bucket, nodePath: `members/${node}/index.json`, bucketPath: `members/${node}/${bucket}.json` };
};

/** The bucket in which the entry must lie, with it. */
export const findMember = async ({ publicId, version }: Entry, commitment: string, { read }: Around) => {
  const { bucketPath } = places(await sha256Hex(utf8(publicId)));
  const bytes = await needed(read, bucketPath);
  const element = `${publicId}:${version}:${commitment}`;
  const member = listIn(jsonOf(bytes, bucketPath), 'members').find((one) => String(one).startsWith(`${publicId}:`));
  mustBe(element, String(member ?? 'nothing'), bucketPath);
  return { found: await sha256Hex(bytes), facts: { path: bucketPath, element } };
};

/** The bucket under the node, the node under the root, the root in the manifest. */
export const climbMembers = async (entry: Entry, bucketSha256: string, newest: Newest, { read }: Around) => {
  const { node, bucket, nodePath } = places(await sha256Hex(utf8(entry.publicId)));
  const rootPath = `members/${newest.version}.json`;
  const [nodeBytes, rootBytes] = [await needed(read, nodePath), await needed(read, rootPath)];
  const digests = listIn(jsonOf(nodeBytes, nodePath), 'buckets');
  mustBe(String(digests[Number.parseInt(bucket, 16)]), bucketSha256, nodePath);
  const nodes = listIn(jsonOf(rootBytes, rootPath), 'nodes');
  mustBe(String(nodes[Number.parseInt(node, 16)]), await sha256Hex(nodeBytes), rootPath);
  const listed = listIn(newest.manifest, 'files').find((file) => textIn(file, 'path') === rootPath);
  if (listed === undefined) throw new Fault('missing', { path: newest.path, expected: rootPath });
  const sha256 = await sha256Hex(rootBytes);
  mustBe(textIn(listed, 'sha256'), sha256, newest.path);
  return { found: true, facts: { path: rootPath, sha256 } };
};

const keyList = async ({ read }: Around): Promise<Json> => jsonOf(await needed(read, 'keys.json'), 'keys.json');

/** The manifest's signature, and that it is the one that `latest.json` names. */
export const checkManifest = async ({ version, path, sha256, manifest, named }: Newest, around: Around) => {
  mustBe(named, sha256, path);
  mustBe(version, numberIn(manifest, 'version'), path);
  const signature = member(manifest, 'signature');
  const keyId = textIn(signature, 'keyId');
  const listed = async () =>
    listIn(await keyList(around), 'keys')
      .filter((key) => textIn(key, 'keyId') === keyId)
      .map((key) => textIn(key, 'publicKey'));
  const value = fromBase64(textIn(signature, 'value')) ?? new Uint8Array();
  const unsigned = Object.entries(typeof manifest === 'object' ? (manifest ?? {}) : {}).filter(
    ([name]) => name !== 'signature',
  );
  const message = utf8(canonical(Object.fromEntries(unsigned)));
  for (const key of around.keys ?? (await listed())) {
    const raw = fromBase64(key);
    if (raw && (await isSignedBy(raw, message, value))) return { found: true, facts: { path, keyId, sha256 } };
  }
  throw new Fault('fails', { where: path, expected: 'a signature under a known key', found: keyId });
};

/** The log's newest head. */
export const readCheckpoint = async ({ read }: Around) => {
  const note = new TextDecoder().decode(await needed(read, CHECKPOINT));
  return { ...checkpointOf(note), note };
};
export type NewestCheckpoint = Awaited<ReturnType<typeof readCheckpoint>>;

/** The manifest is the leaf of its version under the log's head, and the last one: a version that the log has gone beyond may show what has left since. */
export const checkLeaf = async (leaf: Uint8Array, version: number, { size, root }: Checkpoint, { read }: Around) => {
  if (size < version) throw new Fault('fails', { where: CHECKPOINT, expected: version, found: size });
  mustBe(root, await treeOf(size, read).rootWith(leaf, version - 1), CHECKPOINT);
  // As a rule a cache is behind, which accuses nobody.
  if (size > version) throw new Fault('missing', { path: 'latest.json', expected: size, found: version });
  return { found: true, facts: { leaf: version - 1, size, root } };
};

/** The head is signed by the log; it only added to an older one; witnesses signed it. */
export const checkHead = async (chain: Chain, checkpoint: Checkpoint, older: string | undefined, around: Around) => {
  const logKeys = async () => around.logKeys ?? listIn(await keyList(around), 'log').map(String);
  const { origin, size, root } = checkpoint;
  await chain.take('checkpoint', async () => {
    const keyIds = await signedBy(checkpoint, await logKeys());
    return { found: true, facts: { origin, size, root, keyIds } };
  });
  if (older !== undefined) {
    await chain.take('consistency', async () => {
      const before = checkpointOf(older);
      mustBe(before.origin, origin, CHECKPOINT);
      await signedBy(before, await logKeys());
      if (before.size > size) throw new Fault('fails', { where: CHECKPOINT, expected: before.size, found: size });
      const roots = await treeOf(size, around.read).rootsFrom(before.size);
      mustBe(root, roots.newer, CHECKPOINT);
      mustBe(before.root, roots.older, CHECKPOINT);
      return { found: true, facts: { older: before.size, newer: size } };
    });
  }
  const { witnesses = [] } = around;
  if (witnesses.length > 0) {
    await chain.take('witnesses', async () => ({ found: true, facts: await witnessedBy(checkpoint, witnesses) }));
  }
};
