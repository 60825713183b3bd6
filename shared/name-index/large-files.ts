import { FILE_BITS } from './grams.ts';

/** A file of bigrams is large from so many characters on, some 5 KB to be read: a reader tries others first. */
const LARGE = 6_000;

/** Notes whether a file of bigrams is large now. */
export const noteSize = (large: Set<number>, path: string, text: string | undefined): void => {
  const number = /^names\/g\/([0-9a-f]+)\.json$/.exec(path)?.[1];
  if (number === undefined) return;
  if (text !== undefined && text.length >= LARGE) large.add(Number.parseInt(number, 16));
  else large.delete(Number.parseInt(number, 16));
};

const BYTES = 2 ** FILE_BITS.g / 8;

/** Base64 of a bit for each file of bigrams, the lowest bit of a byte first. */
export const largeText = (large: ReadonlySet<number>): string => {
  const bytes = new Uint8Array(BYTES);
  for (const number of large) bytes[number >> 3] = (bytes[number >> 3] ?? 0) | (1 << (number & 7));
  return btoa(String.fromCharCode(...bytes));
};

/** The numbers of the large files; none if the text is no such text: then a query reads more than it had to. */
export const readLarge = (text: unknown): ReadonlySet<number> => {
  const bytes =
    typeof text === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0 ? atob(text) : '';
  const large = new Set<number>();
  for (let number = 0; number < bytes.length * 8; number += 1)
    if ((bytes.charCodeAt(number >> 3) >> (number & 7)) & 1) large.add(number);
  return large;
};
