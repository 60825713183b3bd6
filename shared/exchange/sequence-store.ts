import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';

/** How far packages have gone out: the last number that was given, whether all that follows from it was done, and where it was prepared. */
export const OutSequence = z.object({
  sequence: z.int().min(0),
  finished: z.int().min(0),
  /** Folder in which the last package was prepared. */
  prepared: z.string().exactOptional(),
  /** SHA-256 of its manifest, which the next one names. */
  manifest: z.string().exactOptional(),
});
export type OutSequence = z.output<typeof OutSequence>;

/** Numbers packages: each number once, the next one only when the one before was finished. */
export interface OutSequences {
  current(): Promise<OutSequence>;
  /** Gives the number to what was prepared; false if another run was faster. From then on it goes out, whatever dies. */
  commit(next: Required<Pick<OutSequence, 'sequence' | 'prepared' | 'manifest'>>): Promise<boolean>;
  finish(sequence: number): Promise<void>;
}

const KEY = { pk: 'EXCHANGE', sk: 'OUT' };

export const outSequences = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): OutSequences => {
  const { client, table: TableName } = deps;
  return {
    current: async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: KEY, ConsistentRead: true }));
      return Item === undefined ? { sequence: 0, finished: 0 } : OutSequence.parse(Item);
    },

    commit: ({ sequence, prepared, manifest }) =>
      conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: KEY,
            UpdateExpression:
              'SET #sequence = :next, prepared = :prepared, manifest = :manifest, finished = if_not_exists(finished, :none)',
            ConditionExpression:
              sequence === 1 ? 'attribute_not_exists(#sequence)' : '#sequence = :before AND finished = :before',
            ExpressionAttributeNames: { '#sequence': 'sequence' },
            ExpressionAttributeValues: {
              ':next': sequence,
              ':prepared': prepared,
              ':manifest': manifest,
              ':none': 0,
              ...(sequence > 1 && { ':before': sequence - 1 }),
            },
          }),
        ),
      ),

    finish: async (sequence) => {
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: KEY,
            UpdateExpression: 'SET finished = :sequence',
            ConditionExpression: '#sequence = :sequence',
            ExpressionAttributeNames: { '#sequence': 'sequence' },
            ExpressionAttributeValues: { ':sequence': sequence },
          }),
        ),
      );
    },
  };
};
