import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { inboxStore } from '../../shared/notifications/inbox-store.ts';
import { deliverNotification } from './handlers/deliver-notification.ts';

const env = readEnv({ DERIVED_TABLE: z.string() });

export const handler = deliverNotification({
  inbox: inboxStore({ client: documentClient(), table: env.DERIVED_TABLE }),
  log: jsonLog,
});
