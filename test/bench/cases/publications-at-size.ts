import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Case, counted, type Options } from '../report.ts';
import { inBenchFolder, ROOT } from '../support/bench-folder.ts';

const CASE = 'publications-at-size';
/** A day of a city. */
const CHANGES = 500;
const GOALS = { wholeExponent: 1.05, changesExponent: 0.1, changesToWhole: 0.02, memory: 256 } as const;

/** A heap as small as that shows that no more is needed; without a limit V8 lets garbage lie as long as there is room. */
const SMALL_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=128'];

const run = promisify(execFile);

interface Cost {
  /** Microseconds of processor time, the stores apart. */
  readonly cpu: number;
  readonly files: number;
  readonly bytes: number;
  readonly parts: number;
}
interface Measured {
  readonly entries: number;
  /** Microseconds to stringify an entry and put it through gzip 6. */
  readonly bare: number;
  readonly whole: Cost & { readonly versions: number };
  readonly changed: Cost;
  /** Making the parts again that the changes touched, and nothing else. */
  readonly parts: Pick<Cost, 'cpu' | 'parts'>;
  /** The audit of the night after: the digest, added up anew, was the one that was kept. */
  readonly night: { readonly cpu: number; readonly nothingMissing: boolean };
  /** Peak memory of the process before it published anything: Node and the code. */
  readonly loaded: number;
  readonly kilobytes: number;
}

/** What changes take beside the bulk parts that they touch: as many of those as there are changes, until all are touched. */
const apart = ({ changed, parts }: Measured): number => changed.cpu - parts.cpu;

/** A bundle as it is deployed: reading the sources takes half as much memory as publishing. */
const bundled = async (folder: string): Promise<string> => {
  const outfile = join(folder, 'publish-many.mjs');
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/bench/support/publish-many.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return outfile;
};

const headsOnDisk = async (folder: string, entries: number): Promise<string> => {
  const file = join(folder, 'heads.db');
  await run(process.execPath, [join(import.meta.dirname, '../support/heads-on-disk.ts'), file, String(entries)]);
  return file;
};

/** How far it got is said on the other stream, which a long run shows meanwhile. */
const measured = async (script: string, heads: string, entries: number): Promise<Measured> => {
  const running = run(process.execPath, [...SMALL_HEAP, script, String(entries), String(CHANGES), heads]);
  running.child.stderr?.pipe(process.stderr);
  return JSON.parse((await running).stdout);
};

const sizesOf = ({ size }: Options): readonly [number, number] => [Math.max(1_000, size.full / 10), size.full];

/**
 * A whole publication of a town and then a day's changes of it, every file of them, in processes of their own on stores on disk: how it
 * grows, and what memory it needs. `--size 1000000` takes an hour and more.
 */
export const publicationsAtSize: Case = {
  name: CASE,
  run: async (options) => {
    const [few, many] = sizesOf(options);
    const [small, large] = await inBenchFolder(async (folder) => {
      const [script, heads] = [await bundled(folder), await headsOnDisk(folder, many + CHANGES)];
      return [await measured(script, heads, few), await measured(script, heads, many)] as const;
    });
    const exponent = (of: (measured: Measured) => number): number =>
      Math.log(of(large) / of(small)) / Math.log(large.entries / small.entries);
    const row = (measure: string, value: number, unit: string, goal?: number) =>
      counted(value, { case: CASE, measure, unit, ...(goal !== undefined && { goal }) });
    return [
      row(
        `${many} entries: processor time of all / bare stringify and gzip 6`,
        large.whole.cpu / (many * large.bare),
        'x',
      ),
      row(`${many} entries: processor time of all`, large.whole.cpu / 1e6, 's'),
      row(`${many} entries: versions`, large.whole.versions, ''),
      row(`${many} entries: files written, parts rewritten with them`, large.whole.files, ''),
      row(`${many} entries: bytes written / entries`, large.whole.bytes / many / 1_024, 'KiB'),
      row(
        `exponent of processor time, ${few} to ${many} entries`,
        exponent(({ whole }) => whole.cpu),
        '',
        GOALS.wholeExponent,
      ),
      row(`${CHANGES} changes of ${many}: processor time`, large.changed.cpu / 1e6, 's'),
      row(`${CHANGES} changes of ${many}: files of bulk parts`, large.changed.parts, ''),
      row(`${CHANGES} changes of ${many}: all other files`, large.changed.files - large.changed.parts, ''),
      row(`${CHANGES} changes of ${many}: bytes`, large.changed.bytes / 1_024 / 1_024, 'MiB'),
      row(`${CHANGES} changes of ${many}: processor time of the bulk parts they touch`, large.parts.cpu / 1e6, 's'),
      row(
        `${CHANGES} changes, bulk parts apart / whole publication`,
        apart(large) / large.whole.cpu,
        'x',
        GOALS.changesToWhole,
      ),
      row(
        `exponent of the time of ${CHANGES} changes in the total, bulk parts apart`,
        exponent(apart),
        '',
        GOALS.changesExponent,
      ),
      row(`the audit of the night after: processor time`, large.night.cpu / 1e6, 's'),
      row('peak memory with a heap of 128 MiB, whole process', large.kilobytes / 1_024, 'MiB', GOALS.memory),
      row(
        'exponent of memory',
        exponent(({ kilobytes }) => kilobytes),
        '',
        0.15,
      ),
    ];
  },
};
