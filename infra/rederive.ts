import * as z from 'zod';
import { documentClient } from '../shared/aws/clients.ts';
import { systemNow } from '../shared/aws/clock.ts';
import { rederive } from '../shared/rederive/rederive.ts';
import { registerPages } from '../shared/rederive/register-pages-store.ts';
import type { Sort, Tally } from '../shared/rederive/tally.ts';
import { readCommand } from './command-line.ts';
import { allRederivers } from './rederivers.ts';

const USAGE = `从登记库补全缺失的通知、待发布、统计、期限与案件工作 Derives from the register what was lost on its way, and writes only what is missing.

  --register-table <name>          the stack's output RegisterTable (or the variable REGISTER_TABLE)
  --derived-table <name>           DerivedTable (DERIVED_TABLE)
  --notification-queue-url <url>   NotificationQueueUrl (NOTIFICATION_QUEUE_URL)
  --publication-queue-url <url>    PublicationQueueUrl (PUBLICATION_QUEUE_URL)
  --case-work-queue-url <url>      CaseWorkQueueUrl (CASE_WORK_QUEUE_URL)
  --ledger-bucket <name>           LedgerBucket (LEDGER_BUCKET)
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
    'case-work-queue-url': { type: 'string' },
    'ledger-bucket': { type: 'string' },
    'dry-run': { type: 'boolean' },
    segments: { type: 'string' },
  },
  variables: {
    'register-table': 'REGISTER_TABLE',
    'derived-table': 'DERIVED_TABLE',
    'notification-queue-url': 'NOTIFICATION_QUEUE_URL',
    'publication-queue-url': 'PUBLICATION_QUEUE_URL',
    'case-work-queue-url': 'CASE_WORK_QUEUE_URL',
    'ledger-bucket': 'LEDGER_BUCKET',
  },
  settings: {
    'register-table': z.string(),
    'derived-table': z.string(),
    'notification-queue-url': z.url(),
    'publication-queue-url': z.url(),
    'case-work-queue-url': z.url(),
    'ledger-bucket': z.string(),
    'dry-run': z.boolean().default(false),
    segments: z.coerce.number().int().min(1).max(MOST_SEGMENTS).default(4),
  },
});

const NAMES: readonly (readonly [Sort, string])[] = [
  ['notifications', '条通知 notifications'],
  ['pending', '条待发布 pending publications'],
  ['counts', '项统计 counts'],
  ['aliases', '个旧码与名称 older codes and names'],
  ['clocks', '个办理期限 clocks'],
  ['ends', '个到期日 ends by date'],
  ['tellings', '条告知台账 notes of who was told'],
  ['work', '件待办案件工作 messages of work on cases'],
  ['bearers', '处文件所附对象 notes of what bears a file'],
  ['retention', '个保存期限 ends of retention'],
  ['ledger', '条另存台账 entries of the ledger kept apart'],
];

const report = ({ looked, missing, unreadable }: Tally, dryRun: boolean): string => {
  const all = Object.values(missing).reduce((a, b) => a + b, 0);
  const { record = 0, subject = 0, case: cases = 0, task: tasks = 0 } = looked;
  return [
    `已核对 scanned   ${record} 条记录 records, ${subject} 个主体 subjects, ${cases} 件案件 cases, ${tasks} 项任务 tasks`,
    `缺失 missing     ${NAMES.map(([sort, name]) => `${missing[sort] ?? 0} ${name}`).join(', ')}`,
    `已补全 written   ${dryRun ? `0（仅核对 dry run）` : all}`,
    ...unreadable.map((id) => `无法读取 unreadable   ${id}`),
  ].join('\n');
};

if (settings) {
  const { 'dry-run': dryRun, segments } = settings;
  const rederivers = await allRederivers({
    registerTable: settings['register-table'],
    derivedTable: settings['derived-table'],
    notificationQueueUrl: settings['notification-queue-url'],
    publicationQueueUrl: settings['publication-queue-url'],
    caseWorkQueueUrl: settings['case-work-queue-url'],
    ledgerBucket: settings['ledger-bucket'],
    now: systemNow(),
  });
  const register = registerPages({ client: documentClient(), table: settings['register-table'] });
  const tally = await rederive(register, rederivers, { dryRun, segments });
  console.log(report(tally, dryRun));
  if (tally.unreadable.length > 0) process.exitCode = 1;
}
