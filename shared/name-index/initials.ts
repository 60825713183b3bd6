import TABLE from './initials.json' with { type: 'json' };
import type { Initials } from './initials-pattern.ts';

const several = new Map(TABLE.several.split(' ').map((entry) => [entry.slice(0, 1), entry.slice(1)]));

const BLOCKS = [
  { first: 0x4e00, letters: TABLE.unified },
  { first: 0x3400, letters: TABLE.extensionA },
] as const;

const lettersOf = (character: string): string => {
  if (/^[a-z0-9]$/.test(character)) return character;
  const readings = several.get(character);
  if (readings !== undefined) return readings;
  // 〇 is a number to Unicode and a character to whoever writes 二〇二六.
  if (character === '〇') return 'l';
  const code = character.codePointAt(0) ?? 0;
  return BLOCKS.map(({ first, letters }) => letters.charAt(code - first))
    .join('')
    .replace('-', '');
};

/**
 * The initials of each character of a normalised name, in every reading that a dictionary knows: whoever searches
 * knows how it is read. Characters beyond the two blocks of the table have none.
 */
export const initialsOf = (normalised: string): Initials => Array.from(normalised, lettersOf);
