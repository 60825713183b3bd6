import { createCronRule, type NextTime } from './cron-rule.ts';

const UNIT_MILLISECONDS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Parses `rate(…)`, counted from the given start, and `cron(…)` in the given time zone; anything else fails. */
export const parseScheduleExpression = (expression: string, options: { timeZone: string; start: Date }): NextTime => {
  const [, kind, argument = ''] = /^(rate|cron)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'cron') return createCronRule(argument, options.timeZone);
  const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(argument) ?? [];
  const milliseconds = Number(count) * (UNIT_MILLISECONDS[unit] ?? Number.NaN);
  if (kind !== 'rate' || !(milliseconds > 0)) throw new Error(`Not a schedule that is run locally: ${expression}`);
  const start = options.start.getTime();
  return (after) => new Date(start + (Math.floor((after.getTime() - start) / milliseconds) + 1) * milliseconds);
};
