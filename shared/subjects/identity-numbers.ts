import type { Failure } from '../kernel/failure.ts';
import { findIdentityNumbers } from './personal-data-in-text.ts';

/** A text that somebody wrote, and its place. */
export interface Text {
  readonly pointer: string;
  readonly text: string;
}

/** No identity number in free text: it could not be taken back from whoever was told (personal information protection law, article 6). */
export const identityNumbersIn = (texts: readonly Text[]): readonly Failure[] =>
  texts
    .filter(({ text }) => findIdentityNumbers(text).length > 0)
    .map(({ pointer }) => ({ kind: 'identity-number-in-text', pointer }));

/** The text with `…` in the place of each identity number, for what must repeat somebody's own words. */
export const withoutIdentityNumbers = (text: string): string =>
  findIdentityNumbers(text).reduceRight((left, { start, end }) => `${left.slice(0, start)}…${left.slice(end)}`, text);
