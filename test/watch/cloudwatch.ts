import * as z from 'zod';
import type { Deployment } from '../../infra/local/deployment.ts';

/** One value of a metric, at an instant of the functions' clock. */
export interface Datum {
  readonly metric: string;
  readonly at: number;
  readonly value: number;
}

const MINUTE_MS = 60_000;

/** An alarm as these stacks write them: another property would be evaluated wrongly, and fails by name. */
export const Alarm = z.strictObject({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.string()),
  OKActions: z.array(z.string()),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z
    .array(z.object({ Name: z.string(), Value: z.string() }))
    .max(1)
    .default([]),
  Statistic: z.enum(['Sum', 'Maximum']),
  /** Seconds. */
  Period: z.number().multipleOf(60),
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['notBreaching', 'breaching']),
});
export type Alarm = z.output<typeof Alarm>;

/** What a metric is called here: by all that tells it apart in CloudWatch, so that a wrong word in an alarm means a metric that nobody writes. */
export const metricName = (namespace: string, name: string, dimension?: { Name: string; Value: string }): string =>
  [namespace, name, ...(dimension === undefined ? [] : [`${dimension.Name}=${dimension.Value}`])].join(' ');

export const metricOf = ({ Namespace, MetricName, Dimensions: [dimension] }: Alarm): string =>
  metricName(Namespace, MetricName, dimension);

/** The alarms of the template, by the name that the runbook gives them. */
export const alarmsOf = (deployment: Deployment): ReadonlyMap<string, Alarm> =>
  new Map(
    deployment.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => {
      const alarm = Alarm.parse(properties);
      return [alarm.AlarmName.replace(/^JointCredit(Stateless|Api)-/, ''), alarm];
    }),
  );

const minuteOf = (milliseconds: number): number => Math.floor(milliseconds / MINUTE_MS);

const breaches = ({ Statistic, Threshold, ComparisonOperator, TreatMissingData }: Alarm, values: readonly number[]) => {
  if (values.length === 0) return TreatMissingData === 'breaching';
  const value = Statistic === 'Sum' ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values);
  return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
};

/** Whether the alarm is on at an instant: each of its last periods breaches. A value counts for its minute, as CloudWatch keeps it. */
export const isOn = (alarm: Alarm, data: readonly Datum[], now: number): boolean => {
  const metric = metricOf(alarm);
  const own = data.filter((datum) => datum.metric === metric);
  const length = alarm.Period / 60;
  return Array.from({ length: alarm.EvaluationPeriods }, (_, back) => minuteOf(now) - back * length).every((end) => {
    const inPeriod = ({ at }: Datum) => minuteOf(at) > end - length && minuteOf(at) <= end;
    return breaches(
      alarm,
      own.filter(inPeriod).map(({ value }) => value),
    );
  });
};

/** Whether it was on at any minute from an instant to another: CloudWatch looks every minute. */
export const wentOn = (alarm: Alarm, data: readonly Datum[], { from, to }: { from: number; to: number }): boolean => {
  const own = data.filter(({ metric }) => metric === metricOf(alarm));
  const minutes = Math.max(0, minuteOf(to) - minuteOf(from));
  return Array.from({ length: minutes + 1 }, (_, back) => to - back * MINUTE_MS).some((at) => isOn(alarm, own, at));
};
