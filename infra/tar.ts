/** A file of an archive. */
export interface Archived {
  readonly path: string;
  readonly body: Uint8Array;
  readonly isExecutable: boolean;
}

const BLOCK = 512;
/** 1985-10-26, as npm dates what it packs: the same files give the same archive. */
const MODIFIED = 499_162_500;

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

const header = ({ path, body, isExecutable }: Archived): Uint8Array => {
  if (Buffer.byteLength(path) > 100) throw new Error(`${path} is too long for a header`);
  const block = Buffer.alloc(BLOCK);
  const put = (text: string, at: number): void => void block.write(text, at, 'utf8');
  put(path, 0);
  put(octal(isExecutable ? 0o755 : 0o644, 8), 100);
  put(octal(0, 8), 108);
  put(octal(0, 8), 116);
  put(octal(body.length, 12), 124);
  put(octal(MODIFIED, 12), 136);
  put(' '.repeat(8), 148);
  put('0', 156);
  put('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 7)} `, 148);
  return block;
};

const padded = (body: Uint8Array): Uint8Array => {
  const rest = body.length % BLOCK;
  return rest === 0 ? body : Buffer.concat([body, Buffer.alloc(BLOCK - rest)]);
};

/** A tar archive (POSIX.1-1988, ustar) of regular files, in the order given. */
export const tarOf = (files: readonly Archived[]): Uint8Array =>
  Buffer.concat([...files.flatMap((file) => [header(file), padded(file.body)]), Buffer.alloc(2 * BLOCK)]);
