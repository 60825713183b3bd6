import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { batches } from '../aws/batches.ts';
import { InboxEntry, notificationKey } from './inbox-store.ts';

/** Which notifications have reached their inbox; acknowledged ones are among them. */
export interface DeliveredNotifications {
  among(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** They as they lie there, by id. */
  entries(ids: readonly string[]): Promise<ReadonlyMap<string, InboxEntry>>;
}

const Entries = z.array(z.object(InboxEntry.shape));
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
  entries: async (ids) => {
    const found = await batches(deps.client, deps.table).get([...new Set(ids)].map(notificationKey));
    return new Map(Entries.parse(found).map((entry) => [entry.id, entry]));
  },
});
