import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anyHistory, runHistory } from '../../machine/history.ts';
import { worldInMemory } from '../../machine/in-memory.ts';

/** Histories of several departments: what a failing one needs to be run again is printed with it. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 10_000);

describe('the joint case', () => {
  it('keeps the law after every step of ten thousand histories, whatever dies, comes twice or comes late, and settles in the end', {
    timeout: 300_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (history) => {
        await runHistory(worldInMemory(), history);
      }),
      { numRuns: HISTORIES },
    );
  });
});
