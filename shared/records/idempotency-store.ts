import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { digestId } from '../crypto/digest-id.ts';
import { type Instant, toEpochSeconds } from '../kernel/beijing-time.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';

/** Binds each `Idempotency-Key` of a department to one request (draft-ietf-httpapi-idempotency-key-header). */
export interface IdempotencyStore {
  /** False if the key was used for another request. The request itself is idempotent by its natural key, so nothing else is kept. */
  bind(use: {
    readonly department: string;
    readonly key: string;
    readonly request: unknown;
    readonly at: Instant;
  }): Promise<boolean>;
}

/** A client that has not repeated a request within a week will not. */
const KEPT_SECONDS = 7 * 86_400;

const KeyItem = z.object({ request: z.string() });

export const idempotencyStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): IdempotencyStore => ({
  bind: async ({ department, key, request, at }) => {
    const digest = digestId(`${key}|${canonicalJson(request)}`);
    try {
      await deps.client.send(
        new PutCommand({
          TableName: deps.table,
          Item: {
            pk: `KEY#${digestId(`${department}|${key}`)}`,
            sk: 'KEY',
            request: digest,
            expiresAt: toEpochSeconds(at) + KEPT_SECONDS,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      return KeyItem.parse(unmarshall(error.Item)).request === digest;
    }
  },
});
