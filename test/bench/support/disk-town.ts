import { DatabaseSync } from 'node:sqlite';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import { EntryState } from '../../../shared/disclosure/entry-state.ts';
import { PARTS } from '../../../shared/disclosure/files.ts';
import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import { isEntering, pendingKeys } from '../../../shared/disclosure/pending-keys.ts';
import type { PendingChange } from '../../../shared/disclosure/pending-store.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import { publisherOf } from './publisher-of.ts';
import type { StoredHead } from './stored-heads.ts';

const SCHEMA = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096;
  CREATE TABLE changed (sk TEXT PRIMARY KEY, pk TEXT, id TEXT, version INTEGER, body BLOB) WITHOUT ROWID;
  CREATE TABLE pending (id TEXT PRIMARY KEY, pk TEXT, sk TEXT, version INTEGER) WITHOUT ROWID;
  CREATE TABLE entering (position TEXT, id TEXT, pk TEXT, sk TEXT, PRIMARY KEY (position, id)) WITHOUT ROWID;
  CREATE TABLE states (id TEXT PRIMARY KEY, due TEXT, state TEXT) WITHOUT ROWID;
  CREATE INDEX by_due ON states (due) WHERE due IS NOT NULL;
  CREATE TABLE files (path TEXT PRIMARY KEY, body BLOB);
  CREATE TABLE staged (path TEXT PRIMARY KEY, body BLOB);
`;

const PAGE = 1_000;

/** What a town costs that is none of the publisher's: the stores, by the processor time of this thread. */
const metered = () => {
  let spent = 0;
  return {
    spent: () => spent,
    run: <Answer>(work: () => Answer): Answer => {
      const before = process.threadCpuUsage();
      const answer = work();
      const { user, system } = process.threadCpuUsage(before);
      spent += user + system;
      return answer;
    },
  };
};
type Meter = ReturnType<typeof metered>;

const text = (value: unknown): string => String(value ?? '');
const bytesOf = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());

const diskBucket = (
  database: DatabaseSync,
  { table, meter, written }: { table: string; meter: Meter; written: (path: string, bytes: number) => void },
): Bucket => {
  const get = database.prepare(`SELECT body FROM ${table} WHERE path = ?`);
  const put = database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?)`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE path = ?`);
  const list = database.prepare(
    `SELECT path FROM ${table} WHERE path >= ? AND path > ? AND path < ? ORDER BY path LIMIT ${PAGE}`,
  );
  return {
    get: async (path) =>
      meter.run(() => {
        const row = get.get(path);
        return row && bytesOf(row['body']);
      }),
    put: async (path, body) => {
      written(path, body.length);
      meter.run(() => put.run(path, body));
    },
    delete: async (paths) => {
      meter.run(() => {
        for (const path of paths) remove.run(path);
      });
    },
    list: async function* (prefix) {
      for (let last = ''; ; ) {
        const page = meter.run(() => list.all(prefix, last, `${prefix}\u{10ffff}`).map(({ path }) => text(path)));
        if (page.length === 0) return;
        last = page.at(-1) ?? '';
        yield page;
      }
    },
  };
};

/**
 * A town on disk with the real publisher: nothing of it is in memory but what the publisher holds, however large it is. Its heads are those
 * that heads-on-disk.ts laid down in a file, and those that change. What the stores cost is counted apart.
 */
export const diskTown = (path: string, headsFile: string, projected: (version: number) => void) => {
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  database.prepare('ATTACH DATABASE ? AS source').run(headsFile);
  const meter = metered();
  const written = { files: 0, bytes: 0 };
  const parts = new Set<string>();
  const prepare = (sql: string) => database.prepare(sql);
  const head = {
    changed: prepare('SELECT * FROM changed WHERE sk = ?'),
    get: prepare('SELECT * FROM source.heads WHERE sk = ?'),
    at: prepare('SELECT * FROM source.heads WHERE at = ?'),
    put: prepare('INSERT OR REPLACE INTO changed VALUES (?, ?, ?, ?, ?)'),
  };
  const pending = {
    put: prepare('INSERT OR REPLACE INTO pending VALUES (?, ?, ?, ?)'),
    page: prepare(`SELECT * FROM pending WHERE id > ? ORDER BY id LIMIT ${PAGE}`),
    settle: prepare('DELETE FROM pending WHERE id = ? AND version <= ?'),
  };
  const entering = {
    put: prepare('INSERT OR REPLACE INTO entering VALUES (?, ?, ?, ?)'),
    page: prepare(
      `SELECT *, 1 AS version FROM entering WHERE (position, id) > (?, ?) ORDER BY position, id LIMIT ${PAGE}`,
    ),
    settle: prepare('DELETE FROM entering WHERE position = ? AND id = ?'),
  };
  const states = {
    get: prepare('SELECT state FROM states WHERE id = ?'),
    put: prepare('INSERT OR REPLACE INTO states VALUES (?, ?, ?)'),
    due: prepare('SELECT state FROM states WHERE due <= ?'),
    page: prepare(`SELECT id, state FROM states WHERE id > ? ORDER BY id LIMIT ${PAGE}`),
  };
  const stateOf = (row: Record<string, unknown> | undefined): readonly EntryState[] =>
    row === undefined ? [] : [EntryState.parse(JSON.parse(text(row['state'])))];
  const changeOf = (row: Record<string, unknown>): PendingChange => ({
    recordId: text(row['id']),
    recordPk: text(row['pk']),
    recordSk: text(row['sk']),
    version: Number(row['version']),
    ...('position' in row && { order: text(row['position']) }),
  });
  const put = ({ recordId, recordPk, recordSk, version }: PendingChange): void => {
    if (isEntering(version)) entering.put.run(pendingKeys.orderOf(recordPk, sha256Hex), recordId, recordPk, recordSk);
    else pending.put.run(recordId, recordPk, recordSk, version);
  };
  const rowOf = (sk: string) => head.changed.get(sk) ?? head.get.get(sk);
  const itemOf = (row: Record<string, unknown>) => ({
    entity: 'record',
    id: text(row['id']),
    pk: text(row['pk']),
    sk: text(row['sk']),
    version: Number(row['version']),
    body: bytesOf(row['body']),
  });

  const publisher = publisherOf({
    projected,
    headItem: (sk) =>
      meter.run(() => {
        const row = rowOf(sk);
        return row && itemOf(row);
      }),
    pending: {
      put: async (change) => put(change),
      all: async () => [],
      entering: async function* (after) {
        for (let [position, id] = [after?.order ?? '', after?.recordId ?? '']; ; ) {
          const rows = meter.run(() => entering.page.all(position, id).map(changeOf));
          const last = rows.at(-1);
          if (last === undefined) return;
          [position, id] = [last.order ?? '', last.recordId];
          yield rows;
        }
      },
      changes: async function* () {
        for (let last = ''; ; ) {
          const rows = meter.run(() => pending.page.all(last).map(changeOf));
          if (rows.length === 0) return;
          last = rows.at(-1)?.recordId ?? '';
          yield rows;
        }
      },
      settle: async (handled) =>
        meter.run(() => {
          for (const { recordId, version, order } of handled) {
            if (order === undefined) pending.settle.run(recordId, version);
            else entering.settle.run(order, recordId);
          }
        }),
    },
    states: {
      get: async (ids) =>
        meter.run(() => new Map(ids.flatMap((id) => stateOf(states.get.get(id)).map((state) => [id, state] as const)))),
      put: async (some) =>
        meter.run(() => {
          for (const state of some) states.put.run(state.recordId, state.due?.on ?? null, JSON.stringify(state));
        }),
      due: async (today) => meter.run(() => states.due.all(today).flatMap(stateOf)),
      pages: async function* () {
        for (let last = ''; ; ) {
          const rows = meter.run(() => states.page.all(last));
          if (rows.length === 0) return;
          last = text(rows.at(-1)?.['id']);
          yield rows.flatMap(stateOf);
        }
      },
    },
    disclosure: diskBucket(database, {
      table: 'files',
      meter,
      written: (file, bytes) => {
        written.files += 1;
        written.bytes += bytes;
        if (file.startsWith(PARTS)) parts.add(file);
      },
    }),
    staging: diskBucket(database, { table: 'staged', meter, written: () => undefined }),
  });

  return {
    ...publisher,
    /** Notes a head as the register and the relay do. */
    change: ({ ref, version, item }: StoredHead) => {
      head.put.run(ref.recordSk, ref.recordPk, ref.recordId, version, bytesOf(item['body']));
      put({ ...ref, version });
    },
    /** Notes the heads of these numbers as new. */
    take: (from: number, to: number) => {
      database.exec('BEGIN');
      for (const { pk, sk, id } of database
        .prepare('SELECT pk, sk, id FROM source.heads WHERE at >= ? AND at < ?')
        .iterate(from, to))
        put({ recordId: text(id), recordPk: text(pk), recordSk: text(sk), version: 1 });
      database.exec('COMMIT');
    },
    /** The record of a number. */
    recordAt: (at: number): CreditRecord => recordFromItem(itemOf(head.at.get(at) ?? {})).image,
    /** Files that were written since this was forgotten last: how many, of what size, and how many of them hold bulk parts. */
    written: () => ({ ...written, parts: parts.size }),
    forgetWritten: () => {
      Object.assign(written, { files: 0, bytes: 0 });
      parts.clear();
    },
    /** Makes the bulk parts again that were written since. */
    remakeParts: () => publisher.remakeParts(parts),
    /** Microseconds of processor time that the stores took until now. */
    storesTook: meter.spent,
    close: () => database.close(),
  };
};
