import type { Failure } from '../../../kernel/failure.ts';
import type { Label } from '../../../kernel/label.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { tooLarge, unreadableBook } from './limits.ts';
import { type ByteSource, type PackagePart, packedRange } from './package.ts';

/** What a part may unpack to, in bytes, and what it is called where it is more. */
export interface Bound {
  readonly limit: number;
  readonly what: Label;
}

/** The bytes of a part as they are unpacked, or why no more come. A failure is the last. */
export type Unpacked = AsyncGenerator<Result<Uint8Array, Failure>>;

/** A copy without a shared buffer, as streams of the platform want it. */
const owned = (chunk: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(chunk);

/**
 * Unpacks a part, never more of it than the bound. A claim beyond it is refused before a byte is read; a part that holds more than it claims, or is
 * damaged, is refused where that shows. Faults of the source are thrown as they are.
 */
export async function* unpacked(source: ByteSource, part: PackagePart, { limit, what }: Bound): Unpacked {
  // Sizes of four bytes that are all ones stand for larger ones elsewhere (ZIP64): beyond any limit here.
  if (part.claimed > limit || part.packed > limit) return yield fail(tooLarge(what, limit));
  const range = await packedRange(source, part);
  if (range === undefined) return yield fail(unreadableBook('damaged'));
  let fault: { readonly error: unknown } | undefined;
  async function* packed(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    try {
      for await (const chunk of source.read(range?.from ?? 0, range?.to ?? 0)) yield owned(chunk);
    } catch (error) {
      fault = { error };
      throw error;
    }
  }
  let size = 0;
  try {
    const bytes = part.deflated
      ? ReadableStream.from(packed()).pipeThrough(new DecompressionStream('deflate-raw'))
      : packed();
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > part.claimed) return yield fail(unreadableBook('damaged'));
      yield ok(chunk);
    }
  } catch {
    if (fault !== undefined) throw fault.error;
    return yield fail(unreadableBook('damaged'));
  }
  if (size < part.claimed) yield fail(unreadableBook('damaged'));
}
