/** A text as its numbers are searched, and where they stood in the original. */
export type ReadableText = {
  readonly text: string;
  /** The original range (UTF-16 offsets) of the characters from `start` to before `end`. */
  readonly range: (start: number, end: number) => { readonly start: number; readonly end: number };
};

/** Soft hyphen, joiners, fillers, zero-width and directional marks, variation selectors, byte order mark. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** Full-width forms become half-width, every space a space, every dash a hyphen; invisible characters are left out. */
export const readableText = (original: string): ReadableText => {
  const removed = [...original.matchAll(INVISIBLE)].flatMap(({ index, 0: { length } }) =>
    length === 1 ? [index] : [index, index + 1],
  );
  const place = (index: number): number => removed.reduce((at, gap) => (gap <= at ? at + 1 : at), index);
  return {
    text: original
      .replace(INVISIBLE, '')
      .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET))
      .replace(/\s/g, ' ')
      .replace(DASHES, '-'),
    range: (start, end) => ({ start: place(start), end: place(end - 1) + 1 }),
  };
};
