import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beijingMidnight, toEpochSeconds } from '../kernel/beijing-time.ts';
import { IssuedReport } from './verification.ts';

/** Reports that were issued, by their codes. */
export interface IssuedReports {
  /** Notes a report; a code is given once. */
  note(issued: IssuedReport): Promise<void>;
  find(code: string): Promise<IssuedReport | undefined>;
}

const keyOf = (code: string) => ({ pk: `REPORT#${code}`, sk: 'REPORT' });

export const issuedReports = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): IssuedReports => ({
  note: async (issued) => {
    const expiresAt = toEpochSeconds(beijingMidnight(issued.keptUntil));
    await deps.client.send(
      new PutCommand({
        TableName: deps.table,
        Item: { ...keyOf(issued.attestation.code), ...issued, expiresAt },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  },

  find: async (code) => {
    const { Item } = await deps.client.send(
      new GetCommand({ TableName: deps.table, Key: keyOf(code), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : IssuedReport.parse(Item);
  },
});
