import * as z from 'zod';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { checkFiles } from '../../shared/checks/check-file-store.ts';
import { dueChecks } from '../../shared/checks/due-check-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { flagChecks } from './handlers/flag-checks.ts';

const env = readEnv({ DERIVED_TABLE: z.string(), NOTIFICATION_QUEUE_URL: z.string() });
const derived = { client: documentClient(), table: env.DERIVED_TABLE };

export const handler = flagChecks({
  due: dueChecks(derived),
  files: checkFiles(derived),
  notifications: notificationQueue({ client: sqsClient(), queueUrl: env.NOTIFICATION_QUEUE_URL }),
  idOf: digestId,
  now: systemNow,
  log: jsonLog,
});
