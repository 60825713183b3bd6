import { fromBase64, toBase64 } from './bytes.ts';
import type { LogSigner } from './log-signer.ts';
import { HASH_BYTES } from './tiles.ts';

/** The head of a log: which log, how many leaves, and the hash of their tree. */
export interface TreeHead {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A signed note: its text, which ends in a line feed, and the lines of its signatures without theirs (C2SP signed-note). */
export interface Note {
  readonly text: string;
  readonly signatures: readonly string[];
}

/** The text of a checkpoint, which is what is signed (C2SP tlog-checkpoint). */
export const checkpointText = ({ origin, size, root }: TreeHead): string => `${origin}\n${size}\n${toBase64(root)}\n`;

/** A note as it is written. */
export const noteText = ({ text, signatures }: Note): string =>
  `${text}\n${signatures.map((line) => `${line}\n`).join('')}`;

/** Reads a note; undefined if it is none. */
export const parseNote = (note: string): Note | undefined => {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return undefined;
  const signatures = note.slice(end + 2, -1).split('\n');
  return signatures.every((line) => line.startsWith('— ')) ? { text: note.slice(0, end + 1), signatures } : undefined;
};

/** Reads a checkpoint's text; undefined if it is none. Further lines are allowed, and mean nothing here. */
export const parseCheckpoint = (text: string): TreeHead | undefined => {
  const [origin, digits, hash] = text.split('\n');
  const root = hash === undefined ? undefined : fromBase64(hash);
  if (!origin || digits === undefined || !/^(0|[1-9]\d{0,14})$/.test(digits)) return undefined;
  return root?.length === HASH_BYTES ? { origin, size: Number(digits), root } : undefined;
};

/** The size of a checkpoint that this signer signed; 0 for anything else. */
export const signedSize = (bytes: Uint8Array | undefined, signer: LogSigner): number => {
  const note = parseNote(new TextDecoder().decode(bytes));
  const head = note && parseCheckpoint(note.text);
  if (!note || !head) return 0;
  return signer.sign(head.origin, note.text).some((line) => note.signatures.includes(line)) ? head.size : 0;
};
