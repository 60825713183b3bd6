import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batches } from '../../../shared/aws/batches.ts';
import { documentClient, s3Client } from '../../../shared/aws/clients.ts';
import type { EntryState } from '../../../shared/disclosure/entry-state.ts';
import { entryStateStore } from '../../../shared/disclosure/entry-state-store.ts';
import { type Head, headStore } from '../../../shared/disclosure/head-store.ts';
import { LEASE_MS, leaseStore } from '../../../shared/disclosure/lease-store.ts';
import { STATE_BYTES } from '../../../shared/disclosure/lt-hash.ts';
import { objectBucket } from '../../../shared/disclosure/object-bucket.ts';
import { pendingStore } from '../../../shared/disclosure/pending-store.ts';
import { withdrawnStore } from '../../../shared/disclosure/withdrawn-store.ts';
import { calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { CLOCKS_DIFFER_MS } from '../../../shared/kernel/clocks-differ.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { clear, itemsIn } from './support/publisher.ts';
import { notice, refOf } from './support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const table = names.derivedTable;
const instant = (text: string) => toInstant(Date.parse(text));

describe('entry states', () => {
  const store = () => entryStateStore(documentClient(), table);
  const state = (id: string, given: Partial<EntryState> = {}): EntryState => ({
    ...refOf(id),
    department: 'market',
    kind: 'administrative-penalty',
    ...given,
  });
  const due = (what: 'leave' | 'enter', on: string) => ({ due: { what, on: calendarDate(on) } });

  it('are due on their day and after it, and no more once they are not waiting', async () => {
    await store().put([
      state('a', due('leave', '2026-11-10')),
      state('b', due('enter', '2026-11-11')),
      state('c', due('leave', '2026-11-12')),
      state('d'),
    ]);
    const on = async (day: string) => (await store().due(calendarDate(day))).map(({ recordId }) => recordId).sort();
    expect(await on('2026-11-09')).toEqual([]);
    expect(await on('2026-11-10')).toEqual(['a']);
    expect(await on('2026-11-11')).toEqual(['a', 'b']);
    expect(await on('2027-01-01')).toEqual(['a', 'b', 'c']);
    await store().put([state('a')]);
    expect(await on('2026-11-11')).toEqual(['b']);
  });

  it('are found by record, and all of them by pages that hold nothing else', async () => {
    const states = Array.from({ length: 120 }, (_, serial) => state(`r-${serial}`));
    await store().put(states);
    await pendingStore(documentClient(), table).put({ ...refOf('x'), version: 1 });
    const found = await store().get([...states.map(({ recordId }) => recordId), 'unknown']);
    expect(found.size).toBe(120);
    expect(found.get('r-7')).toEqual(state('r-7'));
    const all: string[] = [];
    for await (const page of store().pages()) all.push(...page.map(({ recordId }) => recordId));
    expect(all.sort()).toEqual(states.map(({ recordId }) => recordId).sort());
  });

  it('that are not what we wrote are refused', async () => {
    await batches(documentClient(), table).put([{ pk: 'PUB#x', sk: 'PUB', recordId: 'x' }]);
    await expect(store().get(['x'])).rejects.toThrow();
  });
});

describe('the head', () => {
  const store = () => headStore(documentClient(), table);
  const head = (version: number, runId: string): Head => ({
    version,
    runId,
    state: 'committed',
    stateDigest: new Uint8Array(STATE_BYTES).fill(version),
    manifestSha256: '0'.repeat(64),
    bulkSha256: '1'.repeat(64),
    planKey: `runs/${version}-${runId}/plan.json.gz`,
    entries: 3,
    counts: { 'administrative-penalty': 3 },
    cutAt: instant('2026-11-10T00:00:00.000Z'),
    publishedAt: instant('2026-11-10T00:00:01.000Z'),
  });

  it('is moved by one of many who saw the same one before', async () => {
    const runs = ['a', 'b', 'c', 'd'];
    const first = await Promise.all(runs.map((run) => store().commit(head(1, run), undefined)));
    expect(first.filter(Boolean)).toHaveLength(1);
    const before = await store().read();
    const second = await Promise.all(runs.map((run) => store().commit(head(2, run), before)));
    expect(second.filter(Boolean)).toHaveLength(1);
    expect(await store().read()).toMatchObject({ version: 2, state: 'committed', entries: 3 });
  });

  it('counts as moved by a run whose first attempt succeeded unheard', async () => {
    await store().commit(head(1, 'a'), undefined);
    expect(await store().commit(head(1, 'a'), undefined)).toBe(true);
  });

  it('is not moved on from another one than was seen, nor by another state of it', async () => {
    await store().commit(head(1, 'a'), undefined);
    const seen = await store().read();
    if (seen === undefined) throw new Error('no head');
    expect(await store().commit(head(2, 'b'), undefined)).toBe(false);
    expect(await store().commit(head(2, 'b'), { ...seen, runId: 'z' })).toBe(false);
    await store().projected(seen);
    expect(await store().commit(head(2, 'b'), seen)).toBe(false);
    expect(await store().read()).toMatchObject({ version: 1, state: 'projected' });
  });

  it('keeps the first instant at which it could be read', async () => {
    await store().commit(head(1, 'a'), undefined);
    const first = instant('2026-11-10T00:00:02.000Z');
    expect(await store().stamp(head(1, 'a'), first)).toBe(first);
    expect(await store().stamp(head(1, 'a'), instant('2026-11-11T00:00:02.000Z'))).toBe(first);
    expect(await store().read()).toEqual({ ...head(1, 'a'), projectedAt: first });
    await expect(store().stamp(head(1, 'other'), first)).rejects.toThrow();
  });
});

describe('notices of statutory ends', () => {
  it('are found by date, and vanish sixty days after it', async () => {
    const store = withdrawnStore(documentClient(), table);
    const a = { recordId: 'a', notice: notice('a', '2026-11-10') };
    await store.put([a, { recordId: 'b', notice: notice('b', '2026-11-12') }]);
    await store.put([a]);
    expect(await store.since(calendarDate('2026-11-11'))).toEqual([notice('b', '2026-11-12')]);
    expect(await store.since(calendarDate('2026-11-01'))).toHaveLength(2);
    const item = (await itemsIn())['WITHDRAWN 2026-11-10#a'];
    // 2027-01-09T00:00 in Beijing, in seconds.
    expect(item?.['expiresAt']).toBe(Date.parse('2027-01-08T16:00:00.000Z') / 1_000);
  });
});

describe('the lease', () => {
  let now = 1_000_000;
  const store = () => leaseStore(documentClient(), table, () => now);

  it('has one owner, who may take it again, until it is given back', async () => {
    expect(await store().take('a')).toBe('taken');
    expect(await store().take('b')).toEqual({ leaseOwner: 'a', heldUntil: now + LEASE_MS });
    expect(await store().take('a')).toBe('taken');
    await store().release('b');
    expect(await store().take('b')).not.toBe('taken');
    await store().release('a');
    expect(await store().take('b')).toBe('taken');
  });

  it('that ended longer ago than clocks differ is nobody’s', async () => {
    expect(await store().take('a')).toBe('taken');
    now += LEASE_MS + CLOCKS_DIFFER_MS;
    expect(await store().take('b')).not.toBe('taken');
    now += 1;
    expect(await store().take('b')).toBe('taken');
  });

  for (const [clock, by] of [
    ['behind', -5 * 60_000],
    ['ahead', 5 * 60_000],
    ['set back by a day', -86_400_000],
  ] as const) {
    it(`is not taken on the word of a clock that is ${clock}, but from whom was silent, and only then`, async () => {
      expect(await store().take('a')).toBe('taken');
      now += by;
      const found = await store().take('b');
      if (found === 'taken') throw new Error('a was not silent');
      now -= by;
      now += 10_000;
      expect(await store().take('a')).toBe('taken');
      now += by;
      expect(await store().take('b', found)).not.toBe('taken');
      const silent = await store().take('b');
      if (silent === 'taken') throw new Error('a has renewed it');
      expect(await store().take('b', silent)).toBe('taken');
      expect(await store().take('a')).toMatchObject({ leaseOwner: 'b' });
    });
  }
});

describe('a bucket', () => {
  it('gives back bytes, lists by prefix through all pages, and deletes what is there and what is not', async () => {
    const bucket = objectBucket(s3Client(), names.stagingBucket);
    expect(await bucket.get('none')).toBeUndefined();
    const paths = Array.from({ length: 1_100 }, (_, serial) => `a/${serial}`);
    await concurrently(16, paths, (path) => bucket.put(path, new TextEncoder().encode(path)));
    await bucket.put('b/1', new Uint8Array(0));
    expect(Buffer.from((await bucket.get('a/7')) ?? []).toString()).toBe('a/7');
    const listed = async (prefix: string) => {
      const found: string[] = [];
      for await (const page of bucket.list(prefix)) found.push(...page);
      return found.sort();
    };
    expect(await listed('a/')).toEqual(paths.sort());
    await bucket.delete([...paths, 'never there']);
    expect(await listed('')).toEqual(['b/1']);
  });
});
