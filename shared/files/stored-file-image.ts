import * as z from 'zod';
import { headImage, instantImage } from '../register/head-image.ts';
import { MEDIA_TYPES } from './allowed-types.ts';
import { FILE_ACTIONS, FILE_PURPOSES, FILE_STATES, REJECTIONS, SCANNERS, type StoredFile } from './stored-file.ts';

/** A file's head as one version of it is stored. */
export const StoredFileImage: z.ZodType<StoredFile> = z.object({
  ...headImage(FILE_STATES, FILE_ACTIONS),
  owner: z.string(),
  mandate: z.string().exactOptional(),
  digest: z.string(),
  name: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  bytes: z.int().min(1),
  sha256: z.string(),
  purpose: z.enum(FILE_PURPOSES),
  uploadUntil: instantImage,
  scan: z
    .object({ at: instantImage, by: z.enum(SCANNERS), rejection: z.enum(REJECTIONS).exactOptional() })
    .exactOptional(),
});
