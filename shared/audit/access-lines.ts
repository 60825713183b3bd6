import type { KeptAccess } from './access-export-store.ts';

/** Columns of an exported access, in their order. */
const COLUMNS = ['at', 'what', 'department', 'decisionType', 'purpose', 'reference', 'about', 'subject'] as const;

/** An access as it leaves: the subject by a handle that says nothing of who it is. */
export type AccessLine = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** What a spreadsheet would take for a formula bears an apostrophe (OWASP, CSV injection), in JSON too: it is what spreadsheets are made of. */
const formulaSafe = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The line of an access; `handleOf` names a subject. In the order of time, so far as one page goes. */
export const accessLine = (access: KeptAccess, handleOf: (subject: string) => string): AccessLine => {
  const { subject, decisionType, purpose, reference, ...rest } = access;
  return {
    ...rest,
    ...(decisionType !== undefined && { decisionType }),
    ...(purpose !== '' && { purpose: formulaSafe(purpose) }),
    ...(reference !== '' && { reference: formulaSafe(reference) }),
    ...(subject !== undefined && { subject: handleOf(subject) }),
  };
};

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line for each access, as JSON or as a row of a table with a line of headings. */
export const linesText = (lines: readonly AccessLine[], format: 'ndjson' | 'csv'): string => {
  if (format === 'ndjson') return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  // A handle may begin like a formula too.
  const row = (line: AccessLine) => COLUMNS.map((name) => quoted(formulaSafe(line[name] ?? ''))).join(',');
  return [COLUMNS.join(','), ...lines.map(row), ''].join('\r\n');
};
