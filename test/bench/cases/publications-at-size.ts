import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Case, counted, type Options } from '../report.ts';

const CASE = 'publications-at-size';
/** A day of a city. */
const CHANGES = 500;
const GOALS = { wholeExponent: 1.05, changesExponent: 0.1, memory: 256 } as const;

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
  /** Peak memory of the process before it published anything: Node, the code, the models of heads. */
  readonly loaded: number;
  readonly kilobytes: number;
}

const measured = async (entries: number): Promise<Measured> => {
  const script = join(import.meta.dirname, '../support/publish-many.ts');
  const { stdout } = await run(process.execPath, [...SMALL_HEAP, script, String(entries), String(CHANGES)]);
  return JSON.parse(stdout);
};

const sizesOf = ({ size }: Options): readonly [number, number] => [Math.max(1_000, size.full / 10), size.full];

/**
 * A whole publication of a town and then a day's changes of it, every file of them, in processes of their own on stores on disk: how it
 * grows, and what memory it needs. `--size 1000000` takes hours.
 */
export const publicationsAtSize: Case = {
  name: CASE,
  run: async (options) => {
    const [few, many] = sizesOf(options);
    const [small, large] = [await measured(few), await measured(many)];
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
      row(
        `exponent of the time of ${CHANGES} changes in the total`,
        exponent(({ changed }) => changed.cpu),
        '',
        GOALS.changesExponent,
      ),
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
