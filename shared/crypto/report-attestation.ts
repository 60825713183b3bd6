import type { ManifestSigner } from '../disclosure/manifest.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { ReportAttestation } from '../subject-door/attestation-view.ts';
import type { ReportContent } from '../subject-door/report-view.ts';
import { sha256Hex } from './digests.ts';

/** Digest of what a report says: SHA-256 of its canonical JSON, lower-case hex. */
export const reportDigest = (content: ReportContent): string => sha256Hex(canonicalJson(content));

/**
 * Vouches for a report (docs/credit-report.md): Ed25519 over canonical JSON of code, day and digest; whom it is about stands in none of them.
 * Its `type` keeps it apart from all else that the key signs.
 */
export const reportAttestation = (content: ReportContent, signer: ManifestSigner): ReportAttestation => {
  const { code, issuedOn } = content;
  const unsigned = { type: 'credit-report', format: 1, code, issuedOn, digest: reportDigest(content) } as const;
  const value = signer.sign(canonicalJson(unsigned));
  return { ...unsigned, signature: { keyId: signer.keyId, algorithm: 'Ed25519', value } };
};
