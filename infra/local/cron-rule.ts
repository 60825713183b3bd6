/** The next time after the given instant, or nothing if there is none. */
export type NextTime = (after: Date) => Date | undefined;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MILLISECONDS = 86_400_000;
/** 29 February comes again after eight years at most. */
const SEARCHED_DAYS = 8 * 366;

type Field = { from: number; to: number; names?: string[] };

/** The values of one field of an AWS cron expression: `*`, `?`, lists, ranges, steps and names. */
const parseField = (text: string, { from, to, names = [] }: Field): Set<number> => {
  const value = (token: string) => {
    const named = names.indexOf(token.toUpperCase());
    const number = named >= 0 ? named + 1 : Number(token);
    if (token === '' || !Number.isInteger(number) || number < from || number > to)
      throw new Error(`Not run locally in a cron expression: ${text}`);
    return number;
  };
  const values = text.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range.split('-');
    const any = range === '*' || range === '?';
    const low = any ? from : value(first);
    const high = any || (step !== undefined && last === undefined) ? to : value(last ?? first);
    const by = step === undefined ? 1 : Number(step);
    if (!(by >= 1) || high < low) throw new Error(`Not run locally in a cron expression: ${text}`);
    return Array.from({ length: Math.floor((high - low) / by) + 1 }, (_, index) => low + index * by);
  });
  return new Set(values);
};

/** What a wall clock in the zone shows at an instant, written as if it were UTC. */
const createWallClock = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant: number) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
};

/** A cron expression of EventBridge: minutes, hours, days of the month, months, days of the week (1 is Sunday), years. */
export const createCronRule = (expression: string, timeZone: string): NextTime => {
  const fields = expression.trim().split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  if (fields.length !== 6 || (day !== '?') === (weekday !== '?'))
    throw new Error(`Not a cron expression of EventBridge: ${expression}`);
  const minutes = [...parseField(minute, { from: 0, to: 59 })].sort((a, b) => a - b);
  const hours = [...parseField(hour, { from: 0, to: 23 })].sort((a, b) => a - b);
  const days = day === 'L' ? 'last' : parseField(day, { from: 1, to: 31 });
  const months = parseField(month, { from: 1, to: 12, names: MONTHS });
  const weekdays = parseField(weekday, { from: 1, to: 7, names: WEEKDAYS });
  const years = parseField(year, { from: 1970, to: 2199 });
  const wallClock = createWallClock(timeZone);

  const dayMatches = (date: Date) => {
    const isLast = new Date(date.getTime() + DAY_MILLISECONDS).getUTCDate() === 1;
    const inMonth = days === 'last' ? isLast : days.has(date.getUTCDate());
    const named = months.has(date.getUTCMonth() + 1) && weekdays.has(date.getUTCDay() + 1);
    return inMonth && named && years.has(date.getUTCFullYear());
  };
  /** The instant at which the wall clock shows this, or nothing if it skips it. */
  const instantOf = (wall: number) => {
    const guess = wall - (wallClock(wall) - wall);
    const instant = guess - (wallClock(guess) - wall);
    return wallClock(instant) === wall ? instant : undefined;
  };

  return (after) => {
    const today = Math.floor(wallClock(after.getTime()) / DAY_MILLISECONDS) * DAY_MILLISECONDS;
    for (let date = today, left = SEARCHED_DAYS; left > 0; date += DAY_MILLISECONDS, left -= 1) {
      if (!dayMatches(new Date(date))) continue;
      for (const hourOfDay of hours)
        for (const minuteOfHour of minutes) {
          const instant = instantOf(date + (hourOfDay * 60 + minuteOfHour) * 60_000);
          if (instant !== undefined && instant > after.getTime()) return new Date(instant);
        }
    }
    return undefined;
  };
};
