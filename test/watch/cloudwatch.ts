import * as z from 'zod';
import type { Deployment } from '../../infra/local/deployment.ts';

/** One value of a metric, at an instant of the functions' clock. */
export type Datum = { readonly metric: string; readonly at: number; readonly value: number };

const dimension = z.object({ Name: z.string(), Value: z.string() });

/** An alarm as these stacks write them: another property would be evaluated wrongly, and fails by name. */
export const Alarm = z.strictObject({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.string()),
  OKActions: z.array(z.string()),
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(dimension).max(1).default([]),
  Statistic: z.enum(['Sum', 'Maximum']),
  Period: z.number(),
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.enum(['GreaterThanOrEqualToThreshold', 'LessThanThreshold']),
  TreatMissingData: z.enum(['notBreaching', 'breaching']),
});
export type Alarm = z.output<typeof Alarm>;

const Filter = z.looseObject({
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  MetricTransformations: z.array(
    z.strictObject({ MetricName: z.string(), MetricNamespace: z.string(), MetricValue: z.literal('1') }),
  ),
});

/** What a metric is called here: no two alarms mean the same by different names. */
export const metricName = (namespace: string, name: string, of = ''): string => `${namespace} ${name} ${of}`.trim();

export const metricOf = ({ Namespace, MetricName, Dimensions }: Alarm): string =>
  metricName(Namespace, MetricName, Dimensions[0]?.Value);

/** The alarms of the template, by the name that the runbook gives them. */
export const alarmsOf = (deployment: Deployment): ReadonlyMap<string, Alarm> =>
  new Map(
    deployment.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => {
      const alarm = Alarm.parse(properties);
      return [alarm.AlarmName.replace(/^JointCredit(Stateless|Api)-/, ''), alarm];
    }),
  );

/** What a line of a log group counts as: the filters' patterns are terms in quotes, any of which is enough. */
export const lineCounter = (deployment: Deployment) => {
  const filters = deployment.ofType('AWS::Logs::MetricFilter').flatMap(({ properties }) => {
    const { LogGroupName, FilterPattern, MetricTransformations } = Filter.parse(properties);
    const terms = [...FilterPattern.matchAll(/\?"([^"]+)"|^"([^"]+)"$/g)].map(([, any, only]) => any ?? only ?? '');
    if (terms.length === 0) throw new Error(`What does ${FilterPattern} match?`);
    return MetricTransformations.map(({ MetricName, MetricNamespace }) => ({
      group: LogGroupName,
      terms,
      metric: metricName(MetricNamespace, MetricName),
    }));
  });
  return (group: string, line: string): readonly string[] =>
    filters
      .filter((filter) => filter.group === group && filter.terms.some((term) => line.includes(term)))
      .map(({ metric }) => metric);
};

const breaches = ({ Statistic, Threshold, ComparisonOperator, TreatMissingData }: Alarm, values: readonly number[]) => {
  if (values.length === 0) return TreatMissingData === 'breaching';
  const value = Statistic === 'Sum' ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values);
  return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
};

/** Whether the alarm is on at an instant: each of its last periods breaches. */
export const isOn = (alarm: Alarm, data: readonly Datum[], now: number): boolean => {
  const metric = metricOf(alarm);
  const own = data.filter((datum) => datum.metric === metric && datum.at <= now);
  const length = alarm.Period * 1_000;
  return Array.from({ length: alarm.EvaluationPeriods }, (_, back) => now - back * length).every((end) =>
    breaches(
      alarm,
      own.filter(({ at }) => at > end - length && at <= end).map(({ value }) => value),
    ),
  );
};
