import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildOpenData } from './build-open-data.ts';
import { buildSite } from './build-site.ts';
import { bundleSite } from './bundle-site.ts';
import { FUNCTION_NAMES, type FunctionName } from './function-names.ts';
import { FUNCTIONS } from './functions.ts';
import { HEAP_WRAPPER } from './heap-limit.ts';

const ROOT = join(import.meta.dirname, '..');
const ENVIRONMENT_CREDENTIALS = join(import.meta.dirname, 'runtime', 'environment-credentials.ts');
const NO_ENDPOINT_CACHE = join(import.meta.dirname, 'runtime', 'no-endpoint-cache.ts');
const NO_EVENT_STREAMS = join(import.meta.dirname, 'runtime', 'no-event-streams.ts');
const WITH_HEAP_LIMIT = join(import.meta.dirname, 'runtime', HEAP_WRAPPER);
const ENTRIES = 'functions/{http,queue,stream,schedule}/*.ts';
/** What the API's pages serve, beside the bundle that serves it: where it comes from, by its name there. */
const PAGES = {
  'openapi.json': 'docs/openapi.json',
  'index.html': 'site/api/index.html',
  'start.js': 'site/api/start.js',
  'swagger-ui.css': 'node_modules/swagger-ui-dist/swagger-ui.css',
  'swagger-ui-bundle.js': 'node_modules/swagger-ui-dist/swagger-ui-bundle.js',
  'upload.html': 'site/upload/index.html',
  'upload.css': 'site/upload/upload.css',
};
const PAGE_SCRIPT = 'site/upload/upload.ts';

/** The font of what is printed (ADR 0010), beside the bundles of those functions that print and nowhere else: it weighs 7 MB in their zip. */
const FONT = 'node_modules/@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf';
const PRINTING = ['progress-reports', 'letters', 'subjects'];

/** pdfkit's ES module reads files beside itself by import.meta.url, which a CommonJS bundle has not. */
const PDFKIT = './node_modules/pdfkit/js/pdfkit.js';

/** Members of our data files that say where the data comes from. */
const SOURCES = ['about', 'notices'];

export interface BuildPaths {
  /** The folder of `functions/`, `docs/` and `node_modules/`. */
  readonly root: string;
  /** Where `functions/<name>/index.js` and `meta.json` go. */
  readonly out: string;
}

const jsonOf = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** fontkit unpacks web fonts with a dictionary of 460 KB; ours is none. */
const NO_WEB_FONTS = `module.exports = () => { throw new Error('web fonts are left out of bundles'); };`;

/** The module with every function of it replaced by one that throws: should a bundle come to need it, a test says so. */
const withoutBodies = (path: string): string =>
  [...readFileSync(path, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)]
    .map(([, name]) => `export const ${name} = () => { throw new Error('${name} is left out of bundles'); };`)
    .join('\n');

/**
 * Leaves out of bundles what is there for people: all of a package.json but its version (2 KB a client), where our data comes from, and
 * how a schema describes itself (18 KB of zod: the API's description is made by infra/make-docs.ts, never by a function).
 */
const forMachines: Plugin = {
  name: 'for-machines',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]brotli[/\\]decompress\.js$/ }, () => ({ contents: NO_WEB_FONTS }));
    onLoad({ filter: /@aws-sdk[/\\][^/\\]+[/\\]package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: jsonOf(path).version }),
      loader: 'json',
    }));
    onLoad({ filter: /[/\\]shared[/\\].*\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(jsonOf(path), (name, value) => (SOURCES.includes(name) ? undefined : value)),
      loader: 'json',
    }));
    onLoad({ filter: /[/\\]zod[/\\]v4[/\\]core[/\\](to-json-schema|json-schema-processors)\.js$/ }, ({ path }) => ({
      contents: withoutBodies(path),
    }));
  },
};

/**
 * Bundles every function in one esbuild call. CommonJS, since an ESM import of node:http loads undici with it (+16 to
 * 29 ms a cold start); `module` before `main`, since the SDK's ES modules are a third smaller.
 */
export const buildFunctions = async ({ root, out }: BuildPaths): Promise<readonly string[]> => {
  const entries = entriesOf(root);
  const outdir = join(out, 'functions');
  for (const old of [outdir, join(out, 'meta.json')]) rmSync(old, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries([...entries].map(([name, file]) => [`${name}/index`, file])),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // The SDK imports node:http when it first sends: that too must become a require.
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': ENVIRONMENT_CREDENTIALS,
      '@aws-sdk/endpoint-cache': NO_ENDPOINT_CACHE,
      '@smithy/core/event-streams': NO_EVENT_STREAMS,
      pdfkit: PDFKIT,
    },
    plugins: [forMachines],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    logLevel: 'warning',
  });
  writeFileSync(join(out, 'meta.json'), JSON.stringify(metafile));
  // An ancestor's "type": "module" would turn the bundle into something else.
  for (const name of entries.keys()) writeFileSync(join(outdir, name, 'package.json'), '{}');
  if (entries.has('api-pages')) await buildPages(root, join(outdir, 'api-pages', 'pages'));
  copyFont(root, outdir, entries);
  for (const name of FUNCTION_NAMES.filter(hasHeapLimit)) {
    if (entries.has(name)) copyFileSync(WITH_HEAP_LIMIT, join(outdir, name, HEAP_WRAPPER));
  }
  return [...entries.keys()];
};

const hasHeapLimit = (name: FunctionName): boolean => FUNCTIONS[name].heapMiB !== undefined;

const entriesOf = (root: string): ReadonlyMap<string, string> => {
  const entries = new Map<string, string>();
  for (const file of globSync(ENTRIES, { cwd: root }).toSorted()) {
    if (!/^export const handler\b/m.test(readFileSync(join(root, file), 'utf8'))) continue;
    const name = basename(file, '.ts');
    const other = entries.get(name);
    if (other !== undefined) throw new Error(`Two functions are called ${name}: ${other} and ${file}.`);
    entries.set(name, file);
  }
  return entries;
};

const buildPages = async (root: string, pages: string): Promise<void> => {
  mkdirSync(pages);
  for (const [name, source] of Object.entries(PAGES)) {
    const file = join(root, source);
    if (existsSync(file)) copyFileSync(file, join(pages, name));
  }
  if (!existsSync(join(root, PAGE_SCRIPT))) return;
  await build({
    absWorkingDir: root,
    entryPoints: [PAGE_SCRIPT],
    outdir: pages,
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    plugins: [forMachines],
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
  });
};

const copyFont = (root: string, outdir: string, entries: ReadonlyMap<string, string>): void => {
  for (const name of PRINTING.filter((printing) => entries.has(printing))) {
    const fonts = join(outdir, name, 'fonts');
    mkdirSync(fonts);
    copyFileSync(join(root, FONT), join(fonts, basename(FONT)));
  }
};

if (import.meta.main) {
  const started = performance.now();
  await buildSite({ root: ROOT, out: join(ROOT, 'dist') });
  buildOpenData({ root: ROOT, out: join(ROOT, 'dist') });
  const names = await buildFunctions({ root: ROOT, out: join(ROOT, 'dist') });
  // What dist/site holds by then is deployed: the site is built before this line.
  bundleSite(join(ROOT, 'dist'));
  console.log(`${names.length} functions built in ${Math.round(performance.now() - started)} ms`);
}
