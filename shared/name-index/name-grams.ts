import { type Family, GRAM_LENGTH, initialGrams, runsOf, wholeGram } from './grams.ts';
import { initialsOf } from './initials.ts';

/** The grams of a normalised name in each family, each once. */
export const nameGrams = {
  g: (normalised: string) => runsOf(normalised, GRAM_LENGTH.g),
  i: (normalised: string) => initialGrams(initialsOf(normalised)),
  w: (normalised: string) => [wholeGram(normalised)],
} as const satisfies Record<Family, (normalised: string) => readonly string[]>;
