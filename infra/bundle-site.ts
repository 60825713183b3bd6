import { cpSync, existsSync, globSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isSitePath } from '../shared/site/site-files.ts';

/** Puts the built site beside the function that lays it down; a file that has no place in it stops the build. */
export const bundleSite = (out: string): void => {
  const site = join(out, 'site');
  if (!existsSync(site)) return;
  const files = globSync('**/*', { cwd: site, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) =>
    join(parentPath, name)
      .slice(site.length + 1)
      .split(sep)
      .join('/'),
  );
  const stray = paths.filter((path) => !isSitePath(path));
  if (stray.length > 0)
    throw new Error(`Files of the site have their places (shared/site/site-files.ts): ${stray.join(', ')}`);
  cpSync(site, join(out, 'functions', 'lay-site', 'site'), { recursive: true });
};
