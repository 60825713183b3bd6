import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Case, counted } from '../report.ts';

const CASE = 'imports';
/** Between which exponents are taken; a million rows with IMPORT_ROWS=1000000, some minutes. */
const SMALL = 10_000;
const LARGE = Number(process.env['IMPORT_ROWS'] ?? 100_000);
const GOALS = { cpu: 1.05, memory: 0.15, megabytes: 256, calls: 0.045, units: 2, hottest: 1.1 } as const;

/** A heap as small as that shows that no more is needed; without a limit V8 lets garbage lie as long as there is room. */
const SMALL_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=128'];

const run = promisify(execFile);

interface Measured {
  readonly cpu: number;
  readonly kilobytes: number;
  readonly calls: number;
  readonly writes: number;
  readonly hottest: number;
  readonly mean: number;
}

const measured = async (rows: number): Promise<Measured> => {
  const script = join(import.meta.dirname, '../support/take-in-many.ts');
  const { stdout } = await run(process.execPath, [...SMALL_HEAP, script, String(rows)]);
  return JSON.parse(stdout);
};

const exponent = (small: number, large: number): number => Math.log(large / small) / Math.log(LARGE / SMALL);

/** A file of one department from its first byte to its last record, the tables apart. */
export const imports: Case = {
  name: CASE,
  run: async () => {
    const small = await measured(SMALL);
    const large = await measured(LARGE);
    const row = (measure: string, value: number, unit: string, goal?: number) =>
      counted(value, { case: CASE, measure, unit, ...(goal !== undefined && { goal }) });
    return [
      row(`processor time of a row of ${LARGE}, without the SDK`, large.cpu / LARGE, 'us'),
      row(`exponent of processor time, ${SMALL} to ${LARGE} rows`, exponent(small.cpu, large.cpu), '', GOALS.cpu),
      row('exponent of memory, the same', exponent(small.kilobytes, large.kilobytes), '', GOALS.memory),
      row('peak memory with a heap of 128 MiB, whole process', large.kilobytes / 1_024, 'MiB', GOALS.megabytes),
      row('calls of the tables a row, subjects known', large.calls / LARGE, '', GOALS.calls),
      row('units a record, its index by-id with it', (2 * large.writes) / LARGE, '', GOALS.units),
      row('hottest partition key of the register / the mean', large.hottest / large.mean, 'x', GOALS.hottest),
    ];
  },
};
