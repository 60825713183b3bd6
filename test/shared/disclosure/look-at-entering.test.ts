import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAtEntering } from '../../../shared/disclosure/look-at-entering.ts';
import type { PendingChange, PendingStore } from '../../../shared/disclosure/pending-store.ts';
import { refOf } from './support/register.ts';

const PAGE = 7;

/** New records that wait, by pages, and how many were read in all. */
const waiting = (records: number) => {
  const all = Array.from({ length: records }, (_, at): PendingChange => ({ ...refOf(`r-${at}`), version: 1 }));
  let read = 0;
  const entering: PendingStore['entering'] = async function* (after) {
    const from = all.findIndex(({ recordId }) => recordId === after?.recordId) + 1;
    for (let at = from; at < all.length; at += PAGE) {
      const page = all.slice(at, at + PAGE);
      read += page.length;
      yield page;
    }
  };
  return { entering, read: () => read };
};

/** Looks on behalf of a version that takes `most`; of new records every `every`-th is an addition, and `allowed` of them may go out. */
const looked = async (given: { records: number; every: number; most: number; allowed: number; many: number }) => {
  const { records, every, most, allowed, many } = given;
  const pending = waiting(records);
  const seen: string[] = [];
  let additions = 0;
  const unseen = await lookAtEntering(pending, {
    allows: (more) => additions + more <= allowed,
    isFull: () => additions >= most,
    look: async (some) => {
      for (const { recordId } of some) {
        seen.push(recordId);
        if (Number(recordId.slice(2)) % every === 0) additions += 1;
      }
    },
    atOnce: 3,
    many,
  });
  return { seen, additions, unseen, read: pending.read(), all: Math.ceil(records / every) };
};

const cases = fc.record({
  records: fc.integer({ min: 0, max: 120 }),
  every: fc.integer({ min: 1, max: 4 }),
  most: fc.integer({ min: 1, max: 20 }),
  allowed: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(Number.POSITIVE_INFINITY)),
  many: fc.integer({ min: 1, max: 40 }),
});

describe('new records', () => {
  it('are looked at in their order, each once, until the version is full', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { seen, additions, all } = await looked(given);
        expect(seen).toEqual(seen.map((_, at) => `r-${at}`));
        expect(additions).toBeGreaterThanOrEqual(Math.min(given.most, given.allowed, all));
      }),
    );
  });

  it('are held if more of them would enter than may, and are not if so many would not', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { additions, unseen, all } = await looked(given);
        expect(additions + unseen > given.allowed).toBe(all > given.allowed);
      }),
    );
  });

  it('of a load are not all read for each version', async () => {
    const given = { records: 100_000, every: 1, most: 20, allowed: Number.POSITIVE_INFINITY, many: 80 };
    const { read, unseen, seen } = await looked(given);
    expect(seen.length).toBeLessThan(25);
    expect(unseen).toBeGreaterThanOrEqual(given.many);
    expect(read).toBeLessThan(130);
  });
});
