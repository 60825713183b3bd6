import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './allowed-types.json' with { type: 'json' };

/** Types whose content the scan can recognise; which of them may be handed in on a day is dated data. */
export const MEDIA_TYPES = ['application/pdf', 'application/ofd', 'image/jpeg', 'image/png'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A type of files that may be handed in, the endings of their names, and how large one may be. */
export interface AllowedType {
  readonly mediaType: string;
  readonly extensions: readonly string[];
  readonly mostBytes: number;
  readonly label: Label;
}

/** What holds from a day on. */
export interface FileRules {
  readonly from: string;
  /** How long the form holds by which a file is sent. */
  readonly uploadMinutes: number;
  readonly types: readonly AllowedType[];
}

const RULES: readonly FileRules[] = data.rules.toSorted((a, b) => (a.from < b.from ? 1 : -1));

/** The rules in force on a day. Throws before the policy's own day: nothing was handed in then. */
export const fileRulesOn = (date: CalendarDate): FileRules => {
  const rules = RULES.find(({ from }) => from <= date);
  if (rules === undefined) throw new RangeError(`no rules for files hold on ${date}`);
  return rules;
};
