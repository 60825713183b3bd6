import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld } from '../aws/condition-held.ts';

/**
 * One run at a time writes the public copy. The queue sees to that already; this holds when a run outlives its
 * message, or somebody starts one by hand: a slow run must not write old content over what a newer one removed.
 */
export interface LeaseStore {
  /** Takes the lease, or takes it again; false if another run holds it. */
  take(owner: string): Promise<boolean>;
  /** Gives it back, if it is still ours. */
  release(owner: string): Promise<void>;
}

/** For how long a run that fell silent keeps others out. */
export const LEASE_MS = 30_000;

const keys = { lease: { pk: 'PUBLICATION', sk: 'LEASE' } };

/** The lease in the derived table. `now` is the machine's clock in milliseconds since 1970. */
export const leaseStore = (client: DynamoDBDocumentClient, table: string, now: () => number): LeaseStore => ({
  take: async (owner) => {
    const at = now();
    return conditionHeld(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...keys.lease, leaseOwner: owner, heldUntil: at + LEASE_MS },
          // One that ends later than any lease may was written under a clock that has been set back since.
          ConditionExpression:
            'attribute_not_exists(pk) OR leaseOwner = :owner OR heldUntil < :now OR heldUntil > :latest',
          ExpressionAttributeValues: { ':owner': owner, ':now': at, ':latest': at + LEASE_MS },
        }),
      ),
    );
  },

  release: async (owner) => {
    await conditionHeld(
      client.send(
        new DeleteCommand({
          TableName: table,
          Key: keys.lease,
          ConditionExpression: 'leaseOwner = :owner',
          ExpressionAttributeValues: { ':owner': owner },
        }),
      ),
    );
  },
});
