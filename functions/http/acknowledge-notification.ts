import * as z from 'zod';
import { documentClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { inboxStore } from '../../shared/notifications/inbox-store.ts';
import { apiDependencies, CLAIM_VARIABLES } from './api-wiring.ts';
import { acknowledgeNotification } from './handlers/acknowledge-notification.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), ...CLAIM_VARIABLES });

export const handler = acknowledgeNotification({
  ...apiDependencies(env),
  inbox: inboxStore({ client: documentClient(), table: env.DERIVED_TABLE }),
  now: systemNow,
});
