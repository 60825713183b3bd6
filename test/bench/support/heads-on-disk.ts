import { DatabaseSync } from 'node:sqlite';
import { headMaker } from './many-heads.ts';

/**
 * `heads-on-disk.ts <file> <entries>`: lays down the heads of a town of that size, so that whoever measures a publisher need not make them:
 * to seal a million takes longer than to publish them. A file that is there is gone on with; a town of fewer entries is its beginning.
 */
const [file = '', entries = '0'] = process.argv.slice(2);

const SOME = 10_000;

const database = new DatabaseSync(file);
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS heads (at INTEGER PRIMARY KEY, pk TEXT, sk TEXT, id TEXT, version INTEGER, body BLOB);
`);
const { next } = database.prepare('SELECT coalesce(max(at) + 1, 0) AS next FROM heads').get() ?? {};
const put = database.prepare('INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?)');
const headAt = await headMaker();

for (let from = Number(next); from < Number(entries); from += SOME) {
  database.exec('BEGIN');
  for (let at = from; at < Math.min(from + SOME, Number(entries)); at += 1) {
    const { ref, version, item } = headAt(at);
    const body = item['body'];
    if (!(body instanceof Uint8Array)) throw new Error('a head has no body');
    put.run(at, ref.recordPk, ref.recordSk, ref.recordId, version, body);
  }
  database.exec('COMMIT');
}
database.exec('CREATE UNIQUE INDEX IF NOT EXISTS by_sk ON heads (sk); PRAGMA journal_mode = DELETE;');
database.close();
