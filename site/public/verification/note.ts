import { type Bytes, concat, fromBase64, isSignedBy, sameBytes, sha256, toHex, utf8 } from './bytes.ts';
import { Fault, mustBe } from './fault.ts';

/** A checkpoint of the log (C2SP tlog-checkpoint) as it was read; its signatures are not checked yet. */
export interface Checkpoint {
  /** What is signed. */
  readonly text: string;
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The lines of its signatures. */
  readonly lines: readonly string[];
}

export const CHECKPOINT = 'log/checkpoint';
const ROOT_BYTES = 32;

/** Reads a checkpoint; `missing` if it is none. */
export const checkpointOf = (note: string): Checkpoint => {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  const lines = note.slice(end + 2).split('\n');
  const isNote = end > 0 && lines.pop() === '' && lines.every((line) => line.startsWith('— '));
  if (!isNote || origin === '' || !/^(0|[1-9]\d{0,14})$/.test(size) || fromBase64(root)?.length !== ROOT_BYTES)
    throw new Fault('missing', { path: CHECKPOINT, expected: 'a checkpoint' });
  return { text, origin, size: Number(size), root, lines };
};

/** Kinds of signatures (C2SP signed-note). */
const LOG = 1;
const WITNESS = 4;
const KEY_ID_BYTES = 4;
const STAMP_BYTES = 8;

interface Key {
  readonly name: string;
  readonly id: Bytes;
  readonly raw: Bytes;
}

const keyOf = async (text: string, type: number): Promise<Key | undefined> => {
  const [, name = '', id, base64 = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text) ?? [];
  const typed = fromBase64(base64);
  if (typed?.[0] !== type) return undefined;
  const digest = await sha256(utf8(`${name}\n`), typed);
  const own = digest.slice(0, KEY_ID_BYTES);
  return toHex(own) === id ? { name, id: own, raw: typed.slice(1) } : undefined;
};

const signaturesBy = (key: Key, lines: readonly string[]): readonly Bytes[] =>
  lines.flatMap((line) => {
    const [, name, base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(base64);
    const isBy = name === key.name && bytes && sameBytes(bytes.slice(0, KEY_ID_BYTES), key.id);
    return isBy ? [bytes.slice(KEY_ID_BYTES)] : [];
  });

/** The names of those keys under which the log signed the checkpoint; fails if there are none, or if one signature is wrong. */
export const signedBy = async (
  { origin, text, lines }: Checkpoint,
  verifierKeys: readonly string[],
): Promise<string> => {
  const keys = (await Promise.all(verifierKeys.map((key) => keyOf(key, LOG)))).filter((key) => key?.name === origin);
  const ids: string[] = [];
  for (const key of keys) {
    if (key === undefined) continue;
    for (const signature of signaturesBy(key, lines)) {
      if (!(await isSignedBy(key.raw, utf8(text), signature))) throw new Fault('fails', { where: CHECKPOINT, origin });
      ids.push(toHex(key.id));
    }
  }
  if (ids.length === 0)
    throw new Fault('fails', { where: CHECKPOINT, origin, expected: 'a signature under a known key' });
  return ids.join(', ');
};

/** When each witness signed the checkpoint, as UTC; fails if one of them did not. */
export const witnessedBy = async (
  { text, lines }: Checkpoint,
  verifierKeys: readonly string[],
): Promise<Record<string, string>> => {
  const times: Record<string, string> = {};
  for (const given of verifierKeys) {
    const key = await keyOf(given, WITNESS);
    if (key === undefined) throw new Fault('missing', { expected: 'a verifier key of a witness' });
    for (const bytes of signaturesBy(key, lines)) {
      const stamp = new DataView(concat(bytes, new Uint8Array(STAMP_BYTES)).buffer).getBigUint64(0);
      const message = utf8(`cosignature/v1\ntime ${stamp}\n${text}`);
      mustBe('true', String(await isSignedBy(key.raw, message, bytes.slice(STAMP_BYTES))), key.name);
      times[key.name] = new Date(Number(stamp) * 1_000).toISOString();
    }
    if (times[key.name] === undefined) throw new Fault('fails', { where: CHECKPOINT, expected: key.name });
  }
  return times;
};
