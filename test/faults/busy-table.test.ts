import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { penalty } from '../builders/submissions.ts';
import { names } from '../engines.ts';
import { type Api, startApi } from '../functions/http/support/api.ts';
import '../to-be-problem.ts';
import { ANSWER_LOST, FAULTS, type Fault, faultsIn, MAIN_FAULTS, THROTTLED } from './support/faults.ts';
import { fresh, type Prepared, requests, versioned, WITHDRAWAL } from './support/requests.ts';

/** What is sent is counted after it was stored: a count that is lost keeps no request back (test/functions/http/quality.test.ts). */
const onlyCounts = (given: unknown): boolean => JSON.stringify(given).includes('INTAKE#');

let api: Api;
let faults: ReturnType<typeof faultsIn>;
let attempts: ReturnType<typeof faultsIn>;
beforeAll(async () => {
  api = await startApi();
  faults = faultsIn(api.stores.register.client, 'initialize', onlyCounts);
  attempts = faultsIn(api.stores.register.client, 'finalizeRequest');
});
afterAll(() => api?.stop());

const countItems = async (): Promise<number> => {
  let count = 0;
  for (const TableName of [names.registerTable, names.derivedTable]) {
    const query = { TableName, ConsistentRead: true, Select: 'COUNT' as const };
    for await (const { Count = 0 } of paginateScan({ client: api.stores.register.client }, query)) count += Count;
  }
  return count;
};

/** How often a request is stored if nothing goes wrong: in how many items. */
const growth = async (work: () => Promise<unknown>): Promise<number> => {
  const before = await countItems();
  await work();
  return (await countItems()) - before;
};

/** A record's versions, each with the one before it. */
const versionsOf = async (id: string | undefined): Promise<readonly number[]> => {
  if (id === undefined) return [];
  const { versions } = (await api.call('get-record-history', { id })).body;
  for (const [at, { previousHash }] of versions.entries()) expect(previousHash).toBe(versions[at - 1]?.hash ?? '');
  return versions.map(({ version }: { version: number }) => version);
};

/** Whether a request whose `at`-th call goes wrong is answered, stored and repeated as it must be; false if it makes fewer calls. */
const standsUp = async ({ operation, request, id }: Prepared, fault: Fault, at: number): Promise<boolean> => {
  const before = await versionsOf(id);
  const { outcome, struck } = await faults.during(fault, at, () => api.call(operation, request));
  if (!struck) return false;
  expect(outcome).toBeProblem(503, 'service-busy');
  expect(Number(outcome.headers['retry-after'])).toBeGreaterThan(0);
  expect((await versionsOf(id)).slice(0, before.length)).toEqual(before);
  const again = await api.call(operation, request);
  expect(again.status).toBeLessThan(300);
  // Of a record that was there already the answer does not say when it was public.
  const { clocks: _, ...same } = again.body;
  expect(await api.call(operation, request)).toMatchObject({ status: 200, body: same });
  const { version } = again.body;
  if (id !== undefined && version !== undefined) expect(await versionsOf(id)).toHaveLength(version);
  return true;
};

/** A put and a transaction show all there is; the others show what is done about it. */
const THOROUGH: readonly string[] = ['a post about a new company', 'a correction'];
const NAMES = Object.keys(requests(null as never)) as (keyof ReturnType<typeof requests>)[];
const CASES = NAMES.flatMap((what) =>
  (THOROUGH.includes(what) ? FAULTS : MAIN_FAULTS).map((fault) => ({ what, fault, how: fault.name })),
);

describe('a request of which any call goes wrong is answered 503, and is done once when it comes again', () => {
  it.each(CASES)('$what: $how', async ({ what, fault }) => {
    const prepare = requests(api)[what];
    const { operation, request } = await prepare();
    const expected = await growth(() => api.call(operation, request));
    let calls = 0;
    for (let struck = true; struck; calls += 1) {
      const prepared = await prepare();
      const stored = await growth(async () => {
        struck = await standsUp(prepared, fault, calls + 1);
      });
      expect(stored).toBe(expected);
    }
    expect(calls).toBeGreaterThan(1);
  });
});

/** More than one statement of a batch holds. */
const MANY = 30;

describe('a list of postings of which any call goes wrong', () => {
  it.each(MAIN_FAULTS)('keeps what was stored, and the rest is stored when it comes again: $name', async (fault) => {
    const kept: number[] = [];
    for (let at = 1, struck = true; struck; at += 1) {
      const body = Array.from({ length: MANY }, () => penalty(fresh()));
      const faulted = await faults.during(fault, at, () => api.post(body));
      struck = faulted.struck;
      const outcomes: readonly { outcome: string; problem?: object }[] = faulted.outcome.body.outcomes;
      for (const { outcome, problem } of outcomes)
        if (outcome === 'refused') expect(problem).toMatchObject({ status: 503, type: '/docs/problems#service-busy' });
      const created = outcomes.filter(({ outcome }) => outcome === 'created').length;
      if (struck) kept.push(created);
      else expect(created).toBe(MANY);
      const again = (await api.post(body)).body.outcomes as typeof outcomes;
      expect(again.every(({ outcome }) => outcome === 'created' || outcome === 'unchanged')).toBe(true);
      // What was answered as created was there.
      expect(again.filter(({ outcome }) => outcome === 'unchanged').length).toBeGreaterThanOrEqual(created);
      expect((await api.post(body)).body.outcomes).toMatchObject(body.map(() => ({ outcome: 'unchanged' })));
    }
    // Who is recorded is read; two batches of whom nobody knew, who are then entered one by one; two batches of records, of
    // which the second is not tried where the first finds the table out of reach.
    expect(kept).toEqual([0, MANY, MANY, 0, 25]);
  });
});

describe('a fault that the SDK gets over by itself', () => {
  it.each([THROTTLED, ANSWER_LOST])('is not seen from outside: $name', async (fault) => {
    const body = penalty(fresh());
    const { outcome: created } = await attempts.during(fault, 3, () => api.post(body));
    expect(created.status).toBe(201);
    const { id } = created.body;
    const change = { id, headers: versioned(1), body: WITHDRAWAL };
    const { outcome: changed } = await attempts.during(fault, 3, () => api.call('propose-withdrawal', change));
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await versionsOf(id)).toEqual([1, 2]);
  });
});
