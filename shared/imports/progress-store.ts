import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import { type Instant, toEpochSeconds } from '../kernel/beijing-time.ts';
import { instantImage } from '../register/head-image.ts';
import type { RowCounts } from './import.ts';
import { RowCountsImage } from './import-image.ts';
import { partName } from './import-paths.ts';
import type { PartProgress } from './progress.ts';

/** Work on the parts of imports, noted in `derived`: one item for each part. */
export interface ImportProgress {
  /** Notes that work on a part begins; answers with all that is known of it. */
  begin(id: string, part: number, now: { readonly at: Instant; readonly delivery: number }): Promise<PartProgress>;
  /** Every moment at which work on a part was begun, read consistently; undefined if it never was. */
  begun(id: string, part: number): Promise<readonly Instant[] | undefined>;
  /** Notes what came of a part, once: what was noted first stays. */
  finish(id: string, part: number, outcome: RowCounts): Promise<void>;
  /** Everything that is known of the parts of an import, read consistently. */
  of(id: string): Promise<readonly PartProgress[]>;
}

const Item = z.object({
  part: z.int().min(0),
  begun: z.array(instantImage),
  delivery: z.int().min(1),
  outcome: RowCountsImage.exactOptional(),
});

/** Seconds for which it is kept how work went: longer than a dead letter can be redriven (14 days). What came of all is in the head. */
const KEPT_SECONDS = 30 * 86_400;

const keyOf = (id: string, part: number) => ({ pk: `IMPORT#${id}`, sk: `PART#${partName(part)}` });

export const importProgress = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): ImportProgress => {
  const { client, table: TableName } = deps;
  return {
    begin: async (id, part, { at, delivery }) => {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf(id, part),
            UpdateExpression:
              'SET part = :part, begun = list_append(if_not_exists(begun, :none), :now), delivery = :delivery, expiresAt = :expiresAt',
            ConditionExpression: 'attribute_not_exists(outcome)',
            ExpressionAttributeValues: {
              ':part': part,
              ':none': [],
              ':now': [at],
              ':delivery': delivery,
              ':expiresAt': toEpochSeconds(at) + KEPT_SECONDS,
            },
            ReturnValues: 'ALL_NEW',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return Item.parse(Attributes);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        // The error's item is raw even through the document client.
        return Item.parse(unmarshall(error.Item));
      }
    },

    begun: async (id, part) => {
      const { Item: found } = await client.send(
        new GetCommand({ TableName, Key: keyOf(id, part), ConsistentRead: true }),
      );
      return found && Item.parse(found).begun;
    },

    finish: async (id, part, outcome) => {
      await conditionHeld(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf(id, part),
            UpdateExpression: 'SET outcome = :outcome',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(outcome)',
            ExpressionAttributeValues: { ':outcome': outcome },
          }),
        ),
      );
    },

    of: async (id) => {
      const found: PartProgress[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': keyOf(id, 0).pk },
            ConsistentRead: true,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        );
        found.push(...(page.Items ?? []).map((item) => Item.parse(item)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return found;
    },
  };
};
