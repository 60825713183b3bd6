import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PAGES, pageFiles } from '../site/public/pages/pages.ts';

const SOURCE = 'site/public';
/** Files of the site that are taken as they are. */
const TAKEN = ['site.css', 'icon.svg'];
/** The script of an organisation's page, which the publisher writes. */
const SUBJECT = 'subject';

/** Makes the public site's own files in `site/` of the output: pages at its root, style sheet and one script for each sort of page in `assets/`. */
export const buildSite = async ({ root, out }: { readonly root: string; readonly out: string }): Promise<void> => {
  const site = join(out, 'site');
  const assets = join(site, 'assets');
  rmSync(site, { recursive: true, force: true });
  mkdirSync(assets, { recursive: true });
  for (const [file, page] of pageFiles()) writeFileSync(join(site, file), page);
  for (const file of TAKEN) copyFileSync(join(root, SOURCE, file), join(assets, file));
  const scripts = new Set([...PAGES.map(({ script }) => script), SUBJECT]);
  await build({
    absWorkingDir: root,
    entryPoints: [...scripts].map((script) => `${SOURCE}/scripts/${script}.ts`),
    outdir: assets,
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
};
