import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { takeLease } from '../../../shared/disclosure/lease.ts';
import { LEASE_MS, leaseStore } from '../../../shared/disclosure/lease-store.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { clear } from './support/publisher.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const MINUTE = 60_000;

/** Time as it passes for all, whatever their clocks show. */
let passed = Date.parse('2026-11-10T15:58:00.000Z');

/** A run on a machine whose clock is ahead; `meanwhile` is what others do in each second that it waits. */
const runOn = (ahead: number, meanwhile: () => Promise<unknown> = async () => undefined) => {
  const now = () => passed + ahead;
  return (owner: string) =>
    takeLease(
      {
        leases: leaseStore(documentClient(), names.derivedTable, now),
        clock: { now: () => toInstant(now()) },
        pause: async (milliseconds) => {
          passed += milliseconds;
          await meanwhile();
        },
      },
      owner,
    );
};

for (const [first, second] of [
  [0, 0],
  [5, 0],
  [0, 5],
  [-5, 5],
  [5, -5],
] as const) {
  describe(`runs on machines whose clocks are ${first} and ${second} minutes ahead`, () => {
    it('never both hold the lease: who lives keeps it', async () => {
      const one = await runOn(first * MINUTE)('one');
      const other = runOn(second * MINUTE, () => one.hold());
      await expect(other('other')).rejects.toThrow('another publication run is at work');
      await one.hold();
    });

    it('follow each other: who was silent for as long as a lease lasts has lost it, and no sooner', async () => {
      const began = passed;
      const one = await runOn(first * MINUTE)('one');
      const other = await runOn(second * MINUTE)('other');
      expect(passed - began).toBeGreaterThanOrEqual(LEASE_MS);
      await expect(one.hold()).rejects.toThrow('is lost');
      await other.hold();
      await one.release();
      await other.hold();
    });

    it('take it at once when it was given back', async () => {
      const one = await runOn(first * MINUTE)('one');
      await one.release();
      const began = passed;
      await runOn(second * MINUTE)('other');
      expect(passed).toBe(began);
    });
  });
}
