import * as z from 'zod';
import type { Failure } from '../kernel/failure.ts';
import { failureIssue } from '../kernel/failure.ts';
import type { StoredFile } from './stored-file.ts';

/** Files that one step of a procedure may bear. */
export const MOST_FILES = 20;

/** Ids of files that were handed in (`POST /files`), each once. */
export const FileIds = z
  .array(
    z
      .string()
      .refine(
        (text) => /^[\w-]{22}$/.test(text),
        failureIssue({ kind: 'invalid-value', parameters: { expected: { zh: '文件编号', en: 'the id of a file' } } }),
      ),
  )
  .max(MOST_FILES)
  .transform((ids): readonly string[] => [...new Set(ids)])
  .describe('已上传文件的编号（POST /files）ids of files that were handed in');

/**
 * Why files may not be attached: one is not there or another's, which is answered alike (I7), or the scan has not passed it.
 * `stored` are the files as `fileStore(…).of(ids)` finds them; `owner` is a department's code, or the key of the subject for whom is acted.
 */
export const attachableFiles = (
  stored: ReadonlyMap<string, Pick<StoredFile, 'owner' | 'state'>>,
  ids: readonly string[],
  owner: string,
  pointer: string,
): readonly Failure[] =>
  ids.flatMap((id, index): readonly Failure[] => {
    const place = `${pointer}/${index}`;
    const file = stored.get(id);
    if (file === undefined || file.owner !== owner) return [{ kind: 'file-not-found', pointer: place }];
    return file.state === 'clean'
      ? []
      : [{ kind: 'file-not-clean', pointer: place, parameters: { state: file.state } }];
  });
