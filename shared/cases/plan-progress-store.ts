import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { conditionHeld } from '../aws/condition-held.ts';
import { PlanProgress } from './plan-progress.ts';

/** How far the plans of cases are carried out. */
export interface PlanProgressStore {
  /** Notes how far it is; what is older or less far changes nothing. */
  note(caseId: string, progress: PlanProgress): Promise<void>;
  /** Undefined before the first part of the first plan is done. */
  find(caseId: string): Promise<PlanProgress | undefined>;
}

/** Where a plan's progress lies in the derived table. */
export const planProgressKey = (caseId: string) => ({ pk: `PLAN#${caseId}`, sk: 'PLAN' });

const FURTHER = `attribute_not_exists(pk) OR version < :version
  OR (version = :version AND (organisation < :organisation OR (organisation = :organisation AND done < :done)))`;

export const planProgressStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): PlanProgressStore => ({
  note: async (caseId, progress) => {
    const { version, organisation, done } = progress;
    const put = new PutCommand({
      TableName: deps.table,
      Item: { ...planProgressKey(caseId), ...progress },
      ConditionExpression: FURTHER,
      ExpressionAttributeValues: { ':version': version, ':organisation': organisation, ':done': done },
    });
    await conditionHeld(deps.client.send(put));
  },

  find: async (caseId) => {
    const get = new GetCommand({ TableName: deps.table, Key: planProgressKey(caseId), ConsistentRead: true });
    const { Item } = await deps.client.send(get);
    return Item === undefined ? undefined : PlanProgress.parse(Item);
  },
});
