import { join } from 'node:path';
import { buildFunctions } from '../../../infra/build.ts';
import type { FunctionName } from '../../../infra/function-names.ts';
import { FUNCTIONS } from '../../../infra/functions.ts';
import { readBundles } from '../../../infra/read-bundles.ts';
import { type Case, counted, type Row, ratio } from '../report.ts';
import { type Contestant, interleaved } from '../rounds.ts';
import { inBenchFolder, ROOT, rawBundle } from '../support/bench-folder.ts';
import { firstEvents } from '../support/first-events.ts';
import { functionEnvironment, startLoopback } from '../support/loopback.ts';
import { wake } from '../support/wake.ts';

const KIB = 1_024;

/** From the start of the process to its first answer, main thread, in terms of a raw handler: with the SDK, and without. */
const GOALS = { sdk: 3.2, bare: 1.8 } as const;
const WITHOUT_SDK: readonly string[] = ['api-pages', 'not-found'] satisfies readonly FunctionName[];

const BYTES = [
  { name: 'post-records', goals: { bytes: 430, gzipBytes: 135 } },
  { name: 'not-found', goals: { bytes: 110, gzipBytes: 35 } },
] as const satisfies readonly { readonly name: FunctionName; readonly goals: object }[];

const bytesOf = (out: string): readonly Row[] => {
  const bundles = readBundles({ root: ROOT, out });
  return BYTES.flatMap(({ name, goals }) => {
    const bundle = bundles.find((candidate) => candidate.name === name);
    if (bundle === undefined) throw new Error(`${name} was not built`);
    const row = (measure: string, value: number, unit: string, goal: number) =>
      counted(value, { case: 'cold-starts', measure: `${name}, ${measure}`, unit, goal });
    return [
      row('minified', bundle.bytes / KIB, 'KiB', goals.bytes),
      row('as gzip', bundle.gzipBytes / 1_000, 'KB', goals.gzipBytes),
    ];
  });
};

/** Every bundle but the publisher's, which nobody waits for: Node is started, the bundle loaded and woken with one event. */
export const coldStarts: Case = {
  name: 'cold-starts',
  run: ({ rounds }) =>
    inBenchFolder(async (folder) => {
      await buildFunctions({ root: ROOT, out: folder });
      const town = await startLoopback();
      try {
        const events = Object.entries(await firstEvents());
        const whole =
          (bundle: string, event: unknown, env: Readonly<Record<string, string>>): Contestant =>
          async () =>
            (await wake(bundle, event, env)).whole;
        const contestants: Record<string, Contestant> = Object.fromEntries(
          events.map(([name, event]) => {
            const { env } = FUNCTIONS[name as FunctionName];
            return [
              name,
              whole(join(folder, 'functions', name, 'index.js'), event, functionEnvironment(town.url, env)),
            ];
          }),
        );
        contestants['raw'] = whole(rawBundle(folder), events[0]?.[1], functionEnvironment(town.url, []));
        const costs = await interleaved(rounds, contestants);
        const rows = events.map(([name]) => {
          const goal = WITHOUT_SDK.includes(name) ? GOALS.bare : GOALS.sdk;
          return ratio(costs, name, 'raw', { case: 'cold-starts', measure: `${name} / raw handler`, goal });
        });
        return [...rows, ...bytesOf(folder)];
      } finally {
        await town.stop();
      }
    }),
};
