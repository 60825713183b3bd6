import * as z from 'zod';
import { FAMILIES, type Family } from './grams.ts';

const Hot = z.record(z.string(), z.int().min(1));
const Count = z.int().min(0);

/** `names.json`: what a reader must know, and how many files there should be. docs/disclosure-format.md, section 11. */
export const IndexNotes = z.strictObject({
  format: z.literal(1),
  /** False while names may be missing: the nightly audit builds the index anew. */
  complete: z.boolean(),
  /** Pages, and files of each family of grams. */
  files: z.strictObject({ p: Count, g: Count, i: Count, w: Count }),
  /** A gram that more organisations have is hot: it has no postings, only their number. */
  hotAbove: Count,
  hot: z.strictObject({ g: Hot, i: Hot, w: Hot }),
});
export type IndexNotes = Readonly<z.infer<typeof IndexNotes>>;

/**
 * Postings of a hot gram would be some 30 KB to be read for a single query. One in sixty of a million names has such
 * a gram, so that any four pages hold some of them.
 */
export const HOT_ABOVE = 16_384;

/** Of an index without a name. */
export const emptyNotes = (complete: boolean, hotAbove = HOT_ABOVE): IndexNotes => ({
  format: 1,
  complete,
  files: { p: 0, g: 0, i: 0, w: 0 },
  hotAbove,
  hot: { g: {}, i: {}, w: {} },
});

/** Undefined if these are no notes. */
export const readIndexNotes = (bytes: Uint8Array | undefined): IndexNotes | undefined => {
  try {
    return IndexNotes.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
};

/** A gram that is hot stays so until half as many have it: then the index is built anew. */
export const hasCooled = ({ hot, hotAbove }: IndexNotes): boolean =>
  FAMILIES.some((family: Family) => Object.values(hot[family]).some((names) => names < hotAbove / 2));
