import type { Failure } from '../../../kernel/failure.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { LIMITS, tooLarge, unreadableBook } from './limits.ts';

/** A file of which any range can be read: in a bucket, on a disk. */
export interface ByteSource {
  readonly size: number;
  /** Bytes from `from` up to, not including, `to`. */
  readonly read: (from: number, to: number) => AsyncIterable<Uint8Array>;
}

/** A part of a package (ZIP, APPNOTE 6.3.10), as its directory tells. */
export interface PackagePart {
  readonly name: string;
  readonly deflated: boolean;
  /** Bytes in the package, and what it claims to unpack to. */
  readonly packed: number;
  readonly claimed: number;
  /** Where its local header lies. */
  readonly at: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/** The bytes of a range; what is asked for must be small. */
export const bytesOf = async (source: ByteSource, from: number, to: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(to - from);
  let at = 0;
  for await (const chunk of source.read(from, to)) {
    const rest = chunk.subarray(0, bytes.length - at);
    bytes.set(rest, at);
    at += rest.length;
  }
  return bytes.subarray(0, at);
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface Directory {
  readonly from: number;
  readonly to: number;
}

/** Where the directory lies: before the record whose comment reaches exactly to the end of the file. */
const directoryIn = (tail: DataView, tailFrom: number): Directory | undefined => {
  const last = tail.byteLength - END_BYTES;
  for (let at = last; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_SIGNATURE || tail.getUint16(at + 20, true) !== last - at) continue;
    const to = tailFrom + at;
    return { from: to - tail.getUint32(at + 12, true), to };
  }
  return undefined;
};

const partsIn = (bytes: Uint8Array): Result<readonly PackagePart[], Failure> => {
  const view = viewOf(bytes);
  const text = new TextDecoder();
  const parts: PackagePart[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= bytes.length) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE) return fail(unreadableBook('damaged'));
    const method = view.getUint16(at + 10, true);
    const isEncrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0;
    if (isEncrypted || (method !== STORED && method !== DEFLATED)) return fail(unreadableBook('no-package'));
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    parts.push({
      name: text.decode(bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + name)).replace(/^\//, ''),
      deflated: method === DEFLATED,
      packed: view.getUint32(at + 20, true),
      claimed: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += ENTRY_BYTES + name + extra + comment;
    if (parts.length > LIMITS.parts) return fail(tooLarge({ zh: '部件数', en: 'parts' }, LIMITS.parts));
  }
  return ok(parts);
};

/** The parts of a package by their names: read from its directory alone, so that what they claim is known before anything is unpacked. */
export const packageParts = async (source: ByteSource): Promise<Result<ReadonlyMap<string, PackagePart>, Failure>> => {
  const tailFrom = Math.max(0, source.size - END_BYTES - LONGEST_COMMENT);
  const tail = await bytesOf(source, tailFrom, source.size);
  const directory = directoryIn(viewOf(tail), tailFrom);
  if (directory === undefined || directory.from < 0) return fail(unreadableBook('no-package'));
  const { from, to } = directory;
  if (to - from > LIMITS.directory)
    return fail(tooLarge({ zh: '目录字节', en: 'bytes of its directory' }, LIMITS.directory));
  const parts = partsIn(await bytesOf(source, from, to));
  return parts.ok ? ok(new Map(parts.value.map((part) => [part.name, part]))) : parts;
};

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;

/** Where the packed bytes of a part lie; undefined if there is no such part there. */
export const packedRange = async (source: ByteSource, { at, packed }: PackagePart): Promise<Directory | undefined> => {
  if (at + LOCAL_BYTES > source.size) return undefined;
  const head = viewOf(await bytesOf(source, at, at + LOCAL_BYTES));
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL_SIGNATURE) return undefined;
  const from = at + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  return from + packed <= source.size ? { from, to: from + packed } : undefined;
};
