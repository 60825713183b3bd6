import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/**
 * dynoxide looks for a table's last stream record on every write, which without an index means reading all of them. The
 * index has to be there before the engine opens its file, so the file is begun here with the table as the engine makes it.
 */
const STREAM_RECORDS = `
  CREATE TABLE IF NOT EXISTS _stream_records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL,
    event_name TEXT NOT NULL,
    keys_json TEXT NOT NULL,
    new_image TEXT,
    old_image TEXT,
    sequence_number TEXT NOT NULL,
    shard_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    user_identity TEXT
  );
  CREATE INDEX IF NOT EXISTS stream_records_by_sequence
    ON _stream_records (table_name, CAST(sequence_number AS INTEGER));`;

const COLUMNS =
  'id table_name event_name keys_json new_image old_image sequence_number shard_id created_at user_identity';

/** DynamoDB keeps stream records for 24 hours. */
const RETENTION_SECONDS = 24 * 60 * 60;

/** Up to which sequence number a table's stream has been read by everyone who reads it. */
export type ReadUpTo = { tableName: string; sequenceNumber: string };

/**
 * Drops records that are both older than the retention and read by all. The newest record stays whatever its age: the
 * engine numbers the next one after it, and numbers that began anew would lie before the readers' checkpoints.
 */
const trim = (database: DatabaseSync, readUpTo: ReadUpTo[], now: Date) => {
  const statement = database.prepare(`
    DELETE FROM _stream_records
    WHERE table_name = :table AND CAST(sequence_number AS INTEGER) <= CAST(:read AS INTEGER) AND created_at < :before
      AND CAST(sequence_number AS INTEGER) <
        (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)`);
  const before = Math.floor(now.getTime() / 1000) - RETENTION_SECONDS;
  for (const { tableName, sequenceNumber } of readUpTo)
    statement.run({ table: tableName, read: sequenceNumber, before });
};

/** Makes the engine's file ready, with its index, before the engine opens it. */
export const prepareStreamFile = (path: string, readUpTo: ReadUpTo[], now: Date) => {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(STREAM_RECORDS);
    trim(database, readUpTo, now);
  } finally {
    database.close();
  }
};

/** Fails if the engine made its tables in another shape than the one the index and the trim were written for. */
export const checkStreamFile = (path: string, schemaVersion: string) => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database.prepare('PRAGMA table_info(_stream_records)').all();
    const columns = rows.map((row) => z.string().parse(row['name'])).join(' ');
    const version = database.prepare("SELECT value FROM _config WHERE key = 'schema_version'").get()?.['value'];
    if (columns === COLUMNS && version === schemaVersion) return;
    throw new Error(`${path} has an unknown schema (version ${version}): is it of another version of dynoxide?`);
  } finally {
    database.close();
  }
};
