import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';

/** What became of a package that came. */
const Arrival = z.object({ digest: z.string(), state: z.enum(['taken', 'refused']) });
export type Arrival = z.output<typeof Arrival>;

/** How far packages have come, and which numbers are missing. */
const Progress = z.object({ highest: z.int(), missing: z.array(z.int()), revision: z.int() });
type Progress = z.output<typeof Progress>;

/** Packages that came in, by their numbers. */
export interface Arrivals {
  at(sequence: number): Promise<Arrival | undefined>;
  highest(): Promise<number>;
  /** Notes what became of a package, then that its number came; answers the numbers that are missing. Again it changes nothing. */
  note(sequence: number, arrival: Arrival): Promise<readonly number[]>;
}

/** Who loses that many races in a row loses them to something that is wrong. */
const ATTEMPTS = 20;
/** A number that is far ahead of all others is a slip of the pen: no more is listed. */
const MOST_MISSING = 1_000;

const keys = {
  progress: { pk: 'EXCHANGE', sk: 'IN' },
  arrival: (sequence: number) => ({ pk: 'EXCHANGE-IN', sk: String(sequence).padStart(10, '0') }),
};

const NOTHING: Progress = { highest: 0, missing: [], revision: 0 };

const after = ({ highest, missing, revision }: Progress, sequence: number): Progress => ({
  highest: Math.max(highest, sequence),
  missing: [
    ...missing.filter((one) => one !== sequence),
    ...Array.from({ length: Math.max(sequence - highest - 1, 0) }, (_, step) => highest + 1 + step),
  ].slice(0, MOST_MISSING),
  revision: revision + 1,
});

export const arrivals = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): Arrivals => {
  const { client, table: TableName } = deps;

  const progress = async (): Promise<Progress> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: keys.progress, ConsistentRead: true }));
    return Item === undefined ? NOTHING : Progress.parse(Item);
  };

  const save = async (next: Progress): Promise<boolean> => {
    return conditionHeld(
      client.send(
        new PutCommand({
          TableName,
          Item: { ...keys.progress, ...next },
          ConditionExpression: 'attribute_not_exists(pk) OR revision = :before',
          ExpressionAttributeValues: { ':before': next.revision - 1 },
        }),
      ),
    );
  };

  return {
    at: async (sequence) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keys.arrival(sequence), ConsistentRead: true }),
      );
      return Item && Arrival.parse(Item);
    },

    highest: async () => (await progress()).highest,

    note: async (sequence, arrival) => {
      await client.send(new PutCommand({ TableName, Item: { ...keys.arrival(sequence), ...arrival } }));
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const before = await progress();
        const isKnown = sequence <= before.highest && !before.missing.includes(sequence);
        if (isKnown) return before.missing;
        const next = after(before, sequence);
        if (await save(next)) return next.missing;
      }
      throw new Error(`the arrival of package ${sequence} could not be noted`);
    },
  };
};
