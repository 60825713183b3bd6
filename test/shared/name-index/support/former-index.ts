import { FAMILIES, gramFile } from '../../../../shared/name-index/grams.ts';
import type { NameTown } from './name-town.ts';

/** Turns an index into the one that the release before wrote: notes of format 1, initials in 4,096 files. */
export const makeFormer = ({ files }: NameTown): void => {
  const { format: _, large: __, ...notes } = JSON.parse(files.get('names/counts.json') ?? '');
  const initials = new Map<string, Record<string, string>>();
  for (const [path, text] of files) {
    if (!path.startsWith('names/i/')) continue;
    files.delete(path);
    for (const [gram, postings] of Object.entries<string>(JSON.parse(text))) {
      const former = gramFile('i', gram, 12);
      initials.set(former, { ...initials.get(former), [gram]: postings });
    }
  }
  for (const [path, postings] of initials) files.set(path, JSON.stringify(postings));
  const counts = FAMILIES.map((family) => [family, pathsIn(files, `names/${family}/`).length]);
  files.delete('names/counts.json');
  const counted = { p: notes.files.p, ...Object.fromEntries(counts) };
  files.set('names.json', JSON.stringify({ format: 1, ...notes, files: counted }));
};

const pathsIn = (files: ReadonlyMap<string, string>, folder: string): readonly string[] =>
  [...files.keys()].filter((path) => path.startsWith(folder));
