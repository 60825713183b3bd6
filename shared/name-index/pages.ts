import type { IndexKey } from './postings.ts';

/** A name of an organisation as a page has it: code, name, initials; and the first day on which none of its entries is public any more, if that is known. */
export type NameRow =
  | readonly [code: string, name: string, initials: string]
  | readonly [code: string, name: string, initials: string, until: string];

/** 16,384 pages of names: at a million names one holds some 60 of them, 2 KB. */
export const PAGES = 2 ** 14;
const KEY_BITS = 24;

/** Where they lie. */
export const PAGE_FILES = 'names/p/';

const pathOf = (number: number): string => `${PAGE_FILES}${number.toString(16).padStart(4, '0')}.json`;

/** The page on which the names of a key lie: its first 14 bits. */
export const pageOf = (key: IndexKey): string => pathOf(Math.floor(key / (2 ** KEY_BITS / PAGES)));

/** A page by its number, counted on from the last to the first. */
export const pageAt = (number: number): string => pathOf(number % PAGES);

/** The key of an organisation, from its code's SHA-256 in lower-case hex. */
export const keyOf = (subject: string): IndexKey => Number.parseInt(subject.slice(0, KEY_BITS / 4), 16);
