import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonical } from '../../../../site/verify.mjs';

interface Held {
  readonly report: unknown;
  readonly attestation: Readonly<Record<string, unknown>> & {
    readonly digest: string;
    readonly signature: { readonly keyId: string; readonly value: string };
  };
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
}

/** The prefix of an Ed25519 key in SPKI (RFC 8410), before its 32 bytes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** What does not hold of a report, by docs/credit-report.md alone: none of the program that issued it. */
export const flawsOfReport = async ({ report, attestation, keys }: Held): Promise<readonly string[]> => {
  const { signature, ...unsigned } = attestation;
  const key = keys.find(({ keyId }) => keyId === signature.keyId);
  if (key === undefined) return ['unknown key'];
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI, Buffer.from(key.publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  const isSigned = verify(null, Buffer.from(canonical(unsigned)), publicKey, Buffer.from(signature.value, 'base64'));
  const isContent = createHash('sha256').update(canonical(report)).digest('hex') === attestation.digest;
  return [...(isSigned ? [] : ['signature']), ...(isContent ? [] : ['content'])];
};
