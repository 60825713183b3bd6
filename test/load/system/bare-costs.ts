import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Calls } from './calls.ts';
import type { System } from './system.ts';

/** What the calls would cost with nothing around them. */
export interface BareCosts {
  /** Milliseconds of processor time of one call of an operation, the SDK's side. */
  readonly each: Readonly<Record<string, number>>;
  /** Seconds that all the calls would take on the SDK's side. */
  readonly seconds: number;
  /** Operations that were called and are not compared. */
  readonly left: readonly string[];
}

/** Calls the same engine with the bare SDK, in a process of its own, each operation some hundreds of times, and puts the costs together. */
export const bareCosts = async (system: System, calls: Calls): Promise<BareCosts> => {
  const said = execFileSync(process.execPath, [join(import.meta.dirname, 'bare-calls.ts'), system.tables], {
    encoding: 'utf8',
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const each: Record<string, number> = JSON.parse(said);
  const compared = Object.keys(calls).filter((operation) => each[operation] !== undefined);
  return {
    each,
    seconds: compared.reduce((sum, operation) => sum + ((calls[operation] ?? 0) * (each[operation] ?? 0)) / 1000, 0),
    left: Object.keys(calls).filter((operation) => each[operation] === undefined),
  };
};
