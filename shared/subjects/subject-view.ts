import * as z from 'zod';
import { SUBJECT_CATEGORIES } from './subject.ts';

/** Whom a case or a measure is on, in an answer: a person's number masked only (I6). */
export const NamedSubjectView = z.object({
  category: z.enum(SUBJECT_CATEGORIES),
  name: z.string(),
  unifiedSocialCreditCode: z.string().optional(),
  registrationNumber: z.string().optional(),
  document: z
    .object({ type: z.string(), masked: z.string() })
    .optional()
    .describe('证件，号码已遮盖 document, its number masked'),
});
