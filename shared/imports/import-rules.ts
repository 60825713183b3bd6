import type { CalendarDate } from '../kernel/beijing-time.ts';
import data from './import-rules.json' with { type: 'json' };

/** How a file of records may be written: as the national tables' columns (CSV, XLSX), or a posting a line (NDJSON). */
export const IMPORT_FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** What files of a format are called and how large one may be. */
export interface FormatRules {
  readonly mediaType: string;
  readonly extensions: readonly string[];
  readonly mostBytes: number;
}

/** What holds from a day on. */
export interface ImportRules {
  readonly from: string;
  /** How long the form holds by which a file is sent. */
  readonly uploadMinutes: number;
  readonly mostRows: number;
  readonly formats: Readonly<Record<ImportFormat, FormatRules>>;
}

const RULES: readonly ImportRules[] = data.rules.toSorted((a, b) => (a.from < b.from ? 1 : -1));

/** The rules in force on a day. Throws before the policy's own day: nothing was handed in then. */
export const importRulesOn = (date: CalendarDate): ImportRules => {
  const rules = RULES.find(({ from }) => from <= date);
  if (rules === undefined) throw new RangeError(`no rules for imports hold on ${date}`);
  return rules;
};
