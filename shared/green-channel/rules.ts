import { type CalendarDate, calendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import data from './rules.json' with { type: 'json' };

/** Who has the green channel 绿色通道 beside models of honesty. */
export interface GreenChannelRule {
  /** How long what was decided against a subject counts. */
  readonly cleanMonths: number;
  /** How long the register must have known a subject. */
  readonly knownMonths: number;
  readonly basis: Label;
}

const RULES = data.rules.map(({ from, ...rule }) => ({ ...rule, from: calendarDate(from) }));

/** The rule in force on a day. Throws before the policy's own day. */
export const greenChannelRuleOn = (date: CalendarDate): GreenChannelRule => {
  const rule = RULES.findLast(({ from }) => from <= date);
  if (rule === undefined) throw new RangeError(`no rule of the green channel holds on ${date}`);
  return rule;
};
