import { type Family, GRAM_LENGTH, initialGrams, runsOf, wholeGram } from './grams.ts';
import { parseInitials } from './initials-pattern.ts';
import { normaliseName } from './normalise.ts';
import type { NameRow } from './pages.ts';

/**
 * The grams of a row of a page in each family, each once. Those of its initials follow from what the page says, so
 * that they are found again when another dictionary reads the name otherwise.
 */
export const nameGrams = {
  g: ([, name]: NameRow) => runsOf(normaliseName(name), GRAM_LENGTH.g),
  i: ([, , initials]: NameRow) => initialGrams(parseInitials(initials)),
  w: ([, name]: NameRow) => [wholeGram(normaliseName(name))],
} as const satisfies Record<Family, (row: NameRow) => readonly string[]>;
