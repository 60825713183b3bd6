import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { instantImage } from '../register/head-image.ts';
import type { Task } from '../tasks/task.ts';

const Passes = z.object({
  /** What started the passes. */
  run: z.string(),
  passes: z.int(),
  /** When two passes in a row had found nothing. */
  completedAt: instantImage.exactOptional(),
});

const Lifted = z.object({ task: z.string(), department: z.string() });

/** What became of the measures on a basis that ended. */
export interface RepealReport extends z.output<typeof Passes> {
  /** Tasks whose measure was lifted or withdrawn. */
  readonly lifted: readonly z.output<typeof Lifted>[];
}

/** Reports of repeals, by the basis's code: a task is noted before it is lifted, so that a crash loses none. */
export interface RepealReports {
  lifting(basis: string, task: Pick<Task, 'id' | 'department'>): Promise<void>;
  /** Another one ended it first. */
  notLifted(basis: string, task: Pick<Task, 'id'>): Promise<void>;
  note(basis: string, passes: z.output<typeof Passes>): Promise<void>;
  isComplete(basis: string): Promise<boolean>;
  find(basis: string): Promise<RepealReport | undefined>;
}

const partition = (basis: string) => `REPEAL#${basis}`;
const REPORT = 'REPORT';
const TASK = 'TASK#';

export const repealReports = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): RepealReports => {
  const { client, table: TableName } = deps;
  const taskKey = (basis: string, id: string) => ({ pk: partition(basis), sk: `${TASK}${id}` });
  const reportKey = (basis: string) => ({ pk: partition(basis), sk: REPORT });
  return {
    lifting: async (basis, { id, department }) => {
      await client.send(new PutCommand({ TableName, Item: { ...taskKey(basis, id), task: id, department } }));
    },

    notLifted: async (basis, { id }) => {
      await client.send(new DeleteCommand({ TableName, Key: taskKey(basis, id) }));
    },

    note: async (basis, passes) => {
      await client.send(new PutCommand({ TableName, Item: { ...reportKey(basis), ...passes } }));
    },

    isComplete: async (basis) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: reportKey(basis), ConsistentRead: true }));
      return Item !== undefined && Passes.parse(Item).completedAt !== undefined;
    },

    find: async (basis) => {
      const query = {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(basis) },
      };
      const items: Record<string, unknown>[] = [];
      for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
      const report = items.find(({ sk }) => sk === REPORT);
      if (report === undefined) return undefined;
      return { ...Passes.parse(report), lifted: z.array(Lifted).parse(items.filter(({ sk }) => sk !== REPORT)) };
    },
  };
};
