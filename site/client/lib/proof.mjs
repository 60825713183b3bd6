import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { demand, Refused } from './problems.mjs';

const LARGEST_FILE = 1 << 29; // 512 MB unpacked: no file of a publication is larger

export const sha256Hex = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** RFC 8785 for what the format knows: null, booleans, integers, strings, arrays, objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const member = (name) => `${JSON.stringify(name)}:${canonical(value[name])}`;
  return `{${Object.keys(value).sort().map(member).join(',')}}`;
}

/** The commitment of an entry: it stands for its content in deltas (disclosure format, section 3). */
export function commitmentOf({ salt, fields }) {
  const key = Buffer.from(salt, 'base64url');
  const digests = Object.entries(fields).map(([name, value]) => {
    const named = createHmac('sha256', key).update(name, 'utf8').digest();
    return createHash('sha256').update(named).update(canonical(value)).digest();
  });
  return sha256Hex(Buffer.concat(digests.sort(Buffer.compare)));
}

function keyOf(raw) {
  const x = Buffer.from(raw, 'base64').toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}

/** Whether some of the keys (raw 32 bytes in base64) signed the manifest. */
export function isSigned({ signature, ...manifest }, keys) {
  const bytes = Buffer.from(canonical(manifest), 'utf8');
  const value = Buffer.from(signature?.value ?? '', 'base64');
  return keys.some((raw) => verify(null, bytes, keyOf(raw), value));
}

export function jsonOf(bytes, path) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refused(`${path} 不是 JSON / is no JSON`);
  }
}

/** The lines of a gzip file, parsed. */
export function rowsOf(bytes, path) {
  let text;
  try {
    text = gunzipSync(bytes, { maxOutputLength: LARGEST_FILE }).toString('utf8');
  } catch {
    throw new Refused(`${path} 不是 gzip 文件 / is no gzip file`);
  }
  return linesOf(text).map((line) => jsonOf(Buffer.from(line), path));
}

/** The lines of a text whose every line has an end. */
export const linesOf = (text) => text.split('\n').slice(0, -1);

/** Refuses what is no entry: it would be kept under a name, and for a time, that it gives itself. */
export function checkEntry(entry, path) {
  const { publicId, version, salt, fields } = entry ?? {};
  const isId = (value) => typeof value === 'string' && /^[\w-]{22}$/.test(value);
  const { publicUntil } = fields ?? {};
  const isDated = publicUntil === undefined || /^\d{4}-\d\d-\d\d$/.test(publicUntil);
  const isObject = typeof fields === 'object' && fields !== null;
  const holds = isId(publicId) && isId(salt) && Number.isSafeInteger(version) && isObject && isDated;
  demand(holds, `${path} 中有一行不是条目 / has a line that is no entry`);
  return entry;
}
