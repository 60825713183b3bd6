import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

/** Characters that are handed to gzip at a time: a write for each line costs twice the CPU. */
const BLOCK = 1 << 16;

/** The lines of a gzip file of UTF-8, unpacked as they are asked for. Throws on a broken file. */
export async function* linesIn(bytes: Uint8Array): AsyncGenerator<string> {
  const unpacked = createGunzip();
  unpacked.end(bytes);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of unpacked) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new Error('the last line has no end');
}

async function* blocks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let block = '';
  for await (const line of lines) {
    block += `${line}\n`;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}

/** One gzip member of the lines, each with its end; only what is packed is kept in memory. */
export const packedLines = async (lines: AsyncIterable<string>): Promise<Uint8Array> => {
  const gzip = createGzip({ level: 6 });
  const [bytes] = await Promise.all([buffer(gzip), pipeline(Readable.from(blocks(lines)), gzip)]);
  return bytes;
};
