import type { Initials } from './initials-pattern.ts';

/**
 * What names are found by: two characters of a name in a row (`g`), three initials in a row (`i`), and a whole name by
 * its hash (`w`).
 */
export type Family = 'g' | 'i' | 'w';

export const FAMILIES = ['g', 'i', 'w'] as const satisfies readonly Family[];

/** Characters of a gram; two initials would be too many names'. */
export const GRAM_LENGTH = { g: 2, i: 3 } as const;

/** The number of a text: FNV-1a (RFC 9923) of its UTF-8 bytes, 32 bits. */
export const numberOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/**
 * Files of postings, as bits of their number. Initials have some twelve thousand grams, many of them common: nearly a
 * file each, so that nobody reads another's postings. The others have many rare grams, some kilobytes in a file at a
 * million names.
 */
export const FILE_BITS = { g: 12, i: 14, w: 12 } as const satisfies Record<Family, number>;

/** The number of the file of a gram: the hash's 32 bits folded (RFC 9923). */
export const fileNumberOf = (gram: string, bits: number): number => {
  const hash = numberOf(gram);
  return (hash ^ (hash >>> bits) ^ (hash >>> (2 * bits))) & ((1 << bits) - 1);
};

/** The file of a family in which a gram's postings lie. `bits`: as another format has them. */
export const gramFile = (family: Family, gram: string, bits: number = FILE_BITS[family]): string =>
  `names/${family}/${hex(fileNumberOf(gram, bits), Math.ceil(bits / 4))}.json`;

const SURROGATE = /[\ud800-\udfff]/;

/** Runs of `length` characters of a text, each once. */
export const runsOf = (text: string, length: number): readonly string[] => {
  const found = new Set<string>();
  // Characters beyond the basic plane are rare, and taking a text apart is what costs.
  const characters = SURROGATE.test(text) ? [...text] : undefined;
  for (let at = 0; at + length <= (characters ?? text).length; at += 1)
    found.add(characters ? characters.slice(at, at + length).join('') : text.slice(at, at + length));
  return [...found];
};

/** The gram of a whole normalised name: eight hex digits of its hash. */
export const wholeGram = (normalised: string): string => hex(numberOf(normalised), 8);

/** Every way to read three characters in a row, each once. */
export const initialGrams = (initials: Initials): readonly string[] => {
  const found = new Set<string>();
  for (let at = 0; at + 2 < initials.length; at += 1) {
    const [first, second, third] = [initials[at] ?? '', initials[at + 1] ?? '', initials[at + 2] ?? ''];
    for (const a of first) for (const b of second) for (const c of third) found.add(a + b + c);
  }
  return [...found];
};
