import { addMonths, type CalendarDate, calendarDate, earlier } from '../kernel/beijing-time.ts';
import rules from './rule-versions.json' with { type: 'json' };

/** Severity of what was penalised: 轻微, 一般, 严重 (国家发展改革委令第36号), by the sector authority's own criterion. */
export type SeverityGrade = 'minor' | 'general' | 'serious';

/** What the term is asked for. `today` is the Beijing date. */
export interface PublicityQuestion {
  readonly kind: string;
  /** Of kinds that state one. */
  readonly grade?: SeverityGrade | undefined;
  readonly decisionDate: CalendarDate;
  readonly today: CalendarDate;
  /** What was found of it later, and when. */
  readonly finding?: { readonly status: string; readonly on: CalendarDate };
}

/** Whether and how long a record may be public. */
export type PublicityTerm = {
  /** The version of the rules that sets the end; rule-versions.json has its text. */
  readonly ruleVersion: string;
  /** Public without a further reason. With `needsNecessity` too false, the record is never public. */
  readonly publicByDefault: boolean;
  /** Public only if its authority states why that is necessary. */
  readonly needsNecessity: boolean;
  /** From this day on repair may be asked for; null where nothing is to be repaired. */
  readonly earliestRepair: CalendarDate | null;
  /** The version of the rules that sets that day. */
  readonly repairRule: string;
  /**
   * The first day on which the record is no longer public by the rule alone, from 00:00 Beijing time; null where the rule sets no end.
   * Of a record that is never public it is the decision date: a term of no days.
   */
  readonly publicUntil: CalendarDate | null;
};

/** Months run from the date of the document (令第36号); null: none to wait for, no end by the rule. */
type TermRule = {
  readonly publicByDefault: boolean;
  readonly publicIfNecessary: boolean;
  readonly minMonths: number | null;
  readonly maxMonths: number | null;
  /** Once its outcome was found: months from the finding, by its word, instead of those from the document. */
  readonly afterFinding?: Readonly<Record<string, number>>;
};

/** One term for each grade, or one for all records of the kind. */
type RuleVersion = {
  readonly version: string;
  readonly from: string;
  readonly grades?: Readonly<Record<SeverityGrade, TermRule>>;
  readonly term?: TermRule;
};

const RULES: Readonly<Record<string, readonly RuleVersion[]>> = rules;

const versionsOf = new Map(
  Object.entries(RULES).map(([kind, versions]) => [
    kind,
    versions.map((version) => ({ ...version, from: calendarDate(version.from) })),
  ]),
);

/** Whether the law lets records of a kind be public at all: rule-versions.json has a rule for it. */
export const mayBePublic = (kind: string): boolean => versionsOf.has(kind);

/** Whether every rule of a kind, older ones too, sets an end. */
export const alwaysEnds = (kind: string): boolean =>
  (versionsOf.get(kind) ?? [])
    .flatMap(({ grades, term }): readonly TermRule[] => [...Object.values(grades ?? {}), ...(term ? [term] : [])])
    .every(({ maxMonths }) => maxMonths !== null);

const earlierOrOnly = (a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null =>
  a === null || b === null ? (a ?? b) : earlier(a, b);

/** The end by what was found of a record, whose term runs from there; null where nothing was, or the rule says nothing of it. */
const endByFinding = ({ afterFinding }: TermRule, { finding }: PublicityQuestion): CalendarDate | null => {
  const months = finding && afterFinding?.[finding.status];
  return finding === undefined || months === undefined ? null : addMonths(finding.on, months);
};

/** The verdict of the version in force on a date. Older decisions go by the first one: for penalties its longest term has run out for all of them. */
const verdictOn = (date: CalendarDate, question: PublicityQuestion): PublicityTerm | undefined => {
  const { kind, grade, decisionDate } = question;
  const versions = versionsOf.get(kind) ?? [];
  const version = versions.findLast(({ from }) => from <= date) ?? versions[0];
  const rule = version?.term ?? (grade && version?.grades?.[grade]);
  if (version === undefined || rule === undefined) return undefined;
  const { publicByDefault, publicIfNecessary, minMonths, maxMonths } = rule;
  const longest = maxMonths === null ? null : addMonths(decisionDate, maxMonths);
  const end = endByFinding(rule, question) ?? longest;
  return {
    ruleVersion: version.version,
    publicByDefault,
    needsNecessity: publicIfNecessary,
    earliestRepair: minMonths === null ? null : addMonths(decisionDate, minMonths),
    repairRule: version.version,
    publicUntil: publicByDefault || publicIfNecessary ? end : decisionDate,
  };
};

/** Without an end is after every end. */
const endsBefore = (a: PublicityTerm, b: PublicityTerm): boolean =>
  a.publicUntil !== null && (b.publicUntil === null || a.publicUntil < b.publicUntil);

/** What cannot be repaired is after every day on which something can. */
const repairsBefore = (a: PublicityTerm, b: PublicityTerm): boolean =>
  a.earliestRepair !== null && (b.earliestRepair === null || a.earliestRepair < b.earliestRepair);

/** Both rules must allow what is done: the shorter term, the stricter condition, the earlier repair. */
const both = (then: PublicityTerm, now: PublicityTerm): PublicityTerm => {
  const binding = endsBefore(then, now) ? then : now;
  const publicByDefault = then.publicByDefault && now.publicByDefault;
  const allowed = [then, now].every((rule) => rule.publicByDefault || rule.needsNecessity);
  return {
    ...binding,
    publicByDefault,
    needsNecessity: allowed && !publicByDefault,
    earliestRepair: earlierOrOnly(then.earliestRepair, now.earliestRepair),
    repairRule: repairsBefore(then, now) ? then.repairRule : now.repairRule,
  };
};

/**
 * Whether and how long a record may be public, by the rule of its decision date and today's rule, whichever is stricter, in whole months from
 * the date of its document. Undefined where there is no rule: for the kind, or for a record whose grade is not stated.
 */
export const publicityTerm = (question: PublicityQuestion): PublicityTerm | undefined => {
  const then = verdictOn(question.decisionDate, question);
  const now = verdictOn(question.today, question);
  return then && now && both(then, now);
};
