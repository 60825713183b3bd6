import type { Failure } from '../../../kernel/failure.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { columnNumber } from './column-number.ts';
import { LIMITS, tooLarge, unreadableBook } from './limits.ts';
import type { Unpacked } from './unpack.ts';

/** Cells that are shown as one: rows from 1, columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const END_OF_ROWS = new TextEncoder().encode('sheetData>');
/** What may stand before it in its tag: `</`, and a prefix. */
const BEFORE = 32;
const OPENS = '<'.charCodeAt(0);
const CLOSES = '/'.charCodeAt(0);

const isClosing = (bytes: Uint8Array, at: number): boolean => {
  const tag = bytes.subarray(Math.max(0, at - BEFORE), at).lastIndexOf(OPENS);
  return tag >= 0 && bytes[Math.max(0, at - BEFORE) + tag + 1] === CLOSES;
};

/** Where the rows end in bytes; -1 if not there. */
const endOfRows = (bytes: Uint8Array): number => {
  const first = END_OF_ROWS[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (END_OF_ROWS.every((byte, offset) => bytes[at + offset] === byte) && isClosing(bytes, at)) return at;
  return -1;
};

const appended = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

const MERGE =
  /<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref\s{0,9}=\s{0,9}["']([A-Za-z]{1,3})(\d{1,7})(?::([A-Za-z]{1,3})(\d{1,7}))?["']/g;

const mergesIn = (text: string): readonly Merge[] =>
  [...text.matchAll(MERGE)].map(([, left = '', top = '', right = left, bottom = top]) => ({
    top: Number(top),
    bottom: Number(bottom),
    left: columnNumber(left) ?? 0,
    right: columnNumber(right) ?? 0,
  }));

/**
 * The merged cells of a sheet. They stand behind its rows, so it is unpacked once for them alone: what stands before the end of the rows is let go as
 * it comes.
 */
export const mergesOf = async (chunks: Unpacked): Promise<Result<readonly Merge[], Failure>> => {
  let tail: Uint8Array = new Uint8Array();
  let isBehind = false;
  for await (const chunk of chunks) {
    if (!chunk.ok) return chunk;
    const bytes = appended(tail, chunk.value);
    const end: number = isBehind ? 0 : endOfRows(bytes);
    isBehind ||= end >= 0;
    tail = isBehind ? bytes.slice(end) : bytes.slice(-BEFORE - END_OF_ROWS.length);
    if (tail.length > LIMITS.small) return fail(unreadableBook('damaged'));
  }
  if (!isBehind) return ok([]);
  const merges = mergesIn(new TextDecoder().decode(tail));
  if (merges.length > LIMITS.merges) return fail(tooLarge({ zh: '合并区域', en: 'merged cells' }, LIMITS.merges));
  return ok(merges);
};
