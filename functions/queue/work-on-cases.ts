import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { documentClient, s3Client, sqsClient } from '../../shared/aws/clients.ts';
import { systemNow } from '../../shared/aws/clock.ts';
import { jsonLog } from '../../shared/aws/log.ts';
import { personKeysIn } from '../../shared/aws/person-keys-secret.ts';
import { readEnv } from '../../shared/aws/read-env.ts';
import { caseStore } from '../../shared/cases/case-store.ts';
import { caseWorkQueue } from '../../shared/cases/case-work-queue.ts';
import { endDateStore } from '../../shared/cases/end-date-store.ts';
import { planProgressStore } from '../../shared/cases/plan-progress-store.ts';
import { repealReports } from '../../shared/cases/repeal-report-store.ts';
import { checkFiles } from '../../shared/checks/check-file-store.ts';
import { bearerStore } from '../../shared/files/bearer-store.ts';
import { fileEraser } from '../../shared/files/file-eraser-store.ts';
import { instrumentStore } from '../../shared/instruments/instrument-store.ts';
import { editionStore } from '../../shared/lists/edition-store.ts';
import { notificationQueue } from '../../shared/notifications/notification-queue.ts';
import { objectionStore } from '../../shared/objections/objection-store.ts';
import { recordStore } from '../../shared/records/record-store.ts';
import { repairStore } from '../../shared/repairs/repair-store.ts';
import { anyHeadStore } from '../../shared/retention/any-head-store.ts';
import { erasureStore } from '../../shared/retention/erasure-store.ts';
import { ledgerStore } from '../../shared/retention/ledger-store.ts';
import { retentionDueStore } from '../../shared/retention/retention-due-store.ts';
import { codeAliasStore } from '../../shared/subjects/code-alias-store.ts';
import { leavingSubjects } from '../../shared/subjects/leaving-subject-store.ts';
import { nameLeadStore } from '../../shared/subjects/name-lead-store.ts';
import { taskStore } from '../../shared/tasks/task-store.ts';
import { typicalCaseStore } from '../../shared/typical-cases/typical-case-store.ts';
import { removeReopens } from '../../shared/withdrawal-ledger/reopen-removal-store.ts';
import { reopenStore } from '../../shared/withdrawal-ledger/reopen-store.ts';
import { toldStore } from '../../shared/withdrawal-ledger/told-store.ts';
import { workOnCases } from './handlers/work-on-cases.ts';

const env = readEnv({
  REGISTER_TABLE: z.string(),
  DERIVED_TABLE: z.string(),
  NOTIFICATION_QUEUE_URL: z.string(),
  CASE_WORK_QUEUE_URL: z.string(),
  LEDGER_BUCKET: z.string(),
  FILES_BUCKET: z.string(),
  PERSON_KEYS_SECRET: z.string(),
});
const client = documentClient();
const sqs = sqsClient();
const s3 = s3Client();
const register = { client, table: env.REGISTER_TABLE };
const derived = { client, table: env.DERIVED_TABLE };
const editions = editionStore(register);
const { newest } = personKeysIn(env.PERSON_KEYS_SECRET);

export const handler = workOnCases({
  pause,
  cases: caseStore(register),
  tasks: taskStore(register),
  records: recordStore(register),
  repairs: repairStore(register),
  typicalCases: typicalCaseStore(register),
  objections: objectionStore(register),
  measuresOf: async (edition) => (await editions.numbered('measures', edition))?.entries ?? [],
  bases: instrumentStore(register).get,
  progress: planProgressStore(derived),
  reports: repealReports(derived),
  ends: endDateStore(derived),
  notifications: notificationQueue({ client: sqs, queueUrl: env.NOTIFICATION_QUEUE_URL }),
  told: toldStore(derived),
  checkFiles: checkFiles(derived),
  reopens: reopenStore(derived),
  removeReopens: removeReopens(derived),
  heads: anyHeadStore(register),
  erasures: erasureStore(register),
  due: retentionDueStore(derived),
  ledger: ledgerStore(s3, env.LEDGER_BUCKET),
  bearers: bearerStore(derived),
  eraseBytes: fileEraser({ client: s3, bucket: env.FILES_BUCKET }),
  subjects: leavingSubjects({
    ...register,
    personKeys: newest,
    codeAliases: codeAliasStore(derived),
    nameLeads: nameLeadStore(derived),
  }),
  work: caseWorkQueue({ client: sqs, queueUrl: env.CASE_WORK_QUEUE_URL }),
  now: systemNow,
  log: jsonLog,
});
