import { describe, expect, it } from 'vitest';
import { type Alarm, isOn, metricOf, wentOn } from '../watch/cloudwatch.ts';
import { termsOf } from '../watch/metric-filters.ts';

const MINUTE = 60_000;
const alarm = (given: Partial<Alarm> = {}): Alarm => ({
  AlarmName: 'a',
  AlarmDescription: 'b',
  AlarmActions: [],
  OKActions: [],
  Namespace: 'AWS/Lambda',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'FunctionName', Value: 'f' }],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 2,
  Threshold: 2,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
  ...given,
});
const at = (metric: Alarm, ...minutes: readonly number[]) =>
  minutes.map((minute) => ({ metric: metricOf(metric), at: minute * MINUTE, value: 1 }));

describe('an alarm is evaluated as CloudWatch does', () => {
  it('is on when each of its last periods breaches, and at no other time', () => {
    const errors = alarm();
    const data = at(errors, 1, 2, 6, 7);
    expect([4, 7, 10, 11, 12].map((minute) => isOn(errors, data, minute * MINUTE))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(wentOn(errors, data, { from: 0, to: 60 * MINUTE })).toBe(true);
    expect(wentOn(errors, data, { from: 12 * MINUTE, to: 60 * MINUTE })).toBe(false);
  });

  it('takes the sum or the largest value, as it says', () => {
    const one = { EvaluationPeriods: 1 };
    const data = at(alarm(), 1, 2);
    expect(isOn(alarm(one), data, 3 * MINUTE)).toBe(true);
    expect(isOn(alarm({ ...one, Statistic: 'Maximum' }), data, 3 * MINUTE)).toBe(false);
  });

  it('takes silence as it says', () => {
    const silent = { ComparisonOperator: 'LessThanThreshold', Threshold: 1, TreatMissingData: 'breaching' } as const;
    expect(isOn(alarm(), [], 0)).toBe(false);
    expect(isOn(alarm(silent), [], 0)).toBe(true);
    expect(isOn(alarm(silent), at(alarm(silent), 3), 5 * MINUTE)).toBe(false);
  });

  it('hears nothing of a metric that has another dimension', () => {
    const data = at(alarm({ Dimensions: [{ Name: 'FunctionName', Value: 'another' }] }), 1, 2, 6, 7);
    expect(isOn(alarm(), data, 7 * MINUTE)).toBe(false);
  });
});

describe('a filter on log lines', () => {
  it('means one term, or any of several, and nothing else is guessed at', () => {
    expect(termsOf('"record relayed"')).toEqual(['record relayed']);
    expect(termsOf('?"file damaged" ?"digest differs, again"')).toEqual(['file damaged', 'digest differs, again']);
    expect(() => termsOf('record relayed')).toThrow('What does record relayed match?');
    expect(() => termsOf('{ $.level = "ERROR" }')).toThrow();
  });
});
