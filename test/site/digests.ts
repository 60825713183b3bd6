import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** The digests of docs/disclosure-format.md, for building publications in tests without the verifier's own code. */
export type Json = Record<string, unknown>;
export type Entry = { publicId: string; version: number; salt: string; fields: Json };

const secret = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'); // RFC 8032, test 1
const derPrefix = Buffer.from('302e020100300506032b657004220420', 'hex'); // PKCS #8 header of an Ed25519 key (RFC 8410)
const signingKey = createPrivateKey({ format: 'der', type: 'pkcs8', key: Buffer.concat([derPrefix, secret]) });
const { x = '' } = createPublicKey(signingKey).export({ format: 'jwk' });
export const publicKey = Buffer.from(x, 'base64url').toString('base64');

const sha = (data: string | Buffer) => createHash('sha256').update(data).digest();
export const shaHex = (data: string | Buffer): string => sha(data).toString('hex');
export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
};

export function signManifest(manifest: Json): Json {
  const value = sign(null, json(sorted(manifest)), signingKey).toString('base64');
  return { ...manifest, signature: { keyId: 'first', algorithm: 'Ed25519', value } };
}

export function commit({ salt, fields }: Entry): string {
  const digests = Object.entries(fields).map(([name, value]) => {
    const key = createHmac('sha256', Buffer.from(salt, 'base64url')).update(name).digest();
    return sha(Buffer.concat([key, json(value)])).toString('hex');
  });
  return shaHex(Buffer.from(digests.sort().join(''), 'hex'));
}

export function stateDigest(entries: Entry[]): string {
  const sums = Buffer.alloc(2048);
  for (const entry of entries) {
    const text = `${entry.publicId}:${entry.version}:${commit(entry)}`;
    const bytes = createHash('shake128', { outputLength: 2048 }).update(text).digest();
    for (let i = 0; i < 2048; i += 2) sums.writeUInt16LE((sums.readUInt16LE(i) + bytes.readUInt16LE(i)) & 0xffff, i);
  }
  return sums.toString('base64');
}

function isoWeek(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const days = (day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1;
  return `${day.getUTCFullYear()}-W${String(Math.ceil(days / 7)).padStart(2, '0')}`;
}

export function groupOf({ publicId, fields }: Entry): string {
  const until = fields['publicUntil'];
  return `${fields['kind']}/${typeof until === 'string' ? isoWeek(until) : 'open'}/${shaHex(publicId)[0]}`;
}

export const prefixOf = ({ fields }: Entry, length: number): string =>
  shaHex(String(fields['unifiedSocialCreditCode'])).slice(0, length);
