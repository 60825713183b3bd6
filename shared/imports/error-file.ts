import type { Import } from './import.ts';
import type { ImportFormat } from './import-rules.ts';

/** Refused rows come back as they can be mended and sent again: tables as CSV, postings a line as they were. */
const isTable = (format: ImportFormat): boolean => format !== 'ndjson';

/** The media type of an import's error file. */
export const errorMediaType = (format: ImportFormat): string =>
  isTable(format) ? 'text/csv; charset=utf-8' : 'application/x-ndjson';

/** Under which name it is saved: its file's own, said to hold what was refused. */
export const errorFileName = ({ name, format }: Pick<Import, 'name' | 'format'>): string => {
  const base = name.replace(/\.[a-z0-9]+$/i, '').replace(/-未归集$/, '');
  return `${base}-未归集.${isTable(format) ? 'csv' : 'ndjson'}`;
};
