import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HEAP_WRAPPER, heapEnvironment } from '../../../infra/heap-limit.ts';
import { propertiesOf, synthesise } from '../synthesis.ts';

const WRAPPER = join(import.meta.dirname, '../../../infra/runtime', HEAP_WRAPPER);
const scratch = mkdtempSync(join(tmpdir(), 'joint-credit-heap-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** As Lambda starts Node in a function of 1,769 MiB. */
const OF_LAMBDA = ['--expose-gc', '--max-semi-space-size=88', '--max-old-space-size=1592'];
const MIB = 1_024 * 1_024;

const heapOf = (command: string, args: readonly string[], environment: Readonly<Record<string, string>>): number => {
  const script = join(scratch, 'heap.cjs');
  writeFileSync(script, "console.log(require('node:v8').getHeapStatistics().heap_size_limit)");
  return Number(execFileSync(command, [...args, script], { env: environment })) / MIB;
};

describe('a function with a heap of its own', () => {
  it('is started with that heap, which the options of the runtime would not let NODE_OPTIONS have', () => {
    const options = { NODE_OPTIONS: '--max-old-space-size=128' };
    expect(heapOf(process.execPath, OF_LAMBDA, options)).toBeGreaterThan(1_592);
    const limited = heapOf(WRAPPER, [process.execPath, ...OF_LAMBDA], heapEnvironment(128));
    expect(limited).toBeGreaterThanOrEqual(128);
    // The old generation and three semi-spaces of a sixteenth each.
    expect(limited).toBeLessThanOrEqual(128 + 24);
  });

  it('is the one that takes files in, or publishes, by its deployment', () => {
    const functions = Object.values(propertiesOf(synthesise().stateless, 'AWS::Lambda::Function'));
    const limited = functions.filter(({ Environment }) => 'HEAP_MIB' in (Environment?.Variables ?? {}));
    expect(limited.map(({ FunctionName, Environment }) => [FunctionName, Environment.Variables])).toEqual([
      ['joint-credit-publish', expect.objectContaining(heapEnvironment(640))],
      ['joint-credit-take-imports', expect.objectContaining(heapEnvironment(128))],
    ]);
  });
});
