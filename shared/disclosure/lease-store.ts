import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { CLOCKS_DIFFER_MS } from '../kernel/clocks-differ.ts';

const HeldLease = z.object({ leaseOwner: z.string(), heldUntil: z.number() });
/** The lease as a run holds it, by that run's own clock: the same for as long as it is not renewed. */
export type HeldLease = z.infer<typeof HeldLease>;

/**
 * One run at a time writes the public copy. The queue sees to that already; this holds when a run outlives its
 * message, or somebody starts one by hand: a slow run must not write old content over what a newer one removed.
 */
export interface LeaseStore {
  /**
   * Takes the lease, or takes it again; answers with it as another run holds it, if one does. `silent`: what was found before, and was watched
   * for as long as a lease lasts without being renewed.
   */
  take(owner: string, silent?: HeldLease): Promise<'taken' | HeldLease>;
  /** Gives it back, if it is still ours. */
  release(owner: string): Promise<void>;
}

/** For how long a run that fell silent keeps others out. */
export const LEASE_MS = 30_000;

const keys = { lease: { pk: 'PUBLICATION', sk: 'LEASE' } };

/** The lease in the derived table. `now` is the machine's clock in milliseconds since 1970. */
export const leaseStore = (client: DynamoDBDocumentClient, table: string, now: () => number): LeaseStore => ({
  take: async (owner, silent) => {
    const at = now();
    // What ended longer ago than clocks differ has ended by any of them.
    const past = at - CLOCKS_DIFFER_MS;
    const wasSilent = silent && { ':silent': silent.leaseOwner, ':since': silent.heldUntil };
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...keys.lease, leaseOwner: owner, heldUntil: at + LEASE_MS },
          ConditionExpression: `attribute_not_exists(pk) OR leaseOwner = :owner OR heldUntil < :past${
            wasSilent ? ' OR (leaseOwner = :silent AND heldUntil = :since)' : ''
          }`,
          ExpressionAttributeValues: { ':owner': owner, ':past': past, ...wasSilent },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'taken';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      // The error's item is raw even through the document client.
      return HeldLease.parse(unmarshall(error.Item));
    }
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
