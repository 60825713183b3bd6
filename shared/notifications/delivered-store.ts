import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { notificationKey } from './inbox-store.ts';

/** Which notifications have reached their inbox; acknowledged ones are among them. */
export interface DeliveredNotifications {
  among(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

const Items = z.array(z.object({ id: z.string() }));

/** Looks notifications up in the derived table, consistently. */
export const deliveredStore = (deps: {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}): DeliveredNotifications => ({
  among: async (ids) => {
    const found = await batches(deps.client, deps.table).get(ids.map(notificationKey));
    return new Set(Items.parse(found).map(({ id }) => id));
  },
});
