import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';

/** What begins the sort key of what is kept of a letter's service. */
export const LETTERS = 'letter#';

/** Key of a letter's service: in the subject's partition, one to a letter. */
export const letterServiceKey = (subjectKey: string, letter: string): HeadKey => ({
  pk: subjectKey,
  sk: `${LETTERS}${letter}`,
});

/** Id of a letter, a function of the version that brings it forth and its type. */
export const letterId = (about: { readonly id: string; readonly version: number }, type: string): string =>
  digestId(`letter|${about.id}|${about.version}|${type}`);
