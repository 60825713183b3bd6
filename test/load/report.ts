import type { Found } from './checker/findings.ts';
import type { Load, Ran } from './run.ts';
import type { BareCosts } from './system/bare-costs.ts';
import type { Calls } from './system/calls.ts';
import type { ProcessorTime } from './system/processor-time.ts';

export interface Figures {
  readonly load: Load;
  readonly ran: Ran;
  readonly calls: Calls;
  readonly bare: BareCosts;
  readonly time: Readonly<Record<'before' | 'loaded' | 'quiet', ProcessorTime>>;
  readonly threads: Readonly<Record<string, number>>;
  readonly found: Found;
}

const at = (sorted: readonly number[], part: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(0);

const EXAMPLES = 30;

/** The figures in words. */
export const report = ({ load, ran, calls, bare, time, threads, found }: Figures): string => {
  const rows = [...ran.latencies]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, taken]) => {
      const sorted = taken.toSorted((a, b) => a - b);
      return `| ${name} | ${sorted.length} | ${at(sorted, 0.5)} | ${at(sorted, 0.95)} | ${at(sorted, 0.99)} |`;
    });
  const requests = [...ran.latencies.values()].reduce((sum, { length }) => sum + length, 0);
  const of = (from: ProcessorTime, to: ProcessorTime) => ({
    runner: to.runner - from.runner,
    engine: to.engine - from.engine,
  });
  const all = of(time.before, time.quiet);
  const load_ = of(time.before, time.loaded);
  const each = (seconds: number): string => ((seconds * 1000) / ran.operations).toFixed(1);
  const called = Object.values(calls).reduce((sum, count) => sum + count, 0);
  return [
    `${ran.operations} operations (seed ${load.seed}, ${load.atOnce} at once), ${requests} requests, in ${ran.seconds.toFixed(0)} s; ${ran.ledger.records.size} records, ${ran.ledger.cases.size} cases`,
    '',
    '| request | asked | p50 ms | p95 | p99 |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `processor time: ${all.runner.toFixed(1)} s of the functions and what calls them (${load_.runner.toFixed(1)} s while the load ran), ${all.engine.toFixed(1)} s of the tables' engine; ${each(all.runner)} and ${each(all.engine)} ms an operation`,
    `calls of the tables: ${called} (${(called / ran.operations).toFixed(2)} an operation): ${Object.entries(calls)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
    `the same calls by the bare SDK: ${bare.seconds.toFixed(1)} s, ${each(bare.seconds)} ms an operation; ratio ${(all.runner / bare.seconds).toFixed(2)}${bare.left.length > 0 ? `; not compared: ${bare.left.join(', ')}` : ''}`,
    `one bare call, ms: ${Object.entries(bare.each)
      .map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
      .join(', ')}`,
    `threads, s: ${Object.entries(threads)
      .map(([name, seconds]) => `${name} ${seconds.toFixed(0)}`)
      .join(', ')}`,
    '',
    `looked at: ${Object.entries(found.looked)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}`,
    `not answered, and asked again: ${ran.ledger.unanswered.length}`,
    ...ran.ledger.unanswered.slice(0, 5).map((one) => `  ${one}`),
    `wrong answers: ${ran.ledger.wrong.length}`,
    ...ran.ledger.wrong.slice(0, EXAMPLES).map((one) => `  ${one}`),
    `findings: ${found.findings.length}`,
    ...found.findings.slice(0, EXAMPLES).map((one) => `  ${one}`),
  ].join('\n');
};
