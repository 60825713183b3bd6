import { createHmac } from 'node:crypto';
import type { ReceiptView } from '../checks/check-view.ts';
import type { ManifestSigner } from '../disclosure/manifest.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { saltKey, sha256Hex } from './digests.ts';

/** What a receipt vouches for. The answers name no subject; subjects and position are digested with the salt, so that neither can be tried out. */
export interface Receipted
  extends Pick<ReceiptView, 'checkId' | 'department' | 'decisionType' | 'reference' | 'at' | 'editions'> {
  readonly answers: unknown;
  /** As they were sent. */
  readonly subjects: unknown;
  /** Digests of what was read on each subject, in their order. */
  readonly positions: readonly string[];
  /** 16 bytes, base64url. */
  readonly salt: string;
}

const keyedDigest = (salt: string, value: unknown): string =>
  createHmac('sha256', saltKey(salt)).update(canonicalJson(value), 'utf8').digest('hex');

/** Signs a receipt (docs/check-receipt.md): Ed25519 over canonical JSON; its `type` keeps it apart from all else that the key signs. */
export const checkReceipt = (
  { answers, subjects, positions, salt, ...named }: Receipted,
  signer: ManifestSigner,
): ReceiptView => {
  const { checkId, department, decisionType, reference, at, editions } = named;
  const unsigned = {
    type: 'check-receipt',
    format: 1,
    checkId,
    department,
    decisionType,
    reference,
    at,
    editions,
    position: keyedDigest(salt, positions),
    answersDigest: sha256Hex(canonicalJson(answers)),
    subjectsDigest: keyedDigest(salt, subjects),
  } as const;
  const value = signer.sign(canonicalJson(unsigned));
  return { ...unsigned, signature: { keyId: signer.keyId, algorithm: 'Ed25519', value } };
};
