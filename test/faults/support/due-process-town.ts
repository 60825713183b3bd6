import { gunzipSync } from 'node:zlib';
import { tellEnd } from '../../../functions/queue/handlers/tell-end.ts';
import { PUBLISHED_SORTS, publicColumns } from '../../../functions/queue/published-sorts.ts';
import { documentClient } from '../../../shared/aws/clients.ts';
import type { CaseWork } from '../../../shared/cases/case-work.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { pendingStore } from '../../../shared/disclosure/pending-store.ts';
import { beijingDate, beijingMidnight, type CalendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { inboxStore } from '../../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { publicityEndNotifications } from '../../../shared/notifications/publicity-end.ts';
import { carryOut, type Derived, derive } from '../../../shared/records/derive.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD, recordStore } from '../../../shared/records/record-store.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import { headBatchStore } from '../../../shared/register/head-batch-store.ts';
import { publicationSource } from '../../../shared/register/publication-source-store.ts';
import { noteTold } from '../../../shared/withdrawal-ledger/note-told.ts';
import { namedByRecord, othersTold } from '../../../shared/withdrawal-ledger/tell-later.ts';
import { toldStore } from '../../../shared/withdrawal-ledger/told-store.ts';
import { names } from '../../engines.ts';
import { city, type Fate, pathsIn, unharmed } from '../../shared/disclosure/support/publisher.ts';

/** That a reader was told of a record, once its answer had left. */
export interface Answered {
  readonly id: string;
  readonly recipient: string;
  readonly version: number;
}

/** A file of the public copy, unpacked. */
export interface PublicFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A city with records in its real register, the real publisher and inboxes, and everything between them late, twice or out of reach as a test
 * has it.
 */
export const dueProcessTown = (start: CalendarDate) => {
  const town = city(beijingMidnight(start));
  const client = documentClient();
  const [register, derived] = [names.registerTable, names.derivedTable].map((table) => ({ client, table }));
  if (register === undefined || derived === undefined) throw new Error('two tables');
  const records = recordStore(register);
  const told = toldStore(derived);
  const inbox = inboxStore(derived);
  const source = publicationSource(register, PUBLISHED_SORTS);
  const pending = pendingStore(client, derived.table);

  const heads = new Map<string, CreditRecord[]>();
  const stream: Derived[] = [];
  let relayed = 0;
  let mail: Notification[] = [];
  let queue: CaseWork[] = [];
  const heard = new Map<string, Notification>();
  const answered: Answered[] = [];
  const inFlight: (() => Promise<void>)[] = [];

  const notifications = { send: async (all: readonly Notification[]) => void mail.push(...all) };
  const work = { send: async (all: readonly CaseWork[]) => void queue.push(...all) };
  const today = (): CalendarDate => beijingDate(town.clock.now());

  const stores = {
    pending,
    counts: { note: async () => undefined },
    clocks: { put: async () => undefined },
    exchange: { hear: async () => undefined },
    notifications,
    publications: { request: async () => undefined },
    caseWork: work,
  };
  const tell = tellEnd({
    records,
    tasks: { get: async () => undefined },
    cases: { get: async () => undefined },
    bases: async () => new Map(),
    checkFiles: { get: async () => undefined },
    reopens: { list: async () => undefined },
    told,
    notifications,
  });
  const note = noteTold({ told, records: headBatchStore(RECORD_HEAD, register), work });

  const kept = (record: CreditRecord): void => {
    heads.set(record.id, [...(heads.get(record.id) ?? []), record]);
    stream.push(derive(record, RECORD_HEAD.keyOf(record), digestId));
  };

  const newest = (id: string): CreditRecord | undefined => heads.get(id)?.at(-1);

  /** As functions/queue/publish.ts has it. */
  const tellEnded = async (id: string, version: number, on: CalendarDate): Promise<void> => {
    const record = newest(id);
    if (record === undefined) return;
    const after = { named: namedByRecord(record), version: record.version + 1 };
    const others = othersTold(after, await told.of(id));
    await notifications.send(publicityEndNotifications(record, { version, on, others }, digestId));
  };

  const depsWith = (fate: Fate) => ({ ...town.depsWith(fate), source, columnsOf: publicColumns, tellEnded });

  /** Relays up to `most` changes; all of them, if none is given. */
  const relay = async (most = stream.length): Promise<void> => {
    for (const follows of stream.slice(relayed, relayed + most)) await carryOut(stores, follows);
    relayed = Math.min(stream.length, relayed + most);
  };

  const deliver = async (): Promise<void> => {
    for (const one of mail.splice(0)) {
      heard.set(one.id, one);
      await inbox.deliver(one);
    }
  };

  const doWork = async (): Promise<void> => {
    for (const one of queue.splice(0)) if (one.type === 'tell-end') await tell(one);
  };

  const drain = async (): Promise<void> => {
    while (queue.length > 0 || mail.length > 0) {
      await doWork();
      await deliver();
    }
  };

  const answerAll = async (): Promise<void> => {
    for (const answer of inFlight.splice(0)) await answer();
  };

  return {
    town,
    heads,
    heard,
    inbox,
    answered,
    today,
    newest,
    relay,
    deliver,
    doWork,
    answerAll,
    post: async (record: CreditRecord): Promise<void> => {
      const added = await records.add(record, { post: record.id });
      if (added.ok && added.value.created) kept(record);
    },
    change: async (id: string, next: (record: CreditRecord) => Result<CreditRecord, Failures>): Promise<void> => {
      const record = newest(id);
      const stored = record && (await records.get(RECORD_HEAD.keyOf(record)));
      const wanted = stored && next(stored.image);
      if (!wanted?.ok || wanted.value === stored?.image || stored === undefined) return;
      const saved = await records.change(stored, wanted.value, [stored.image.state]);
      if (saved.ok) kept(wanted.value);
    },
    /** A change is relayed once more. */
    relayAgain: async (pick: number): Promise<void> => {
      const follows = stream.slice(0, relayed)[pick % Math.max(relayed, 1)];
      if (follows) await carryOut(stores, follows);
    },
    /** What waits comes twice, and in another order. */
    stir: (): void => {
      mail = [...mail, ...mail];
      queue = [...queue.toReversed(), ...queue];
    },
    /** A reader reads a record now, and is answered now or later; nobody reads what may not be used. */
    read: async (id: string, recipient: string, purpose: string): Promise<CreditRecord | undefined> => {
      const record = newest(id);
      const read = record && (await records.get(RECORD_HEAD.keyOf(record)))?.image;
      if (read === undefined || read.told === undefined || !isUsable(read, today())) return undefined;
      const { version } = read;
      inFlight.push(async () => {
        const telling = { about: id, recipient, channel: 'report', purpose, at: town.clock.now(), version } as const;
        await note([{ ...telling, what: 'record', key: RECORD_HEAD.keyOf(read) }]);
        answered.push({ id, recipient, version });
      });
      return read;
    },
    pass: (date: CalendarDate): void => {
      town.setTime(new Date(Math.max(Date.parse(town.clock.now()), Date.parse(beijingMidnight(date)))).toISOString());
    },
    publish: (reason: string, fate: Fate = unharmed) => town.run({ reason }, depsWith(fate)),
    acknowledge: (id: string, department: string, officer: string) =>
      inbox.acknowledge({ id, department, officer, at: town.clock.now() }),
    /** Everything arrives; answers that are still on their way come last, when all was told to everyone who was noted by then. */
    settle: async (): Promise<void> => {
      await relay();
      await drain();
      await answerAll();
      await drain();
    },
    publicFiles: async (): Promise<readonly PublicFile[]> => {
      const bucket = town.deps.disclosure;
      const paths = await pathsIn(bucket);
      return Promise.all(
        paths.map(async (path) => {
          const bytes = Buffer.from((await bucket.get(path)) ?? []);
          return { path, text: (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString() };
        }),
      );
    },
  };
};

export type DueProcessTown = ReturnType<typeof dueProcessTown>;
