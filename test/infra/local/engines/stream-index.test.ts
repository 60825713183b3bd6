import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { checkStreamFile, prepareStreamFile } from '../../../../infra/local/engines/stream-index.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

const NOW = new Date('2026-11-22T00:00:00Z');
const HOUR = 3600;

const setup = (records: { number: number; hoursOld: number; table?: string }[]) => {
  const directory = mkdtempSync(join(tmpdir(), 'stream-index-'));
  directories.push(directory);
  const path = join(directory, 'tables.db');
  prepareStreamFile(path, [], NOW);
  const database = new DatabaseSync(path);
  const insert = database.prepare(
    `INSERT INTO _stream_records (table_name, event_name, keys_json, sequence_number, shard_id, created_at) VALUES (?, 'INSERT', '{}', ?, 's', ?)`,
  );
  for (const { number, hoursOld, table = 'register' } of records)
    insert.run(table, String(number), Math.floor(NOW.getTime() / 1000) - hoursOld * HOUR);
  database.close();
  const left = () => {
    const opened = new DatabaseSync(path);
    const rows = opened.prepare('SELECT table_name, sequence_number FROM _stream_records ORDER BY id').all();
    opened.close();
    return rows.map((row) => `${row['table_name']} ${row['sequence_number']}`);
  };
  return { path, left };
};

describe('the file of the DynamoDB engine', () => {
  it('loses old records that were read, and neither newer ones nor those of others', () => {
    const { path, left } = setup([
      { number: 9, hoursOld: 30 },
      { number: 10, hoursOld: 30 },
      { number: 11, hoursOld: 30 },
      { number: 12, hoursOld: 1 },
      { number: 9, hoursOld: 30, table: 'other' },
    ]);
    prepareStreamFile(path, [{ tableName: 'register', sequenceNumber: '10' }], NOW);
    expect(left()).toEqual(['register 11', 'register 12', 'other 9']);
  });

  it('keeps the newest record, after which the engine numbers the next one', () => {
    const { path, left } = setup([
      { number: 1, hoursOld: 30 },
      { number: 2, hoursOld: 30 },
    ]);
    prepareStreamFile(path, [{ tableName: 'register', sequenceNumber: '2' }], NOW);
    expect(left()).toEqual(['register 2']);
  });

  it('is refused when its schema is not the one that the index was made for', () => {
    const { path } = setup([]);
    const database = new DatabaseSync(path);
    database.exec("CREATE TABLE _config (key TEXT, value TEXT); INSERT INTO _config VALUES ('schema_version', '9')");
    expect(() => checkStreamFile(path, '9')).not.toThrow();
    expect(() => checkStreamFile(path, '10')).toThrow('version');
    database.exec('ALTER TABLE _stream_records ADD COLUMN shard_epoch TEXT');
    database.close();
    expect(() => checkStreamFile(path, '9')).toThrow('version');
  });
});
