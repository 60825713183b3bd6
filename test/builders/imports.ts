import { createHash } from 'node:crypto';
import { licence } from './submissions.ts';

/** A file of postings, one a line. */
export const ndjson = (rows: readonly unknown[]): Buffer =>
  Buffer.from(rows.map((row) => `${typeof row === 'string' ? row : JSON.stringify(row)}\n`).join(''));

/** A file of records as it is announced. */
export const announcedImport = (bytes: Uint8Array, change: object = {}) => ({
  kind: 'administrative-licence',
  format: 'ndjson',
  name: '许可.ndjson',
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  ...change,
});

/** So many licences, each with a number of its own that begins so. */
export const licences = (count: number, series: string, override: object = {}) =>
  Array.from({ length: count }, (_, at) =>
    licence({ documentNumber: `庄市监许〔2026〕${series}-${at}号`, ...override }),
  );
