import type { Witness } from '../transparency/witness.ts';
import { noteTypes, readVerifierKey } from './note-keys.ts';

/** What stands in place of witnesses where none are configured. */
export const NO_WITNESSES = 'none';

const STAMP_BYTES = 8;
const SIGNATURE_BYTES = 64;
const LATEST_STAMP = 2n ** 63n - 1n;

const isAllowed = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
};

const witnessOf = (text: string): Witness | undefined => {
  const [vkey = '', url = '', ...more] = text.trim().split(/\s+/);
  const key = readVerifierKey(vkey, noteTypes.cosignature);
  if (key === undefined || !isAllowed(url) || more.length > 0) return undefined;
  return {
    name: key.name,
    url,
    // C2SP tlog-cosignature, Ed25519: the time of the signature stands before it, and in what is signed.
    cosigned: (line, checkpoint) => {
      const bytes = key.signatureIn(line);
      if (bytes?.length !== STAMP_BYTES + SIGNATURE_BYTES) return false;
      const stamp = bytes.readBigUInt64BE();
      if (stamp === 0n || stamp > LATEST_STAMP) return false;
      return key.verifies(`cosignature/v1\ntime ${stamp}\n${checkpoint}`, bytes.subarray(STAMP_BYTES));
    },
  };
};

/**
 * Witnesses as they are configured: `<verifier key> <URL>`, separated by commas, over https (http on this machine). Undefined if one of
 * them cannot be read.
 */
export const readWitnesses = (text: string): readonly Witness[] | undefined => {
  if (text === NO_WITNESSES) return [];
  const witnesses = text.split(',').map(witnessOf);
  return witnesses.every((witness) => witness !== undefined) ? witnesses : undefined;
};
