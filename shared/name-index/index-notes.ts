import * as z from 'zod';
import { FAMILIES, type Family } from './grams.ts';

const Hot = z.record(z.string(), z.int().min(1));
const Count = z.int().min(0);

const CONTENT = {
  /** False while names may be missing: the nightly audit builds the index anew. */
  complete: z.boolean(),
  /** Pages, and files of each family of grams. */
  files: z.strictObject({ p: Count, g: Count, i: Count, w: Count }),
  /** A gram that more organisations have is hot: it has no postings, only their number. */
  hotAbove: Count,
  hot: z.strictObject({ g: Hot, i: Hot, w: Hot }),
};

/**
 * `names/counts.json`: what the publisher must know to change the index, and how many files there should be.
 * docs/disclosure-format.md, section 11.
 */
export const IndexNotes = z.strictObject({
  format: z.literal(2),
  ...CONTENT,
  /** Of an index that is not complete: whether its pages are, as during a load. Then postings are built from them. */
  pages: z.literal(true).optional(),
  /** A bit for each file of bigrams: whether it is large. */
  large: z.string(),
});
export type IndexNotes = Readonly<z.infer<typeof IndexNotes>>;

/** `names.json` of an older release, whose files of initials were fewer. */
const FormerNotes = z.strictObject({ format: z.literal(1), ...CONTENT });
export type FormerNotes = Readonly<z.infer<typeof FormerNotes>>;

export const NOTES = 'names/counts.json';
/** What a reader needs of the notes. */
export const READERS_NOTES = 'names.json';

/**
 * Postings of a hot gram would be some 30 KB to be read for a single query. One in sixty of a million names has such
 * a gram, so that any four pages hold some of them.
 */
export const HOT_ABOVE = 16_384;

const parsed = <Notes>(schema: z.ZodType<Notes>, bytes: Uint8Array | undefined): Notes | undefined => {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
};

/** Undefined if these are no notes. */
export const readIndexNotes = (bytes: Uint8Array | undefined): IndexNotes | undefined => parsed(IndexNotes, bytes);

/** Undefined if these are no notes of an older release. */
export const readFormerNotes = (bytes: Uint8Array | undefined): FormerNotes | undefined => parsed(FormerNotes, bytes);

/** `names.json`: every query reads it, so that no number stands in it. */
export const readersNotes = ({ format, complete, hot, large }: IndexNotes): string =>
  JSON.stringify({
    format,
    complete,
    hot: { g: Object.keys(hot.g), i: Object.keys(hot.i), w: Object.keys(hot.w) },
    large,
  });

/** A gram that is hot stays so until half as many have it: then the index is built anew. */
export const hasCooled = ({ hot, hotAbove }: IndexNotes): boolean =>
  FAMILIES.some((family: Family) => Object.values(hot[family]).some((names) => names < hotAbove / 2));
