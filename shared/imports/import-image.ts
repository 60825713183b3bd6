import * as z from 'zod';
import type { FailureKind } from '../kernel/failure.ts';
import { KINDS } from '../records/kinds/kinds.ts';
import { headImage, instantImage } from '../register/head-image.ts';
import { IMPORT_ACTIONS, IMPORT_STATES, type Import } from './import.ts';
import { IMPORT_FORMATS } from './import-rules.ts';

const count = z.int().min(0);

/** What became of rows, as it is stored. */
export const RowCountsImage = z.object({ rows: count, created: count, unchanged: count, refused: count });

/** A refusal as it is stored. */
export const FailureImage = z.object({
  // Their table is the API's: whoever only reads heads does without its sentences.
  kind: z.custom<FailureKind>((value) => typeof value === 'string'),
  pointer: z.string().exactOptional(),
  parameters: z
    .record(z.string(), z.union([z.string(), z.number(), z.object({ zh: z.string(), en: z.string() })]))
    .exactOptional(),
});

/** An import's head as one version of it is stored. */
export const ImportImage: z.ZodType<Import> = z.object({
  ...headImage(IMPORT_STATES, IMPORT_ACTIONS),
  department: z.string(),
  officer: z.string(),
  kind: z.enum(KINDS),
  format: z.enum(IMPORT_FORMATS),
  name: z.string(),
  size: z.int().min(1),
  sha256: z.string(),
  digest: z.string(),
  run: z.int().min(1),
  announcedAt: instantImage,
  uploadUntil: instantImage,
  parts: z.int().min(1).exactOptional(),
  counts: RowCountsImage.exactOptional(),
  failures: z.tuple([FailureImage], FailureImage).exactOptional(),
});
