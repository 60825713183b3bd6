import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../engines.ts';
import { anyHistory, runHistory } from '../machine/history.ts';
import { worldOnEngine } from '../machine/on-engine.ts';
import { chance } from './support/chance.ts';

/** As many histories as fit: what the pure machine cannot show is what the table itself refuses and keeps. */
const MINUTES = Number(process.env['MACHINE_MINUTES'] ?? 3);

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines?.stop());

describe('the joint case on the engine', () => {
  it('keeps the law and every version through as many random histories as fit', { timeout: 600_000 }, async () => {
    const end = Date.now() + MINUTES * 60_000;
    let histories = 0;
    for (let { seed } = chance('histories of the joint case'); Date.now() < end; seed += 1) {
      const [history] = fc.sample(anyHistory, { numRuns: 1, seed });
      if (history === undefined) throw new Error('no history was drawn');
      const { world, expectWritten } = worldOnEngine(`${seed}`);
      try {
        await runHistory(world, history);
        await expectWritten();
      } catch (cause) {
        throw new Error(`history of seed ${seed} (FAULTS_SEED=${seed}): ${JSON.stringify(history)}`, { cause });
      }
      histories += 1;
    }
    console.log(`${histories} histories on the engine`);
    expect(histories).toBeGreaterThan(0);
  });
});
