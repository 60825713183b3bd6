/** Most names: they are normalised as they are. */
const PLAIN = /^[\u4e00-\u9fff]*$/;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;

/**
 * A name or a query as the index of names compares it: compatibility forms taken apart (NFKD: full width becomes half
 * width), letters and digits alone, in lower case; no brackets, spaces, punctuation, accents, emoji or halves of a
 * surrogate pair. It works character by character, so that a part of a name is a part of the normalised name too.
 * docs/disclosure-format.md, section 11.
 */
export const normaliseName = (text: string): string =>
  PLAIN.test(text)
    ? text
    : [...text.normalize('NFKD')]
        .filter((character) => LETTER_OR_DIGIT.test(character))
        .map((character) => character.toLowerCase())
        .join('');
