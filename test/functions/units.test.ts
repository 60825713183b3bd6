import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import units from '../../infra/cost/units.json' with { type: 'json' };
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
const COSTS: Readonly<Record<OperationName, Cost>> = units.operations;
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
