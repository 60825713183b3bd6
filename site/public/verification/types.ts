/**
 * What a reader's browser can prove of what it shows, without trusting who sent it: docs/disclosure-format.md, sections 6, 8 and 9.
 * `verifyEntry` is in ./verify-entry.ts, `verifyConsistency` in ./verify-consistency.ts, `rememberedCheckpoint` in ./note.ts.
 */

/** Reads a public file by its path (`latest.json`); undefined where there is none (404, or 403 where nothing may be listed). Throws if it cannot be asked. */
export type Read = (path: string) => Promise<Uint8Array | undefined>;

/** A public entry as look-up files hold it. */
export interface Entry {
  readonly publicId: string;
  readonly version: number;
  /** Base64url. */
  readonly salt: string;
  readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** The entry as it lies before the reader, or where to find it: by its id in the look-up file of its subject's code. */
export type Shown = { readonly entry: Entry } | { readonly publicId: string; readonly code: string };

export interface Around {
  readonly read: Read;
  /** Raw Ed25519 keys in base64 that the reader trusts to sign manifests, instead of those in keys.json. */
  readonly keys?: readonly string[];
  /** Verifier keys of the log (`name+hash+base64`) that the reader trusts, instead of those in keys.json. */
  readonly logKeys?: readonly string[];
  /** Verifier keys of witnesses that the reader trusts. Where none are named, the step is left out. */
  readonly witnesses?: readonly string[];
  /** A checkpoint that the reader saw before and kept (the text of `log/checkpoint`): the new one must only have added to it. */
  readonly remembered?: string;
}

/**
 * The links of the chain, in their order: the entry is found; its commitment follows from its content; that lies in the bucket of
 * members; this bucket under the node and the root of the version; the root in the manifest; the manifest's signature; the manifest is the
 * leaf of the log; the log's head (checkpoint) is signed; it only added to the one remembered; witnesses signed it.
 */
export type Link =
  | 'entry'
  | 'commitment'
  | 'members'
  | 'root'
  | 'signature'
  | 'leaf'
  | 'checkpoint'
  | 'consistency'
  | 'witnesses';

/**
 * `holds`: checked and right. `fails`: checked and wrong. `missing`: a file is not there or cannot be read as what it should be.
 * `unsupported`: this browser has no Ed25519. `skipped`: an earlier link did not hold.
 */
export type Outcome = 'holds' | 'fails' | 'missing' | 'unsupported' | 'skipped';

export interface Step {
  readonly link: Link;
  readonly outcome: Outcome;
  /** What was compared, for who wants to see it: digests, sizes, key names, paths. Never content of an entry. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface Proof {
  /**
   * `proven`: every link holds. `refuted`: one fails. `unproven`: something is missing or unsupported, so that nothing is said.
   * A copy in a cache may be up to a minute behind another file: `refuted` and `unproven` are to be tried again after a minute before they are shown as final.
   */
  readonly verdict: 'proven' | 'refuted' | 'unproven';
  readonly steps: readonly Step[];
  /** The version in which the entry was proven to lie, with what its signed manifest says of itself. */
  readonly version?: number;
  readonly publishedAt?: string;
  /** The text of the checkpoint under which it was proven: worth keeping (`remembered` of the next visit). */
  readonly checkpoint?: string;
}

export type VerifyEntry = (shown: Shown, around: Around) => Promise<Proof>;

/** Whether the log as it is now only added to an older checkpoint: steps `checkpoint`, `consistency` and, where keys are given, `witnesses`. */
export type VerifyConsistency = (
  older: string,
  around: Around,
) => Promise<Proof & { readonly sizes?: { readonly older: number; readonly newer: number } }>;
