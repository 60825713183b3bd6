import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import units from '../../infra/cost/units.json' with { type: 'json' };
import { documentClient } from '../../shared/aws/clients.ts';
import { type CheckOperationName, checkOperations, checksOver } from '../bench/units/check-operations.ts';
import { type Call, meter } from '../bench/units/meter.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { jointTown } from './http/support/joint-town.ts';

interface Cost {
  /** What is asked of DynamoDB, in no order: much of it is asked side by side. */
  readonly calls: string;
  readonly read: number;
  readonly write: number;
}

/**
 * What a check costs: docs/adr/0011-checks.md. Each measure that is answered costs a put, the note of who was told of it, and is read again, in
 * case it ended meanwhile (docs/adr/0019-withdrawal-ledger.md).
 */
const COSTS: Readonly<Record<CheckOperationName, Cost>> = units.checks;
const NAMES = Object.keys(COSTS) as CheckOperationName[];

const costOf = (calls: readonly Call[]): Cost => ({
  calls: [...Map.groupBy(calls, ({ action }) => action)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([action, { length }]) => `${length} ${action}`)
    .join(' '),
  read: calls.reduce((sum, { read }) => sum + read, 0),
  write: calls.reduce((sum, { write }) => sum + write, 0),
});

let engines: Engines;
let metered: Awaited<ReturnType<typeof meter>>;
let prepared: ReturnType<typeof checkOperations>;
beforeAll(async () => {
  engines = await startEngines();
  metered = await meter(documentClient(), [names.registerTable, names.derivedTable]);
  const town = jointTown(documentClient());
  await town.open();
  prepared = checkOperations(town, { quiet: checksOver(documentClient()), counted: checksOver(metered.client) });
  // The editions are known from here on, as in a function that has answered before.
  await (await prepared['a check of one on whom a measure binds']())();
});
afterAll(() => engines?.stop());

describe('the calls and units', () => {
  it.each(NAMES)('of %s are as decided', async (name) => {
    const operation = await prepared[name]();
    expect(costOf(await metered.of(operation))).toEqual(COSTS[name]);
  });
});
