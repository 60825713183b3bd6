import * as z from 'zod';
import { dateText, shortText } from '../kernel/schema.ts';
import { NationalSubmission } from '../records/national-submission.ts';
import { END_VERBS } from '../records/record.ts';
import { instantImage } from '../register/head-image.ts';

/** Format of what comes in (docs/exchange-format.md). */
export const IN_FORMAT = 'joint-credit-exchange-in/1';

/** Some minutes of work; a longer list comes in several packages. */
const MOST_ROWS = 10_000;
const MOST_BYTES = 50_000_000;

/** What may be mirrored: what only a court decides, and lists of seriously untrustworthy entities of other places. */
const MIRRORED_KINDS = ['court-defaulter', 'serious-untrustworthiness-listing'] as const;

/** What a package holds: its rows lie beside it and are there before it. */
export const InManifest = z.strictObject({
  format: z.literal(IN_FORMAT),
  sequence: z.int().min(1),
  /** Of which moment the rows speak. */
  cutAt: instantImage,
  file: z.strictObject({
    path: z.literal('rows.ndjson'),
    rows: z.int().min(1).max(MOST_ROWS),
    bytes: z.int().min(1).max(MOST_BYTES),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});
export type InManifest = z.output<typeof InManifest>;

const decided = {
  verb: z.enum(END_VERBS),
  document: shortText(200),
  decidedOn: dateText,
  reason: shortText(500),
};

const national = NationalSubmission.shape.national;

/** An entry as its source has it now: entered here, or confirmed, or changed as it was changed there. */
const Mirror = z.strictObject({
  type: z.literal('mirror'),
  ...NationalSubmission.shape,
  kind: z.enum(MIRRORED_KINDS),
});

/** An entry that its source has taken off, named by its row: the mirrored one, or our own of the same decision. */
const End = z.strictObject({ type: z.literal('end'), kind: z.enum(MIRRORED_KINDS), national, ...decided });

/** What was decided above of an entry that we gave: its repair, removal or annulment prevails. */
const Repair = z.strictObject({
  type: z.literal('repair'),
  entry: z.string().regex(/^[\w-]{22}$/),
  ...decided,
});

/** One row of a package that comes in. */
export const InRow = z.discriminatedUnion('type', [Mirror, End, Repair]);
export type InRow = z.output<typeof InRow>;
export type RowOf<Type extends InRow['type']> = Extract<InRow, { readonly type: Type }>;
