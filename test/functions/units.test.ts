import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile, type Weighed, weighedReferenceSet } from '../bench/reference/usual.ts';
import type { Call } from '../bench/units/meter.ts';
import { type OperationName, operations } from '../bench/units/operations.ts';
import { openTown, type Town } from '../bench/units/town.ts';
import { type Engines, startEngines } from '../engines.ts';

interface Cost {
  /** What is asked of DynamoDB and SQS, in this order; what is asked several times side by side once, with its number. */
  readonly calls: string;
  readonly read: number;
  /** Those of indexes and of transactions included. */
  readonly write: number;
}

/** What each operation costs on the usual record. Whoever changes a line changes what a year costs: docs/adr/0005-units-per-operation.md. */
const COSTS: Readonly<Record<OperationName, Cost>> = {
  // Of each post the last Put counts what was sent (docs/adr/0030-quality.md).
  'a post for a known organisation': { calls: 'Get Put Put', read: 1, write: 3 },
  'a post of ten records for known organisations': { calls: 'BatchGet BatchExecuteStatement Put', read: 10, write: 21 },
  'a post of a hundred records for known organisations': {
    calls: 'BatchGet BatchExecuteStatement BatchExecuteStatement BatchExecuteStatement BatchExecuteStatement Put',
    read: 100,
    write: 201,
  },
  'a post for a first-seen organisation': { calls: 'Get Put Put Put', read: 1, write: 4 },
  'a post for a sole trader named by its old registration number': { calls: 'Get Get Put Put', read: 1.5, write: 3 },
  'a post for a known person': { calls: 'Get Get Put Put', read: 2, write: 3 },
  'a post for a first-seen person': { calls: 'Get TransactWrite Put Put', read: 1, write: 7 },
  'a post with an Idempotency-Key': { calls: 'Put Get Put Put', read: 1, write: 4 },
  'a repeated post': { calls: 'Get Put Put', read: 1, write: 2 },
  'a post of other content under the same number': { calls: 'Get Put Put', read: 1, write: 2 },
  'a read': { calls: 'Query Get BatchGet', read: 2.5, write: 0 },
  "a read of another department's record": { calls: 'Query Get', read: 1.5, write: 0 },
  'a history of two versions': { calls: 'Query Get Query', read: 2.5, write: 0 },
  'a correction': { calls: 'Query Get TransactWrite', read: 1.5, write: 4 },
  'a correction of a stale version': { calls: 'Query Get', read: 1.5, write: 0 },
  'a proposed withdrawal': { calls: 'Query Get TransactWrite', read: 1.5, write: 6 },
  'a confirmed withdrawal': { calls: 'Query Get TransactWrite', read: 1.5, write: 6 },
  'a released hold': { calls: 'Query Get TransactWrite Update', read: 1.5, write: 5 },
  'the relay of a posted record': { calls: 'Put Update Update SendMessageBatch Query Update Put', read: 1, write: 8 },
  'the relay of a correction': {
    calls: 'Put Update Update SendMessageBatch SendMessage Update Put',
    read: 0,
    write: 8,
  },
  'the relay of a first-seen organisation': { calls: 'Put Put', read: 0, write: 2 },
  'a delivered notification': { calls: 'Put Query', read: 1, write: 2 },
  'a notification delivered again': { calls: 'Put Query', read: 1, write: 1 },
  'a list of the inbox': { calls: 'Query Query Query Query', read: 2, write: 0 },
  'an acknowledgement': { calls: 'Update', read: 0, write: 2 },
};
const NAMES = Object.keys(COSTS) as OperationName[];

/** Of many records at once the order is chance. */
const MANY = 10;

const named = (actions: readonly string[]): string => {
  if (actions.length < MANY) return actions.join(' ');
  return [...Map.groupBy(actions, (action) => action)].map(([action, { length }]) => `${length} ${action}`).join(' ');
};

const costOf = (calls: readonly Call[]): Cost => ({
  calls: named(calls.map(({ action }) => action)),
  read: calls.reduce((sum, { read }) => sum + read, 0),
  write: calls.reduce((sum, { write }) => sum + write, 0),
});

let engines: Engines;
let set: readonly Weighed[];
let town: Town;
let prepared: ReturnType<typeof operations>;
beforeAll(async () => {
  engines = await startEngines();
  [set, town] = [await weighedReferenceSet(), await openTown(engines)];
  prepared = operations(town, set);
  // A thousand records are made and packed.
}, 60_000);
afterAll(() => engines?.stop());

describe('the calls and units', () => {
  it.each(NAMES)('of %s are as decided', async (name) => {
    const operation = await prepared[name]();
    expect(costOf(await town.callsOf(operation))).toEqual(COSTS[name]);
  });
});

const KILOBYTE = 1_024;

describe('the heads of a thousand usual records', () => {
  it('mostly fit into a kilobyte, which keeps a post at two units and a change at four', () => {
    const over = set.filter(({ bytes }) => bytes > KILOBYTE).length;
    expect(quantile(set, 0.5)).toBeLessThanOrEqual(900);
    expect(over / set.length).toBeLessThanOrEqual(0.28);
  });

  it('all fit into two, so that no post costs more than three units', () => {
    expect(quantile(set, 1)).toBeLessThanOrEqual(2 * KILOBYTE);
  });
});
