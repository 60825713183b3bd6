import { compareBytes, concat, fromBase64, sha256, subtle, toHex, utf8 } from './bytes.ts';
import { Fault } from './fault.ts';
import type { Entry } from './types.ts';

const SALT_BYTES = 16;

/** The commitment of an entry, recomputed from its content (docs/disclosure-format.md, section 3): lower-case hex. */
export const commitmentOf = async ({ salt, fields }: Entry): Promise<string> => {
  const raw = fromBase64(salt);
  if (raw?.length !== SALT_BYTES) throw new Fault('fails', { where: 'salt' });
  const key = await subtle().importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const digests = await Promise.all(
    Object.entries(fields).map(async ([name, value]) => {
      const named = new Uint8Array(await subtle().sign('HMAC', key, utf8(name)));
      return sha256(named, utf8(JSON.stringify(value)));
    }),
  );
  return toHex(await sha256(concat(...digests.sort(compareBytes))));
};
