import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SiteFile } from '../../shared/site/site-files.ts';

/** The files of a folder and the folders below it, by their paths from there; none where there is no folder. */
export const readSite = async (folder: string): Promise<readonly SiteFile[]> => {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const file = join(parentPath, name);
        return { path: relative(folder, file).split(sep).join('/'), body: await readFile(file) };
      }),
  );
};
