import type * as z from 'zod';
import type { Head, HeadKey } from './head.ts';

/** How an image lies in its bytes: as raw deflate of canonical JSON, with a dictionary of its own or none. Neither can be changed later. */
export interface BodyFormat<Image> {
  readonly number: number;
  readonly dictionary?: string;
  readonly image: z.ZodType<Image>;
}

/** Attributes by which the register's sparse indexes find a head, both or none of a pair, or by which a reader of a partition knows it unopened. */
export interface IndexAttributes {
  /** `by-owner`: whose work it is, spread over shards; sorted by what is due first. */
  readonly ownerPk?: string;
  readonly ownerSk?: string;
  /** `by-link`: on what it rests and must end with. */
  readonly linkPk?: string;
  readonly linkSk?: string;
  /** It is mirrored from elsewhere, and counts for nothing without a late word from there: whoever asks what rests on it opens it. */
  readonly mirrored?: true;
}

/** A sort of head: what its item is called, how its body lies, where it lies, and how it is found beside its id. */
export interface HeadKind<Image extends Head> {
  readonly entity: string;
  readonly format: BodyFormat<Image>;
  readonly keyOf: (image: Image) => HeadKey;
  readonly indexes?: (image: Image) => IndexAttributes;
}

/** The number of the format of every body without a dictionary of its own. */
export const PLAIN_FORMAT = 2;
