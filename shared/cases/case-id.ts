import * as z from 'zod';

/** An id of a head, as it stands in a request's body. */
export const caseId = z.string().regex(/^[\w-]{22}$/, { error: '22 × A-Z a-z 0-9 _ -' });
