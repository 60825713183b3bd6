import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { FUNCTIONS } from '../../../infra/functions.ts';
import { type Case, counted, ratio } from '../report.ts';
import { type Contestant, interleaved } from '../rounds.ts';
import { inBenchFolder, ROOT } from '../support/bench-folder.ts';
import { firstEvents } from '../support/first-events.ts';
import { functionEnvironment, startLoopback } from '../support/loopback.ts';
import { wake } from '../support/wake.ts';

const KIB = 1_024;

/** The choices of infra/build.ts, each of which a variant takes back. */
const OURS: BuildOptions = {
  absWorkingDir: ROOT,
  entryPoints: ['functions/http/post-records.ts'],
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  supported: { 'dynamic-import': false },
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'infra/runtime/environment-credentials.ts') },
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
};

/** The import that most people write, and that keeps all of zod. */
const namedZod: Plugin = {
  name: 'named-zod',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\/(shared|functions)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace("import * as z from 'zod'", "import { z } from 'zod'"),
      loader: 'ts',
    }));
  },
};

/** A bundle as ES module has no require for the CommonJS in it. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

const VARIANTS = {
  'import { z }': { ...OURS, plugins: [namedZod] },
  'mainFields of the platform': { ...OURS, mainFields: ['main', 'module'] },
  'ES module (node:http by import)': { ...OURS, format: 'esm', supported: {}, banner: { js: REQUIRE } },
  'not minified': { ...OURS, minify: false },
  'SDK not bundled': { ...OURS, external: ['@aws-sdk/*', '@smithy/*'], alias: {} },
} as const satisfies Record<string, BuildOptions>;

const fileOf = (folder: string, name: string, { format }: BuildOptions): string =>
  join(folder, `${name}.${format === 'esm' ? 'mjs' : 'js'}`);

const AS_BUILT = 'as built';

/** What the ways of building the function `post-records` weigh, and what loading it and its first answer cost. */
export const bundleBuilds: Case = {
  name: 'bundle-builds',
  run: ({ rounds }) =>
    inBenchFolder(async (folder) => {
      const ours = fileOf(folder, 'ours', OURS);
      await build({ ...OURS, outfile: ours });
      const files = new Map([[AS_BUILT, ours]]);
      for (const [name, options] of Object.entries(VARIANTS)) {
        const outfile = fileOf(folder, `variant-${files.size}`, options);
        await build({ ...options, outfile });
        files.set(name, outfile);
      }
      const town = await startLoopback();
      try {
        const env = functionEnvironment(town.url, FUNCTIONS['post-records'].env);
        const event = (await firstEvents())['post-records'];
        const contestants: Record<string, Contestant> = Object.fromEntries(
          [...files].map(([name, file]) => [
            name,
            async () => {
              const { load, first } = await wake(file, event, env);
              return load + first;
            },
          ]),
        );
        const costs = await interleaved(rounds, contestants);
        return [...files].flatMap(([name, file]) => {
          const text = readFileSync(file);
          const label = (measure: string) => ({ case: 'bundle-builds', measure: `${name}${measure}` });
          return [
            counted(text.length / KIB, { ...label(', weight'), unit: 'KiB' }),
            counted(gzipSync(text).length / 1_000, { ...label(', weight as gzip'), unit: 'KB' }),
            ...(file === ours ? [] : [ratio(costs, name, AS_BUILT, label(', load and first answer / as built'))]),
          ];
        });
      } finally {
        await town.stop();
      }
    }),
};
