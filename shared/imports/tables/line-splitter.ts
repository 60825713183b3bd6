import type { Chunks, Delimiter } from './table.ts';

/** A row in bytes. */
export interface RawRow {
  /** Without its line end. */
  readonly bytes: Uint8Array;
  /** Whether a quote stands in it: otherwise its cells are simply what lies between delimiters. */
  readonly quoted: boolean;
  /** A quote was opened and not closed as one is, within any length that a row may have; or the row is longer than that. */
  readonly broken: boolean;
  /** Whether a line end follows: missing at the end of a file that was cut off, and of many that were not. */
  readonly ended: boolean;
  /** Bytes that the row takes, with its line end. */
  readonly length: number;
}

/** How rows are told apart. */
export interface Splitting {
  readonly lineEnd: 10 | 13;
  /** Without a delimiter (NDJSON) a quote means nothing here. */
  readonly delimiter?: Delimiter | undefined;
}

/**
 * The longest row, in bytes. The longest lawful one, every cell of a penalty filled to its limit, has some 70 KB in UTF-8, and 140 KB in JSON that escapes
 * every character. It bounds what a quote may swallow that is opened and never closed.
 */
export const LONGEST_ROW = 262_144;
/** Small chunks are gathered to so many bytes, so that a row is not looked through once for each of them. */
const GATHERED = 65_536;

const QUOTE = 0x22;
const SPACE = 0x20;
const CARRIAGE_RETURN = 13;
const UNENDED = -1;
const OPEN = -2;

/** The quote that closes the cell opened at `from`; -1 if these bytes do not hold it. */
const closing = (bytes: Uint8Array, from: number): number => {
  let at = bytes.indexOf(QUOTE, from + 1);
  while (at >= 0 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
  return at;
};

/**
 * Where the row at the start of these bytes ends if quotes are respected. A quote opens only at the start of a cell (RFC 4180): elsewhere it is
 * a character. What closes it is followed by the end of the cell: otherwise it was opened by mistake, and met the quote of another row.
 * In UTF-8 and GB18030 none of the bytes looked for is part of another character.
 */
const quotedEnd = (bytes: Uint8Array, lineEnd: number, delimiter: number): number => {
  let cell: 'starts' | 'goes on' | 'is closed' = 'starts';
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === lineEnd) return at;
    if (byte === delimiter) cell = 'starts';
    else if (cell === 'starts' && byte === QUOTE) {
      at = closing(bytes, at);
      if (at < 0) return OPEN;
      cell = 'is closed';
    } else if (cell === 'is closed' && byte !== SPACE && byte !== CARRIAGE_RETURN) return OPEN;
    else if (cell === 'starts') cell = 'goes on';
  }
  return UNENDED;
};

/** Chunks of at least `GATHERED` bytes, but for the last. */
async function* gathered(chunks: Chunks): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    if (size < GATHERED) continue;
    yield joined(parts, size);
    parts = [];
    size = 0;
  }
  if (size > 0) yield joined(parts, size);
}

const joined = (parts: readonly Uint8Array[], size: number): Uint8Array => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** The row at the start of `window`: undefined if more bytes are needed to tell. `final`: there are none after these. */
const firstRow = (
  window: Uint8Array,
  { lineEnd, delimiter }: Splitting,
  nextQuote: number,
  final: boolean,
): RawRow | undefined => {
  const line = window.indexOf(lineEnd);
  const quoted = delimiter !== undefined && nextQuote >= 0 && (line < 0 || nextQuote < line);
  const end = quoted ? quotedEnd(window, lineEnd, delimiter.charCodeAt(0)) : line;
  const isFull = window.length >= LONGEST_ROW;
  if (end < 0 && !isFull && !final) return undefined;
  const broken = end === OPEN || (end < 0 && isFull);
  // An open quote is taken back: the row ends with its line, and the rows after it are read as if it were not.
  const stop = end === OPEN ? line : end;
  if (stop < 0) return { bytes: window, quoted, broken, ended: false, length: window.length };
  const cut = lineEnd !== CARRIAGE_RETURN && window[stop - 1] === CARRIAGE_RETURN ? stop - 1 : stop;
  return { bytes: window.subarray(0, cut), quoted, broken, ended: true, length: stop + 1 };
};

/**
 * Splits bytes into rows, blank ones too. The same bytes give the same rows however they are cut into chunks, and a part that begins and ends at
 * rows gives the rows that the whole gives there. Holds a row and a chunk at a time.
 */
export async function* splitRows(chunks: Chunks, splitting: Splitting): AsyncGenerator<readonly RawRow[]> {
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of gathered(chunks)) {
    const bytes = rest.length === 0 ? chunk : joined([rest, chunk], rest.length + chunk.length);
    const rows = [...rowsIn(bytes, splitting, false)];
    rest = bytes.subarray(rows.reduce((sum, { length }) => sum + length, 0));
    if (rows.length > 0) yield rows;
  }
  if (rest.length > 0) yield [...rowsIn(rest, splitting, true)];
}

/** The rows of bytes that begin at one; `final`: none come after these. */
export function* rowsIn(bytes: Uint8Array, splitting: Splitting, final: boolean): Generator<RawRow> {
  let at = 0;
  let quote = bytes.indexOf(QUOTE);
  while (at < bytes.length) {
    if (quote >= 0 && quote < at) quote = bytes.indexOf(QUOTE, at);
    const row = firstRow(bytes.subarray(at, at + LONGEST_ROW), splitting, quote < 0 ? quote : quote - at, final);
    if (row === undefined) return;
    yield row;
    at += row.length;
  }
}

/** What may stand in a blank row: space, tab, carriage return, comma, semicolon, quote. */
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x2c, 0x3b, QUOTE]);

/** Whether nothing stands in a row: a blank one, or one of empty cells. */
export const isBlank = ({ bytes }: RawRow): boolean => bytes.every((byte) => BLANK.has(byte));
