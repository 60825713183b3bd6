import { type Instant, toEpochMs } from '../kernel/beijing-time.ts';
import { type HeldLease, LEASE_MS, type LeaseStore } from './lease-store.ts';
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
/** A write that begins now must have ended when the lease does, with some room for clocks that run at another pace. */
const LAST_WRITE_MS = WRITE_MS + 2_000;

/**
 * Waits until the lease is ours. Whether another run is alive does not follow from what its clock wrote, for clocks differ: only one that is
 * seen not to renew its lease for as long as a lease lasts is dead. Throws if it renews it.
 */
const waitFor = async (take: (silent?: HeldLease) => Promise<'taken' | HeldLease>, pause: LeaseDeps['pause']) => {
  let seen: { readonly held: HeldLease; readonly since: number } | undefined;
  for (let waited = 0; ; waited += ASK_EVERY_MS) {
    const held = await take(seen !== undefined && waited - seen.since >= LEASE_MS ? seen.held : undefined);
    if (held === 'taken') return;
    if (waited > LEASE_MS) throw new Error('another publication run is at work');
    const isSame = seen?.held.leaseOwner === held.leaseOwner && seen.held.heldUntil === held.heldUntil;
    if (!isSame) seen = { held, since: waited };
    await pause(ASK_EVERY_MS);
  }
};

/** Takes the lease; waits for a run that died with it. Throws if another one is alive and keeps it. */
export const takeLease = async ({ leases, clock, pause }: LeaseDeps, owner: string): Promise<Lease> => {
  const now = () => toEpochMs(clock.now());
  let heldUntil = 0;
  const take = async (silent?: HeldLease): Promise<'taken' | HeldLease> => {
    const asked = now();
    const taken = await leases.take(owner, silent);
    if (taken === 'taken') heldUntil = asked + LEASE_MS;
    return taken;
  };
  await waitFor(take, pause);
  let renewal: Promise<unknown> | undefined;
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
