import * as z from 'zod';
import { documentClient, sqsClient } from '../shared/aws/clients.ts';
import { systemNow } from '../shared/aws/clock.ts';
import { nodeCodec } from '../shared/crypto/codec.ts';
import { digestId } from '../shared/crypto/digest-id.ts';
import { entryStateStore } from '../shared/disclosure/entry-state-store.ts';
import { pendingStore } from '../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../shared/disclosure/publication-queue.ts';
import { withdrawnStore } from '../shared/disclosure/withdrawn-store.ts';
import { beijingDate } from '../shared/kernel/beijing-time.ts';
import { deliveredStore } from '../shared/notifications/delivered-store.ts';
import { notificationQueue } from '../shared/notifications/notification-queue.ts';
import { recordStore } from '../shared/records/record-store.ts';
import { rederive } from '../shared/records/rederive.ts';
import { registerPages } from '../shared/records/register-pages-store.ts';
import type { Tally } from '../shared/records/tally.ts';
import { disclosureCountStore } from '../shared/statistics/disclosure-count-store.ts';
import { notedCaseStore } from '../shared/statistics/noted-case-store.ts';
import { codeAliasStore } from '../shared/subjects/code-alias-store.ts';
import { missingLeads, nameLeadStore } from '../shared/subjects/name-lead-store.ts';
import { findIdentityNumbers } from '../shared/subjects/personal-data-in-text.ts';
import { readCommand } from './command-line.ts';

const USAGE = `从登记库补全缺失的通知、待发布与统计 Derives from the register what was lost on its way, and writes only what is missing.

  --register-table <name>          the stack's output RegisterTable (or the variable REGISTER_TABLE)
  --derived-table <name>           DerivedTable (DERIVED_TABLE)
  --notification-queue-url <url>   NotificationQueueUrl (NOTIFICATION_QUEUE_URL)
  --publication-queue-url <url>    PublicationQueueUrl (PUBLICATION_QUEUE_URL)
  --dry-run                        only says what is missing
  --segments <number>              parts of the register that are read at a time (default 4)

Region, credentials and endpoint come from the environment, as for the AWS command line.
Exit code: 0, or 1 if a record of the register could not be read.`;

const MOST_SEGMENTS = 16;

const settings = readCommand({
  usage: USAGE,
  options: {
    'register-table': { type: 'string' },
    'derived-table': { type: 'string' },
    'notification-queue-url': { type: 'string' },
    'publication-queue-url': { type: 'string' },
    'dry-run': { type: 'boolean' },
    segments: { type: 'string' },
  },
  variables: {
    'register-table': 'REGISTER_TABLE',
    'derived-table': 'DERIVED_TABLE',
    'notification-queue-url': 'NOTIFICATION_QUEUE_URL',
    'publication-queue-url': 'PUBLICATION_QUEUE_URL',
  },
  settings: {
    'register-table': z.string(),
    'derived-table': z.string(),
    'notification-queue-url': z.url(),
    'publication-queue-url': z.url(),
    'dry-run': z.boolean().default(false),
    segments: z.coerce.number().int().min(1).max(MOST_SEGMENTS).default(4),
  },
});

const report = ({ records, subjects, unreadable, ...missing }: Tally, dryRun: boolean): string => {
  const { notifications, pending, counts, aliases } = missing;
  const all = notifications + pending + counts + aliases;
  return [
    `已核对 scanned   ${records} 条记录 records, ${subjects} 个主体 subjects`,
    `缺失 missing     ${notifications} 条通知 notifications, ${pending} 条待发布 pending publications, ${counts} 项统计 counts, ${aliases} 个旧码与名称 older codes and names`,
    `已补全 written   ${dryRun ? `0（仅核对 dry run）` : all}`,
    ...unreadable.map((id) => `无法读取 unreadable   ${id}`),
  ].join('\n');
};

if (settings) {
  const client = documentClient();
  const sqs = sqsClient();
  const register = { client, table: settings['register-table'] };
  const derived = { client, table: settings['derived-table'] };
  const dryRun = settings['dry-run'];
  const tally = await rederive(
    {
      register: registerPages(register),
      records: recordStore(register),
      pending: pendingStore(derived.client, derived.table),
      states: entryStateStore(derived.client, derived.table),
      withdrawn: withdrawnStore(derived.client, derived.table),
      delivered: deliveredStore(derived),
      noted: notedCaseStore(derived),
      counts: disclosureCountStore(derived),
      codeAliases: codeAliasStore(derived),
      nameLeads: nameLeadStore(derived),
      missingLeads: missingLeads(derived),
      notifications: notificationQueue({ client: sqs, queueUrl: settings['notification-queue-url'] }),
      publications: publicationQueue({ client: sqs, queueUrl: settings['publication-queue-url'] }),
      publisher: { codec: nodeCodec, findsIdentityNumber: (text) => findIdentityNumbers(text).length > 0 },
      idOf: digestId,
    },
    { today: beijingDate(systemNow()), dryRun, segments: settings.segments },
  );
  console.log(report(tally, dryRun));
  if (tally.unreadable.length > 0) process.exitCode = 1;
}
