import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { inboxStore } from '../../shared/notifications/inbox-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { listNotifications } from './handlers/list-notifications.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });

export const handler = listNotifications({
  ...apiDependencies(env),
  inbox: inboxStore({ client: documentClient(), table: env.DERIVED_TABLE }),
});
