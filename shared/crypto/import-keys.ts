import type { Import } from '../imports/import.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { HeadKey } from '../register/head.ts';
import { digestId } from './digest-id.ts';
import { headId } from './head-keys.ts';

const RUN_DIGITS = 6;

/** The partition of all runs of a file. */
export const importPartition = (digest: string): string => `IMPORT#${digest}`;

/** Key of an import's head; a file's runs sort by number. */
export const importKey = ({ digest, run }: Pick<Import, 'digest' | 'run'>): HeadKey => ({
  pk: importPartition(digest),
  sk: `RUN#${String(run).padStart(RUN_DIGITS, '0')}`,
});

/** What a file is as a department announced it: the same announcement is the same file. */
export const importDigest = (
  announced: Pick<Import, 'department' | 'kind' | 'format' | 'name' | 'size' | 'sha256'>,
): string => {
  const { department, kind, format, name, size, sha256 } = announced;
  return digestId(canonicalJson({ department, kind, format, name, size, sha256 }));
};

/** Id of a run, a function of its key. */
export const importId = (place: Pick<Import, 'digest' | 'run'>): string => headId(importKey(place));
