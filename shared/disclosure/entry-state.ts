import * as z from 'zod';
import { StoredDate, StoredInstant, StoredSha256 } from './stored.ts';

/** What of a record stands in the public copy. */
const Published = z.object({
  version: z.int().min(1),
  commitment: StoredSha256,
  /** The group of bulk parts in which it lies; of a change that is not drafted yet, the shelf of one that is to be found (shelves.ts). */
  group: z.string(),
  /** SHA-256 of the subject's code: its look-up file follows from it. Absent where an entry is about no subject. */
  subject: StoredSha256.optional(),
  /** The code itself, so that what is named by it can be taken away even if the look-up file is lost. */
  code: z.string().optional(),
  /** The list in which its row stands, `<kind>/<departmentCode>/<YYYY-MM>`, or one of its further files; found as the group is. */
  list: z.string().optional(),
  /** Which release wrote these notes (notes.ts); absent before there were pages and lists. */
  form: z.int().optional(),
});
export type Published = Readonly<z.infer<typeof Published>>;

/**
 * What the publisher knows of a record: where it stands in the public copy, and on which day to look at it again. No
 * content.
 */
export const EntryState = z.object({
  recordId: z.string(),
  recordPk: z.string(),
  recordSk: z.string(),
  department: z.string(),
  kind: z.string(),
  publicId: z.string().optional(),
  published: Published.optional(),
  /** When it could be read by the public for the first time. */
  firstPublicAt: StoredInstant.optional(),
  /** The first day on which it is no longer public; kept after it left. */
  publicUntil: StoredDate.optional(),
  due: z.object({ what: z.enum(['leave', 'enter']), on: StoredDate }).optional(),
});
export type EntryState = Readonly<z.infer<typeof EntryState>>;
