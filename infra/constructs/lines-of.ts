import { Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { HouseFunction } from './house-function.ts';

/** How many lines with one of these messages the function logged in an hour. */
export const linesOf = (fn: HouseFunction, metricName: string, messages: readonly string[]): Metric =>
  fn.logs
    .addMetricFilter(metricName, {
      metricNamespace: `JointCredit/${Stack.of(fn).stackName}`,
      metricName,
      filterPattern: FilterPattern.anyTerm(...messages),
    })
    .metric({ period: Duration.hours(1), statistic: 'Sum' });
