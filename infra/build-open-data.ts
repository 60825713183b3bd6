import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DEPARTMENTS } from '../shared/departments/departments.ts';
import { PUBLIC_KINDS } from '../shared/dictionary/public-kinds.ts';
import { lyingFiles } from '../shared/open-data/lying-files.ts';
import { tarOf } from './tar.ts';

const CLIENT = 'site/client';
/** As `npm pack` lays a package out: npm takes the archive from any address. */
const PACKED = ['package.json', 'README.md', 'bin.mjs', 'lib/*.mjs'];

/**
 * Lays down, in `site/` of the output, what describes the open data and the client that keeps a copy of it: files that change with the
 * system, not with what is published.
 */
export const buildOpenData = ({ root, out }: { readonly root: string; readonly out: string }): void => {
  const site = join(out, 'site');
  const write = (path: string, body: string | Uint8Array): void => {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), body);
  };
  const office = DEPARTMENTS.find(({ code }) => code === 'credit-office');
  if (office === undefined) throw new Error('there is no credit office');
  for (const [path, text] of Object.entries(lyingFiles(office.name, PUBLIC_KINDS))) write(path, text);
  const sources = globSync(PACKED, { cwd: join(root, CLIENT) }).toSorted();
  const files = sources.map((path) => ({
    path: `package/${path}`,
    body: readFileSync(join(root, CLIENT, path)),
    isExecutable: path === 'bin.mjs',
  }));
  write('client/joint-credit-copy.tgz', gzipSync(tarOf(files), { level: 9 }));
  copyFileSync(join(root, CLIENT, 'README.md'), join(site, 'client/README.md'));
};
