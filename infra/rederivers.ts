import { acceptanceStore } from '../shared/acceptances/acceptance-store.ts';
import { authorisationStore } from '../shared/authorisations/authorisation-store.ts';
import { authorisationsOf } from '../shared/authorisations/reader-subscription-store.ts';
import { documentClient, s3Client, sqsClient } from '../shared/aws/clients.ts';
import { caseStore } from '../shared/cases/case-store.ts';
import { caseWorkQueue } from '../shared/cases/case-work-queue.ts';
import { endDateStore } from '../shared/cases/end-date-store.ts';
import { leftBehind, NO_GROUNDS } from '../shared/cases/grounds.ts';
import { planProgressStore } from '../shared/cases/plan-progress-store.ts';
import { repealReports } from '../shared/cases/repeal-report-store.ts';
import { askedAbout } from '../shared/checks/asked-about-store.ts';
import { checkFiles } from '../shared/checks/check-file-store.ts';
import { clockStore } from '../shared/clocks/clock-store.ts';
import { nodeCodec } from '../shared/crypto/codec.ts';
import { digestId } from '../shared/crypto/digest-id.ts';
import { letterId } from '../shared/crypto/letter-keys.ts';
import { entryStateStore } from '../shared/disclosure/entry-state-store.ts';
import { pendingStore } from '../shared/disclosure/pending-store.ts';
import { publicationQueue } from '../shared/disclosure/publication-queue.ts';
import { withdrawnStore } from '../shared/disclosure/withdrawn-store.ts';
import { exchangeEntries } from '../shared/exchange/entry-store.ts';
import { bearerStore } from '../shared/files/bearer-store.ts';
import { importStore } from '../shared/imports/import-store.ts';
import { instrumentStore } from '../shared/instruments/instrument-store.ts';
import { beijingDate, type Instant } from '../shared/kernel/beijing-time.ts';
import { letterIndex } from '../shared/letters/letter-index-store.ts';
import { deliveredStore } from '../shared/notifications/delivered-store.ts';
import { notificationQueue } from '../shared/notifications/notification-queue.ts';
import { objectionStore } from '../shared/objections/objection-store.ts';
import { recordStore } from '../shared/records/record-store.ts';
import { acceptanceRederiver } from '../shared/rederive/acceptances.ts';
import { authorisationRederiver } from '../shared/rederive/authorisations.ts';
import { awaitedPublications } from '../shared/rederive/awaited-publications.ts';
import { caseRederiver } from '../shared/rederive/cases.ts';
import { derivedItems } from '../shared/rederive/derived-items-store.ts';
import { endpointRederiver } from '../shared/rederive/endpoints.ts';
import { importRederiver } from '../shared/rederive/imports.ts';
import { instrumentRederiver } from '../shared/rederive/instruments.ts';
import { objectionRederiver } from '../shared/rederive/objections.ts';
import { readerRederiver } from '../shared/rederive/readers.ts';
import { recordRederiver } from '../shared/rederive/records.ts';
import type { Rederiver } from '../shared/rederive/rederiver.ts';
import { repairRederiver } from '../shared/rederive/repairs.ts';
import { retentionRederiver } from '../shared/rederive/retention.ts';
import { subjectRederiver } from '../shared/rederive/subjects.ts';
import { subscriptionRederiver } from '../shared/rederive/subscriptions.ts';
import { taskRederiver } from '../shared/rederive/tasks.ts';
import { typicalCaseRederiver } from '../shared/rederive/typical-cases.ts';
import { RELAYED } from '../shared/register/relayed.ts';
import { repairStore } from '../shared/repairs/repair-store.ts';
import { anyHeadStore } from '../shared/retention/any-head-store.ts';
import { ledgerStore } from '../shared/retention/ledger-store.ts';
import { retentionDueStore } from '../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../shared/statistics/joint-count-store.ts';
import { notedCaseStore } from '../shared/statistics/noted-case-store.ts';
import { codeAliasStore } from '../shared/subjects/code-alias-store.ts';
import { missingLeads, nameLeadStore } from '../shared/subjects/name-lead-store.ts';
import { findIdentityNumbers } from '../shared/subjects/personal-data-in-text.ts';
import { subscriptionStore } from '../shared/subscriptions/subscription-store.ts';
import { taskStore } from '../shared/tasks/task-store.ts';
import { endpointStore } from '../shared/webhooks/endpoint-store.ts';
import { reopenStore } from '../shared/withdrawal-ledger/reopen-store.ts';
import { toldStore } from '../shared/withdrawal-ledger/told-store.ts';
import { untold, untoldOfTask } from '../shared/withdrawal-ledger/untold.ts';
import { letterRederivers } from './letter-rederivers.ts';

export interface RederiveSettings {
  readonly registerTable: string;
  readonly derivedTable: string;
  readonly notificationQueueUrl: string;
  readonly publicationQueueUrl: string;
  readonly caseWorkQueueUrl: string;
  readonly ledgerBucket: string;
  readonly now: Instant;
}

/** How what follows from each entity of the register is derived anew; reads what the publisher knows first. */
export const allRederivers = async (settings: RederiveSettings): Promise<readonly Rederiver[]> => {
  const client = documentClient();
  const sqs = sqsClient();
  const register = { client, table: settings.registerTable };
  const derived = { client, table: settings.derivedTable };
  const pending = pendingStore(client, settings.derivedTable);
  const counts = disclosureCountStore(derived);
  const notifications = notificationQueue({ client: sqs, queueUrl: settings.notificationQueueUrl });
  const publications = publicationQueue({ client: sqs, queueUrl: settings.publicationQueueUrl });
  const awaited = await awaitedPublications({
    pending,
    withdrawn: withdrawnStore(client, settings.derivedTable),
    states: entryStateStore(client, settings.derivedTable),
    publisher: { codec: nodeCodec, findsIdentityNumber: (text) => findIdentityNumbers(text).length > 0 },
    today: beijingDate(settings.now),
  });
  const records = recordStore(register);
  const cases = caseStore(register);
  const clocks = clockStore(derived);
  const caseWork = caseWorkQueue({ client: sqs, queueUrl: settings.caseWorkQueueUrl });
  const exchange = exchangeEntries(derived);
  const stores = { exchange, pending, counts, clocks, notifications, caseWork, publications, awaited, idOf: digestId };
  const follows = {
    notifications,
    ends: endDateStore(derived),
    jointCounts: jointCountStore(derived),
    clocks,
    caseWork,
    delivered: deliveredStore(derived),
    derivedItems: derivedItems(derived),
    idOf: digestId,
  };
  const told = toldStore(derived);
  const files = checkFiles(derived);
  const instruments = instrumentStore(register);
  const ledger = {
    told,
    delivered: deliveredStore(derived),
    cases,
    bases: instruments.get,
    checkFiles: files,
    reopens: reopenStore(derived),
    idOf: digestId,
  };
  const retention = {
    heads: anyHeadStore(register),
    due: retentionDueStore(derived),
    ledger: ledgerStore(s3Client(), settings.ledgerBucket),
    derivedItems: derivedItems(derived),
    caseWork,
    told,
    bearers: bearerStore(derived),
  };
  return [
    recordRederiver({
      ...stores,
      records,
      isLeftBehind: async (record) =>
        leftBehind(await cases.onSubject(record.subject.key), { ...NO_GROUNDS, records: [record] }),
      untold: untold(ledger),
      delivered: deliveredStore(derived),
      derivedItems: derivedItems(derived),
      noted: notedCaseStore(derived),
    }),
    readerRederiver({
      records,
      authorisations: authorisationsOf(register),
      told,
      delivered: deliveredStore(derived),
      notifications,
      idOf: digestId,
    }),
    subjectRederiver({
      codeAliases: codeAliasStore(derived),
      nameLeads: nameLeadStore(derived),
      missingLeads: missingLeads(derived),
    }),
    typicalCaseRederiver({ ...stores, derivedItems: derivedItems(derived) }),
    instrumentRederiver({
      ...follows,
      instruments,
      reports: repealReports(derived),
    }),
    caseRederiver({
      ...follows,
      cases,
      progress: planProgressStore(derived),
      now: settings.now,
    }),
    authorisationRederiver({ ...follows, authorisations: authorisationStore(register) }),
    importRederiver({ ...follows, imports: importStore(register) }),
    subscriptionRederiver({ ...follows, subscriptions: subscriptionStore(register) }),
    endpointRederiver({ ...follows, endpoints: endpointStore(register) }),
    taskRederiver({
      ...follows,
      tasks: taskStore(register),
      askedAbout: askedAbout(derived),
      checkFiles: files,
      told,
      untold: untoldOfTask(ledger),
    }),
    acceptanceRederiver({ ...follows, acceptances: acceptanceStore(register) }),
    objectionRederiver({ ...follows, objections: objectionStore(register), records, cases }),
    ...letterRederivers({ letters: letterIndex(derived), derivedItems: derivedItems(derived), letterId }, register),
    repairRederiver({ ...follows, repairs: repairStore(register), records, cases }),
    ...RELAYED.filter((entity) => entity !== 'subject').map((entity) => retentionRederiver(entity, retention)),
  ];
};
