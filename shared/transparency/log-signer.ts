/** What stands in place of a name where the log bears its own. */
export const NO_ORIGIN = 'own';

/** Signs checkpoints of the log: Ed25519, note signature type 0x01 (C2SP signed-note). */
export interface LogSigner {
  /** The name of a log that nobody named: it follows from its first key. */
  readonly ownOrigin: string;
  /** Verifier keys of the log under this name: those that sign first, then those that once did. */
  verifierKeys(origin: string): readonly string[];
  /** The signature lines of a note's text, one for each key that signs. */
  sign(origin: string, text: string): readonly string[];
}
