import { toBase64 } from './bytes.ts';

/** Somebody who keeps the newest head of the log that it saw, and signs one that only adds to it (C2SP tlog-witness). */
export interface Witness {
  readonly name: string;
  /** Where checkpoints are sent to: without `/add-checkpoint`. */
  readonly url: string;
  /** Whether a signature line is its cosignature of this checkpoint's text. */
  cosigned(line: string, text: string): boolean;
}

/** A text that was answered, at most some KB of it. Throws where nobody answers in time. */
export type PostText = (url: string, body: string) => Promise<{ readonly status: number; readonly text: string }>;

/** A checkpoint that witnesses are asked to sign. */
export interface Witnessed {
  readonly text: string;
  /** The note with the log's own signatures. */
  readonly note: string;
  readonly size: number;
}

export interface AskDeps {
  readonly post: PostText;
  /** The proof that the log only grew since it was of this size. */
  readonly proofFrom: (older: number) => Promise<readonly Uint8Array[]>;
}

const OK = 200;
const CONFLICT = 409;

const requestOf = async ({ proofFrom }: AskDeps, { note }: Witnessed, older: number): Promise<string> => {
  const proof = (await proofFrom(older)).map((hash) => `${toBase64(hash)}\n`).join('');
  return `old ${older}\n${proof}\n${note}`;
};

/**
 * Asks one witness; answers its cosignature. It is asked again, once, from the size that it says it knows. Throws where it signs nothing
 * that is right: what it says otherwise is not believed.
 */
export const askWitness = async (deps: AskDeps, witness: Witness, given: Witnessed): Promise<string> => {
  const url = `${witness.url.replace(/\/$/, '')}/add-checkpoint`;
  const send = async (older: number) => deps.post(url, await requestOf(deps, given, older));
  // Most times it knows the version before.
  let answer = await send(given.size - 1);
  if (answer.status === CONFLICT) {
    const known = /^(0|[1-9]\d{0,14})\n?$/.exec(answer.text)?.[1];
    if (known === undefined || Number(known) > given.size)
      throw new Error('it says that it knows a log that is not ours');
    answer = await send(Number(known));
  }
  if (answer.status !== OK) throw new Error(`it answered ${answer.status}`);
  const line = answer.text.split('\n').find((one) => witness.cosigned(one, given.text));
  if (line === undefined) throw new Error('what it answered is not its cosignature');
  return line;
};
