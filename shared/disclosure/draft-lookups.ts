import * as z from 'zod';
import { chunks, concurrently } from '../kernel/concurrently.ts';
import type { Change } from './change.ts';
import { currentJson, type Draft } from './draft.ts';
import { edited, editsBy } from './edits.ts';
import { PublicEntry } from './entry.ts';
import { paths } from './files.ts';

const LookupFile = z.strictObject({ entries: z.array(PublicEntry) });

/** Reads of S3 at a time. */
const FILES_AT_A_TIME = 8;
/** Small files in one object of the staging bucket: an object each would cost a request each. */
const FILES_A_PACK = 200;

/** Writes the look-up files of the subjects that changes touch anew; a file without an entry goes. */
export const draftLookups = async (draft: Draft, changes: readonly Change[]): Promise<void> => {
  const edits = [...editsBy(changes, ({ subject }) => paths.lookup(subject))];
  for (const some of chunks(edits, FILES_A_PACK)) {
    const pack = new Map<string, string>();
    await concurrently(FILES_AT_A_TIME, some, async ([path, edit]) => {
      const file = LookupFile.optional().parse(await currentJson(draft, path));
      const entries = edited(file?.entries ?? [], edit);
      if (entries.length > 0) pack.set(path, JSON.stringify({ entries }));
      else draft.deletes.add(path);
    });
    if (pack.size === 0) continue;
    const staged = await draft.shop.putPack(pack);
    for (const path of pack.keys()) draft.puts.set(path, staged);
  }
};
