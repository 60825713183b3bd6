import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { conditionHeld } from '../aws/condition-held.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { dateText } from '../kernel/schema.ts';

/**
 * A unit 单位 that takes part: obliged since the first obligatory task was pushed to it, enrolled since it first acknowledged or answered
 * one. Both dates are minima of what was counted, so that counting again in any order gives the same.
 */
const Unit = z.object({ department: z.string(), obligedSince: dateText, enrolledSince: dateText.exactOptional() });
export type Unit = z.output<typeof Unit>;

export interface UnitStore {
  /** Notes what was counted of units; the earliest dates stay. */
  note(units: readonly Unit[]): Promise<void>;
  all(): Promise<readonly Unit[]>;
}

const PK = 'UNITS';

const isEarlier = (date: CalendarDate, known: CalendarDate | undefined): boolean => known === undefined || date < known;

/** Some tens of items in one partition, written by the fold alone. */
export const unitStore = (deps: { readonly client: DynamoDBDocumentClient; readonly table: string }): UnitStore => {
  const { client, table: TableName } = deps;

  const earliest = async (department: string, name: 'obligedSince' | 'enrolledSince', date: CalendarDate) => {
    await conditionHeld(
      client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: PK, sk: department },
          UpdateExpression: 'SET department = :department, #date = :date',
          ConditionExpression: 'attribute_not_exists(#date) OR #date > :date',
          ExpressionAttributeNames: { '#date': name },
          ExpressionAttributeValues: { ':department': department, ':date': date },
        }),
      ),
    );
  };

  const all = async (): Promise<readonly Unit[]> => {
    const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': PK } };
    const found: Unit[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, query)) found.push(...z.array(Unit).parse(Items));
    return found;
  };

  return {
    all,
    note: async (units) => {
      const known = new Map((await all()).map((unit) => [unit.department, unit]));
      for (const { department, obligedSince, enrolledSince } of units) {
        const before = known.get(department);
        if (isEarlier(obligedSince, before?.obligedSince)) await earliest(department, 'obligedSince', obligedSince);
        if (enrolledSince !== undefined && isEarlier(enrolledSince, before?.enrolledSince))
          await earliest(department, 'enrolledSince', enrolledSince);
      }
    },
  };
};
