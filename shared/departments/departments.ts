import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Brand } from '../kernel/brand.ts';
import type { Label } from '../kernel/label.ts';
import { parseUnifiedSocialCreditCode, type UnifiedSocialCreditCode } from '../subjects/unified-social-credit-code.ts';
import data from './departments.json' with { type: 'json' };

/** The stable short name of a department in keys, claims and addresses, e.g. `market-regulation`. Known to be one. */
export type DepartmentCode = Brand<string, 'DepartmentCode'>;

/** A department (docs/departments.md) as it was from `validFrom` to `validTo`, both included; an absent date is open. */
export type Department = {
  readonly code: DepartmentCode;
  readonly name: Label;
  /** Short names that people write, e.g. 市场监管局. */
  readonly aliases: readonly string[];
  readonly unifiedSocialCreditCode: UnifiedSocialCreditCode;
  readonly validFrom?: CalendarDate;
  readonly validTo?: CalendarDate;
  /** Who took its tasks over. */
  readonly successor?: DepartmentCode;
};

type Row = {
  readonly code: string;
  readonly name: Label;
  readonly aliases: readonly string[];
  readonly unifiedSocialCreditCode: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  readonly successor?: string;
};

const creditCode = (text: string): UnifiedSocialCreditCode => {
  const parsed = parseUnifiedSocialCreditCode(text);
  if (!parsed.ok) throw new Error(`departments.json: ${text} is no unified social credit code`);
  return parsed.value;
};

const toDepartment = ({ validFrom, validTo, successor, ...row }: Row): Department => ({
  ...row,
  code: row.code as DepartmentCode,
  unifiedSocialCreditCode: creditCode(row.unifiedSocialCreditCode),
  ...(validFrom !== undefined && { validFrom: calendarDate(validFrom) }),
  ...(validTo !== undefined && { validTo: calendarDate(validTo) }),
  ...(successor !== undefined && { successor: successor as DepartmentCode }),
});

const rows: readonly Row[] = data.departments;

/** Every department of any time, in the order of the policy. */
export const DEPARTMENTS: readonly Department[] = rows.map(toDepartment);

const byCode: ReadonlyMap<string, Department> = new Map(DEPARTMENTS.map((department) => [department.code, department]));

const isValidOn = ({ validFrom, validTo }: Department, date: CalendarDate): boolean =>
  (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo);

/** The department of a code, if it existed on the date. */
export const departmentOn = (code: string, date: CalendarDate): Department | undefined => {
  const department = byCode.get(code);
  return department !== undefined && isValidOn(department, date) ? department : undefined;
};

/** One spelling of a name: half width, no spaces, without the city before it. */
const nameKey = (name: string): string => {
  const compact = name.normalize('NFKC').replace(/\s/g, '');
  return compact.startsWith(data.city) ? compact.slice(data.city.length) : compact;
};

const names = DEPARTMENTS.flatMap((department) =>
  [department.name.zh, ...department.aliases].map((name) => ({ key: nameKey(name), department })),
);
const byName = Map.groupBy(names, ({ key }) => key);

/** The department that bore a Chinese name, full or short, with or without the city before it, on the date. */
export const findByName = (name: string, date: CalendarDate): Department | undefined =>
  byName.get(nameKey(name))?.find(({ department }) => isValidOn(department, date))?.department;

/** The department that bore a unified social credit code on the date. */
export const findByCreditCode = (code: UnifiedSocialCreditCode, date: CalendarDate): Department | undefined =>
  DEPARTMENTS.find((department) => department.unifiedSocialCreditCode === code && isValidOn(department, date));

/**
 * Who answers on the date for what a department of any time did: itself while it exists, else the first of its successors
 * that does. Undefined for an unknown code, and for a department that is yet to come.
 */
export const currentSuccessor = (code: string, date: CalendarDate): Department | undefined => {
  const department = byCode.get(code);
  if (department === undefined || isValidOn(department, date)) return department;
  return department.successor === undefined ? undefined : currentSuccessor(department.successor, date);
};
