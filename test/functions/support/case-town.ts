import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { workOnCases } from '../../../functions/queue/handlers/work-on-cases.ts';
import { endByDate } from '../../../functions/schedule/handlers/end-by-date.ts';
import { relay } from '../../../functions/stream/handlers/relay.ts';
import { documentClient } from '../../../shared/aws/clients.ts';
import { type CaseStore, caseStore } from '../../../shared/cases/case-store.ts';
import { type CaseWork, groupOf } from '../../../shared/cases/case-work.ts';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { planProgressStore } from '../../../shared/cases/plan-progress-store.ts';
import { repealReports } from '../../../shared/cases/repeal-report-store.ts';
import type { Basis } from '../../../shared/cases/settle-task.ts';
import { checkFiles } from '../../../shared/checks/check-file-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import { pendingStore } from '../../../shared/disclosure/pending-store.ts';
import { exchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { bearerStore } from '../../../shared/files/bearer-store.ts';
import { type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { letterIndex } from '../../../shared/letters/letter-index-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { objectionStore } from '../../../shared/objections/objection-store.ts';
import { recordStore } from '../../../shared/records/record-store.ts';
import { repairStore } from '../../../shared/repairs/repair-store.ts';
import { retentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { disclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { accessStore } from '../../../shared/subject-door/access-store.ts';
import { codeAliasStore } from '../../../shared/subjects/code-alias-store.ts';
import { nameLeadStore } from '../../../shared/subjects/name-lead-store.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { taskFromItem, taskStore } from '../../../shared/tasks/task-store.ts';
import { typicalCaseStore } from '../../../shared/typical-cases/typical-case-store.ts';
import { reopenStore } from '../../../shared/withdrawal-ledger/reopen-store.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { type Engines, names } from '../../engines.ts';
import { streamOf } from '../../faults/support/outbox.ts';
import { MEASURES } from './case-builders.ts';
import { retentionStores } from './retention.ts';

/** Messages as the queue keeps them: of each group in order, unless a test stirs them. */
const memoryQueue = () => {
  let waiting: CaseWork[] = [];
  const sent: CaseWork[] = [];
  return {
    send: async (work: readonly CaseWork[]) => {
      waiting.push(...work);
      sent.push(...work);
    },
    take: (most = 10): readonly CaseWork[] => {
      const taken = waiting.slice(0, most);
      waiting = waiting.slice(most);
      return taken;
    },
    stir: (change: (work: readonly CaseWork[]) => readonly CaseWork[]) => {
      waiting = [...change(waiting)];
    },
    sent,
    isEmpty: () => waiting.length === 0,
  };
};

const silent = { info: () => undefined, warn: () => undefined };

/** All that follows from cases and tasks, over real tables and the register's real stream; the clock stands where it is set. */
export const caseTown = async (engines: Engines, client: DynamoDBDocumentClient = documentClient()) => {
  const [register, derived] = [names.registerTable, names.derivedTable].map((table) => ({ client, table }));
  if (register === undefined || derived === undefined) throw new Error('two tables');
  const stream = await streamOf(engines);
  // What other tests wrote before is nobody's business here.
  await stream();
  let time = Date.parse('2026-11-12T02:00:00.000Z');
  const now = (): Instant => toInstant(time);
  const errors: unknown[] = [];
  const log = { ...silent, error: (_: string, fields: object) => void errors.push(fields) };
  const notified: Notification[] = [];
  const notifications = { send: async (all: readonly Notification[]) => void notified.push(...all) };
  const queue = memoryQueue();
  const bases = new Map<string, Basis>();
  const cases: CaseStore = caseStore(register);
  const tasks = taskStore(register);
  const ends = endDateStore(derived);
  const typicalCases = typicalCaseStore(register);
  const deps = {
    cases,
    tasks,
    records: recordStore(register),
    repairs: repairStore(register),
    objections: objectionStore(register),
    typicalCases,
    measuresOf: async () => MEASURES,
    bases: async (codes: readonly string[]) => new Map([...bases].filter(([code]) => codes.includes(code))),
    progress: planProgressStore(derived),
    reports: repealReports(derived),
    ends,
    told: toldStore(derived),
    checkFiles: checkFiles(derived),
    reopens: reopenStore(derived),
    ...retentionStores(client),
    notifications,
    work: queue,
    pause: async () => undefined,
    now,
    log,
  };
  const handleWork = workOnCases(deps);
  const handleStream = relay({
    notifications,
    caseWork: queue,
    ends,
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    readers: async () => undefined,
    letters: letterIndex(derived),
    bearers: bearerStore(derived),
    exchange: exchangeEntries(derived),
    publications: { request: async () => undefined },
    pending: pendingStore(client, derived.table),
    counts: disclosureCountStore(derived),
    codeAliases: codeAliasStore(derived),
    nameLeads: nameLeadStore(derived),
    retentionDue: retentionDueStore(derived),
    accesses: accessStore(derived),
    log,
  });
  const nightly = endByDate({ ends, work: queue, now, log });

  /** Gives messages to the function as the queue does; what failed comes again. */
  const work = async (messages: readonly CaseWork[]): Promise<void> => {
    const Records = messages.map((message, at) => ({
      messageId: String(at),
      body: JSON.stringify(message),
      attributes: { MessageGroupId: groupOf(message), ApproximateReceiveCount: '1' },
    }));
    const { batchItemFailures } = await handleWork({ Records });
    const failed = batchItemFailures.map(({ itemIdentifier }) => messages[Number(itemIdentifier)]);
    queue.stir((waiting) => [...failed.filter((message) => message !== undefined), ...waiting]);
  };

  /** Relays what was written since; what failed comes again, with all behind it. */
  const relayAll = async (): Promise<number> => {
    const events = await stream();
    for (let from = 0; from < events.length; ) {
      const { batchItemFailures } = await handleStream({ Records: events.slice(from, from + 100) });
      const [failed] = batchItemFailures;
      const at = events.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failed?.itemIdentifier);
      from = failed === undefined ? from + 100 : at;
    }
    return events.length;
  };

  return {
    client,
    cases,
    tasks,
    deps,
    bases,
    queue,
    notified,
    errors,
    now,
    setTime: (text: string) => {
      time = Date.parse(text);
    },
    work,
    relayAll,
    /** What was written since is lost: nobody hears of it. */
    forget: async (): Promise<void> => void (await stream()),
    nightly,
    /** Until nothing follows any more. */
    settle: async (): Promise<void> => {
      for (;;) {
        const relayed = await relayAll();
        if (relayed === 0 && queue.isEmpty()) return;
        for (let batch = queue.take(); batch.length > 0; batch = queue.take()) await work(batch);
      }
    },
    /** Every task of the cases. */
    tasksOf: async (...joint: readonly JointCase[]): Promise<readonly Task[]> => {
      const keys = new Set(joint.map(({ subject }) => subject.key));
      const ids = new Set(joint.map(({ id }) => id));
      const found: Task[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: names.registerTable })) {
        const items = Items.filter(({ entity, pk }) => entity === 'task' && keys.has(pk));
        found.push(...items.map((item) => taskFromItem(item).image).filter((task) => ids.has(task.case.id)));
      }
      return found;
    },
  };
};

export type CaseTown = Awaited<ReturnType<typeof caseTown>>;
