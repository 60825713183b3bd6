import { hash } from 'node:crypto';

/** 128 bits, base64url: enough that two texts never meet. */
const DIGEST_CHARACTERS = 22;

/** An id that follows from a text: 22 characters, base64url. */
export const digestId = (text: string): string => hash('sha256', text, 'base64url').slice(0, DIGEST_CHARACTERS);
