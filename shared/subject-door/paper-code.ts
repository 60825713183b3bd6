/** Letters and digits that are not taken for each other when they are read from paper (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes that make a code: 5 bits each, 110 altogether, so that nobody finds one by trying. */
export const PAPER_CODE_BYTES = 22;

/** A code as it is printed, of random bytes. */
export const paperCode = (random: Uint8Array): string =>
  [...random].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');

/** A code as somebody typed it from paper: in small letters, with O for 0, I or L for 1. */
export const asPrinted = (typed: string): string => typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
