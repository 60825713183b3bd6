import { addMonths, type CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { publicityTerm, type SeverityGrade } from '../records/publicity-rules.ts';
import data from './repair-ways.json' with { type: 'json' };

/** What a joint case that no record stands for is called among the ways. */
export const JOINT_CASE = 'joint-case';

/** How something of a kind is repaired, from a day on. */
interface Way {
  readonly kind: string;
  readonly department?: string;
  readonly from: string;
  readonly by: string;
  readonly minMonths: number | null;
  readonly like: string;
  readonly established: boolean;
  readonly basis: Label;
}

const WAYS: readonly Way[] = data.ways;

/** What repair is asked about. `today` is the Beijing date. */
export interface RepairQuestion {
  /** A record's kind, or JOINT_CASE. */
  readonly kind: string;
  /** Who decided it. */
  readonly department: string;
  readonly grade?: SeverityGrade | undefined;
  readonly decisionDate: CalendarDate;
  readonly today: CalendarDate;
}

/** From which day on repair may be asked for, by which rule, and whether that rule is established. */
export interface RepairDay {
  readonly date: CalendarDate;
  readonly ruleVersion: string;
  readonly established: boolean;
  readonly basis: Label;
}

/** Who repairs it: its authority, from a day on; only the court; or nobody, for there is nothing to repair. */
export type RepairVerdict =
  | { readonly by: 'authority'; readonly earliest: RepairDay }
  | { readonly by: 'court'; readonly basis: Label }
  | { readonly by: 'nobody' };

/** The way in force on a day: that of the department's own list goes before the general one. What is older goes by the first. */
const wayOn = (date: CalendarDate, { kind, department }: RepairQuestion): Way | undefined => {
  const ways = WAYS.filter((way) => way.kind === kind).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const own = ways.filter((way) => way.department === department);
  const general = ways.filter((way) => way.department === undefined);
  return own.findLast(({ from }) => from <= date) ?? general.findLast(({ from }) => from <= date) ?? general[0];
};

/** The day that a way names: the list's own term, or the shortest publicity by the rules of the decision's day and of today. */
const dayBy = (
  { minMonths, like: kind, from, established, basis }: Way,
  { grade, decisionDate, today }: RepairQuestion,
): RepairDay | undefined => {
  if (minMonths !== null) return { date: addMonths(decisionDate, minMonths), ruleVersion: from, established, basis };
  const term = publicityTerm({ kind, grade, decisionDate, today });
  if (term === undefined || term.earliestRepair === null) return undefined;
  return { date: term.earliestRepair, ruleVersion: term.repairRule, established, basis };
};

/**
 * Who repairs something, and from which day on it may be asked: the earlier of what the rule of the decision's day and today's rule say.
 * What a rule once opened stays open: a later, longer term takes nothing back, since the rule of the decision's day goes on counting.
 */
export const repairVerdict = (question: RepairQuestion): RepairVerdict => {
  const then = wayOn(question.decisionDate, question);
  const now = wayOn(question.today, question);
  if (then === undefined || now === undefined) return { by: 'nobody' };
  if (now.by === 'court') return { by: 'court', basis: now.basis };
  const [earliest] = [dayBy(now, question), dayBy(then, question)]
    .flatMap((day) => day ?? [])
    .toSorted((a, b) => (a.date < b.date ? -1 : 0));
  return earliest === undefined ? { by: 'nobody' } : { by: 'authority', earliest };
};
