import { RECORD_DICTIONARY } from '../records/record-dictionary.ts';

/** The dictionaries of the formats in which versions lie, by number: 1 is a record's, 2 has none, 3 is what is left of an erased one. */
export const DICTIONARIES: Readonly<Record<number, string>> = { 1: RECORD_DICTIONARY };
