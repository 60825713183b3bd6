import * as z from 'zod';
import type { Instant } from '../kernel/beijing-time.ts';
import { instantView } from '../kernel/view.ts';
import type { StoredFile } from './stored-file.ts';

/** Where a file can be read, and until when. */
export const FileLinkView = z
  .object({
    url: z.string().describe('下载地址，凭此即可读取，勿转发 whoever has it can read the file: pass it to nobody'),
    until: instantView,
  })
  .meta({ id: 'FileLink' });
export type FileLink = { readonly url: string; readonly until: Instant };

/** Gives out addresses under which a file can be read for some minutes; undefined of one that has not passed its scan. */
export type FileLinks = (file: StoredFile, at: Instant) => Promise<FileLink | undefined>;
