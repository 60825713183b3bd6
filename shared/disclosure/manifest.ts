import type { Instant } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';

/** A file that a manifest names. */
export interface ManifestFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Changes of a delta, parts of a bulk list. */
  readonly rows: number;
  readonly sha256: string;
}

/** `additions-held`: only what must leave was published. */
export type PublicationResult = 'complete' | 'additions-held';

/** A manifest without its signature: docs/disclosure-format.md, section 5. */
export interface UnsignedManifest {
  readonly version: number;
  readonly previous: { readonly version: number; readonly sha256: string } | null;
  readonly cutAt: Instant;
  readonly publishedAt: Instant;
  readonly result: PublicationResult;
  readonly changes: { readonly ADD: number; readonly MOD: number; readonly DEL: number };
  /** By kind. */
  readonly counts: Readonly<Record<string, number>>;
  readonly entries: number;
  /** Base64. */
  readonly stateDigest: string;
  readonly files: readonly ManifestFile[];
}

/** A public key with which manifests can be checked: raw 32 bytes in base64. */
export interface PublicKey {
  readonly keyId: string;
  readonly publicKey: string;
}

/** Signs manifests with Ed25519 (RFC 8032). */
export interface ManifestSigner {
  readonly keyId: string;
  /** All keys under which some manifest was signed, the current one first. */
  readonly keys: readonly PublicKey[];
  /** The signature of the text's UTF-8 bytes, base64. */
  sign(text: string): string;
}

const FORMAT = 1;

/** The text of a signed manifest. */
export const manifestText = (manifest: UnsignedManifest, signer: ManifestSigner): string => {
  const { version, previous, cutAt, publishedAt, result, changes, counts, entries, stateDigest, files } = manifest;
  const unsigned = {
    format: FORMAT,
    version,
    previous,
    cutAt,
    publishedAt,
    result,
    changes,
    counts,
    entries,
    stateDigest,
    files: files.map(({ path, mediaType, bytes, rows, sha256 }) => ({ path, mediaType, bytes, rows, sha256 })),
  };
  const value = signer.sign(canonicalJson(unsigned));
  return JSON.stringify({ ...unsigned, signature: { keyId: signer.keyId, algorithm: 'Ed25519', value } });
};

/** keys.json, with the verifier keys of the log. */
export const keysFile = ({ keys }: ManifestSigner, log: readonly string[]) => ({
  keys: keys.map(({ keyId, publicKey }) => ({ keyId, algorithm: 'Ed25519', publicKey })),
  log,
});
