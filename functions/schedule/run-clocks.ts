import * as z from 'zod';
import { ACCEPTANCE_HEAD } from '../../shared/acceptances/acceptance-store.ts';
import { clockedAcceptance } from '../../shared/acceptances/duties.ts';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { clockStore } from '../../shared/clocks/clock-store.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { inboxStore } from '../../shared/notifications/inbox-store.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { clockedObjection } from '../../shared/objections/duties.ts';
import { OBJECTION_HEAD } from '../../shared/objections/objection-store.ts';
import { chasedQuarter, chaseNotifications } from '../../shared/progress-reports/chase-notifications.ts';
import { progressReportStore, reportId } from '../../shared/progress-reports/progress-report-store.ts';
import { clockedRecord } from '../../shared/records/duties.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { headStore } from '../../shared/register/head-store.ts';
import { clockedRepair } from '../../shared/repairs/duties.ts';
import { repairStore } from '../../shared/repairs/repair-store.ts';
import { clockedSubscription } from '../../shared/subscriptions/renewal.ts';
import { SUBSCRIPTION_HEAD } from '../../shared/subscriptions/subscription-store.ts';
import { clockedTask } from '../../shared/tasks/duties.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { clockedEnd } from '../../shared/withdrawal-ledger/end-notice.ts';
import { clockedReopen } from '../../shared/withdrawal-ledger/reopen.ts';
import { reopenStore } from '../../shared/withdrawal-ledger/reopen-store.ts';
import { runClocks } from './handlers/run-clocks.ts';

const env = readEnv({ REGISTER_TABLE: z.string(), DERIVED_TABLE: z.string(), NOTIFICATION_QUEUE_URL: z.string() });
const client = documentClient();
const derived = { client, table: env.DERIVED_TABLE };
const inbox = inboxStore(derived);
const reopens = reopenStore(derived);
const tasks = taskStore({ client, table: env.REGISTER_TABLE });
const repairs = repairStore({ client, table: env.REGISTER_TABLE });
const records = recordStore({ client, table: env.REGISTER_TABLE });
const objections = headStore(OBJECTION_HEAD, { client, table: env.REGISTER_TABLE });
const acceptances = headStore(ACCEPTANCE_HEAD, { client, table: env.REGISTER_TABLE });
const subscriptions = headStore(SUBSCRIPTION_HEAD, { client, table: env.REGISTER_TABLE });
const reports = progressReportStore({ client, table: env.REGISTER_TABLE });

export const handler = runClocks({
  clocks: clockStore(derived),
  clockedAt: {
    task: async (key) => {
      const found = await tasks.get(key);
      return found && clockedTask(found.image);
    },
    repair: async (key) => {
      const found = await repairs.get(key);
      return found && clockedRepair(found.image);
    },
    record: async (key) => {
      const found = await records.get(key);
      return found && clockedRecord(found.image);
    },
    objection: async (key) => {
      const found = await objections.get(key);
      return found && clockedObjection(found.image);
    },
    acceptance: async (key) => {
      const found = await acceptances.get(key);
      return found && clockedAcceptance(found.image);
    },
    subscription: async (key) => {
      const found = await subscriptions.get(key);
      return found && clockedSubscription(found.image);
    },
    'end-notice': async (key) => {
      const found = await inbox.at(key);
      return found && clockedEnd(found);
    },
    reopen: async (key) => {
      const found = await reopens.at(key);
      return found && clockedReopen(found);
    },
  },
  chase: async (today) => {
    const period = chasedQuarter(today);
    const given = { reports: await reports.on(period), today, idOf: digestId, reportIdOf: reportId };
    return chaseNotifications(period, given);
  },
  notifications: notificationQueue({ client: sqsClient(), queueUrl: env.NOTIFICATION_QUEUE_URL }),
  idOf: digestId,
  now: systemNow,
  log: jsonLog,
});
