import { addDays, addMonths, type CalendarDate, calendarDate, earlier } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import rules from './rule-versions.json' with { type: 'json' };

/** Severity of what was penalised: 轻微, 一般, 严重 (国家发展改革委令第36号), by the sector authority's own criterion. */
export type SeverityGrade = 'minor' | 'general' | 'serious';

/** What the term is asked for. `today` is the Beijing date; a licence's `validUntil` is its last day, null without an end. */
export type PublicityQuestion =
  | {
      readonly kind: 'administrative-penalty';
      readonly grade: SeverityGrade;
      readonly decisionDate: CalendarDate;
      readonly today: CalendarDate;
    }
  | {
      readonly kind: 'administrative-licence';
      readonly validUntil: CalendarDate | null;
      readonly decisionDate: CalendarDate;
      readonly today: CalendarDate;
    };

/** Whether and how long a record may be public. */
export type PublicityTerm = {
  /** The version of the rules that sets the end, and its text. */
  readonly ruleVersion: string;
  readonly basis: Label;
  /** Public without a further reason. With `needsNecessity` too false, the record is never public. */
  readonly publicByDefault: boolean;
  /** Public only if its authority states why that is necessary. */
  readonly needsNecessity: boolean;
  /** From this day on repair may be asked for; null where nothing is to be repaired. */
  readonly earliestRepair: CalendarDate | null;
  /**
   * The first day on which the record is no longer public, from 00:00 Beijing time; null without an end.
   * Of a record that is never public it is the decision date: a term of no days.
   */
  readonly publicUntil: CalendarDate | null;
};

type GradeRule = {
  readonly publicByDefault: boolean;
  readonly publicIfNecessary: boolean;
  readonly minMonths: number;
  readonly maxMonths: number;
  readonly basis: Label;
};

type RuleVersion = {
  readonly version: string;
  readonly from: CalendarDate;
  readonly grades: Readonly<Record<SeverityGrade, GradeRule>>;
};

const versions: readonly RuleVersion[] = rules.penalties.map((rule) => ({ ...rule, from: calendarDate(rule.from) }));

/** The version in force on a date. Older decisions go by the first one, whose longest term has run out for all of them. */
const versionOn = (date: CalendarDate): RuleVersion => {
  const version = versions.findLast(({ from }) => from <= date) ?? versions[0];
  if (version === undefined) throw new Error('rule-versions.json holds no rules for penalties');
  return version;
};

type Verdict = PublicityTerm & { readonly earliestRepair: CalendarDate; readonly publicUntil: CalendarDate };

const verdict = ({ version, grades }: RuleVersion, grade: SeverityGrade, decisionDate: CalendarDate): Verdict => {
  const { publicByDefault, publicIfNecessary, minMonths, maxMonths, basis } = grades[grade];
  return {
    ruleVersion: version,
    basis,
    publicByDefault,
    needsNecessity: publicIfNecessary,
    earliestRepair: addMonths(decisionDate, minMonths),
    publicUntil: publicByDefault || publicIfNecessary ? addMonths(decisionDate, maxMonths) : decisionDate,
  };
};

/** Both rules must allow what is done: the shorter term, the stricter condition, the earlier repair. */
const both = (then: Verdict, now: Verdict): Verdict => {
  const binding = then.publicUntil < now.publicUntil ? then : now;
  const publicByDefault = then.publicByDefault && now.publicByDefault;
  const allowed = [then, now].every((rule) => rule.publicByDefault || rule.needsNecessity);
  return {
    ...binding,
    publicByDefault,
    needsNecessity: allowed && !publicByDefault,
    earliestRepair: earlier(then.earliestRepair, now.earliestRepair),
  };
};

/**
 * Whether and how long a record may be public, by the rule of its decision date and today's rule, whichever is stricter.
 * The term of a penalty runs from the date of its document (令第36号) in whole months, of a licence to its own end.
 */
export const publicityTerm = (question: PublicityQuestion): PublicityTerm => {
  if (question.kind === 'administrative-licence') {
    return {
      ruleVersion: rules.licence.version,
      basis: rules.licence.basis,
      publicByDefault: true,
      needsNecessity: false,
      earliestRepair: null,
      publicUntil: question.validUntil === null ? null : addDays(question.validUntil, 1),
    };
  }
  const { grade, decisionDate, today } = question;
  return both(verdict(versionOn(decisionDate), grade, decisionDate), verdict(versionOn(today), grade, decisionDate));
};
