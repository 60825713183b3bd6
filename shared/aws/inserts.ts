import { setTimeout as pause } from 'node:timers/promises';
import { BatchExecuteStatementCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isBusy } from '../http/faults.ts';
import { chunks } from '../kernel/concurrently.ts';
import type { Patience } from './batches.ts';

type Item = Readonly<Record<string, unknown>>;

/** Limit of BatchExecuteStatement. */
const STATEMENTS_A_CALL = 25;

/** What is throttled is asked again, after 50, 100, 200 … ms: 6 s altogether. */
const REPEATS = 7;
const FIRST_PAUSE_MS = 50;

/** Codes of single statements that load or contention refused: the same statement may be sent again. */
const BUSY = new Set([
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'InternalServerError',
  'TransactionConflict',
]);

/** What became of an item that was to be put where nothing lies: it was put, something lies there, or the table was busy to the end. */
export type Inserted = 'inserted' | 'taken' | 'busy';

const statementOf = (table: string, item: Item) => {
  const given = Object.entries(item).filter(([, value]) => value !== undefined);
  return {
    Statement: `INSERT INTO "${table}" VALUE {${given.map(([name]) => `'${name}': ?`).join(', ')}}`,
    Parameters: given.map(([, value]) => value),
  };
};

const outcomeOf = (code: string | undefined): Inserted => {
  if (code === undefined) return 'inserted';
  if (code === 'DuplicateItem' || code === 'ConditionalCheckFailed') return 'taken';
  if (BUSY.has(code)) return 'busy';
  throw new Error(`a statement of a batch was refused: ${code}`);
};

/**
 * Puts items where nothing lies, 25 in a call, in their order; each has an outcome of its own and costs one write, whatever becomes of the
 * others. No key may occur twice.
 */
export const inserts =
  (client: DynamoDBDocumentClient, table: string, { repeats = REPEATS }: Patience = {}) =>
  async (items: readonly Item[]): Promise<readonly Inserted[]> => {
    const outcomes = new Map<Item, Inserted>();
    const call = async (some: readonly Item[]): Promise<readonly Item[]> => {
      const { Responses = [] } = await client.send(
        new BatchExecuteStatementCommand({ Statements: some.map((item) => statementOf(table, item)) }),
      );
      some.forEach((item, at) => {
        outcomes.set(item, outcomeOf(Responses[at]?.Error?.Code));
      });
      return some.filter((item) => outcomes.get(item) === 'busy');
    };
    for (const some of chunks(items, STATEMENTS_A_CALL)) {
      try {
        let left = await call(some);
        for (let repeat = 0; left.length > 0 && repeat < repeats; repeat += 1) {
          await pause(FIRST_PAUSE_MS * 2 ** repeat);
          left = await call(left);
        }
      } catch (error) {
        // The table is out of reach: what was put before stays put, and what is left need not be tried.
        if (!isBusy(error)) throw error;
        break;
      }
    }
    return items.map((item) => outcomes.get(item) ?? 'busy');
  };
