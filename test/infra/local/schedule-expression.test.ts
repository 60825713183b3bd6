import { describe, expect, it } from 'vitest';
import { parseScheduleExpression } from '../../../infra/local/schedule-expression.ts';

const next = (expression: string, after: string, timeZone = 'Asia/Shanghai') =>
  parseScheduleExpression(expression, { timeZone, start: new Date('2026-11-22T00:00:30Z') })(
    new Date(after),
  )?.toISOString();

describe('schedule expressions', () => {
  it.each([
    ['cron(0 0 * * ? *)', '2026-11-22T15:59:59Z', '2026-11-22T16:00:00.000Z'],
    ['cron(0 0 * * ? *)', '2026-11-22T16:00:00Z', '2026-11-23T16:00:00.000Z'],
    ['cron(0/15 8-17 ? * MON-FRI *)', '2026-11-22T15:00:00Z', '2026-11-23T00:00:00.000Z'],
    ['cron(0/15 8-17 ? * 2-6 *)', '2026-11-23T00:07:00Z', '2026-11-23T00:15:00.000Z'],
    ['cron(30 9,18 1 * ? *)', '2026-11-22T00:00:00Z', '2026-12-01T01:30:00.000Z'],
    ['cron(0 12 L * ? *)', '2026-11-22T00:00:00Z', '2026-11-30T04:00:00.000Z'],
    ['cron(0 0 29 FEB ? *)', '2026-11-22T00:00:00Z', '2028-02-28T16:00:00.000Z'],
    ['cron(0 0 1 1 ? 2030)', '2026-11-22T00:00:00Z', '2029-12-31T16:00:00.000Z'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('has no next time once its years are over', () => {
    expect(next('cron(0 0 1 1 ? 2020)', '2026-11-22T00:00:00Z')).toBeUndefined();
  });

  it('passes over a time that the zone skips', () => {
    // New York goes from 02:00 to 03:00 on 14 March 2027.
    expect(next('cron(30 2 * * ? *)', '2027-03-14T05:00:00Z', 'America/New_York')).toBe('2027-03-15T06:30:00.000Z');
  });

  it('counts a rate from the start', () => {
    expect(next('rate(5 minutes)', '2026-11-22T00:05:30Z')).toBe('2026-11-22T00:10:30.000Z');
    expect(next('rate(1 hour)', '2026-11-22T00:05:30Z')).toBe('2026-11-22T01:00:30.000Z');
  });

  it.each([
    'at(2026-11-22T00:00:00)',
    'rate(0 minutes)',
    'rate(5 fortnights)',
    'cron(0 0 * * * *)',
    'cron(0 0 * * ?)',
    'cron(0 0 15W * ? *)',
    'cron(0 0 ? * 6#3 *)',
    'cron(60 0 * * ? *)',
  ])('refuses %s', (expression) => {
    expect(() => next(expression, '2026-11-22T00:00:00Z')).toThrow();
  });
});
