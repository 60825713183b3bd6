import { type Instant, toEpochMs } from '../kernel/beijing-time.ts';
import { LEASE_MS, type LeaseStore } from './lease-store.ts';
import { WRITE_MS } from './object-bucket.ts';

/** A lease that is held. */
export interface Lease {
  /** Call before each write to the public copy: renews the lease in time, throws if it is not ours any more. */
  hold(): Promise<void>;
  release(): Promise<void>;
}

export interface LeaseDeps {
  readonly leases: LeaseStore;
  readonly clock: { now(): Instant };
  pause(milliseconds: number): Promise<unknown>;
}

const ASK_EVERY_MS = 1_000;
const RENEW_BELOW_MS = (LEASE_MS * 2) / 3;
/** A write that begins now must have ended when the lease does, with some room for clocks that differ. */
const LAST_WRITE_MS = WRITE_MS + 2_000;

/** Takes the lease; waits for a run that died with it. Throws if another one is alive and keeps it. */
export const takeLease = async ({ leases, clock, pause }: LeaseDeps, owner: string): Promise<Lease> => {
  const now = () => toEpochMs(clock.now());
  let heldUntil = 0;
  const take = async (): Promise<boolean> => {
    const asked = now();
    if (!(await leases.take(owner))) return false;
    heldUntil = asked + LEASE_MS;
    return true;
  };
  for (let waited = 0; !(await take()); waited += ASK_EVERY_MS) {
    if (waited > LEASE_MS) throw new Error('another publication run is at work');
    await pause(ASK_EVERY_MS);
  }
  let renewal: Promise<boolean> | undefined;
  return {
    hold: async () => {
      if (heldUntil - now() < RENEW_BELOW_MS) {
        renewal ??= take().finally(() => {
          renewal = undefined;
        });
        await renewal;
      }
      if (heldUntil - now() < LAST_WRITE_MS) throw new Error('the lease of this publication run is lost');
    },
    release: () => leases.release(owner),
  };
};
