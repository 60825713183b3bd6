import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface ImpactAlarmProps {
  /** In kebab-case; also the heading in docs/runbook.md that tells what to do. */
  readonly name: string;
  /** What is wrong, one sentence. */
  readonly what: string;
  /** Who is hurt and how, one sentence. */
  readonly impact: string;
  readonly metric: IMetric;
  /** `from`: alarm from this value on. `below`: alarm under this value, and when there is no value at all. */
  readonly limit: { readonly from: number } | { readonly below: number };
  /** Periods in a row. @default 1 */
  readonly periods?: number;
  readonly topic: ITopic;
}

/** The house alarm: it cannot be made without saying what is wrong, who is hurt and where the runbook speaks of it. */
export class ImpactAlarm extends Construct {
  /** As the runbook calls it. */
  readonly heading: string;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    this.heading = props.name;
    this.alarm = new Alarm(this, 'Alarm', {
      alarmName: `${Stack.of(this).stackName}-${props.name}`,
      alarmDescription: `${props.what} ${props.impact} What to do: docs/runbook.md#${props.name}`,
      metric: props.metric,
      ...conditionOf(props.limit),
      evaluationPeriods: props.periods ?? 1,
    });
    const action = new SnsAction(props.topic);
    this.alarm.addAlarmAction(action);
    this.alarm.addOkAction(action);
  }
}

const conditionOf = (limit: ImpactAlarmProps['limit']) => {
  if ('from' in limit) {
    return {
      threshold: limit.from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
  }
  return {
    threshold: limit.below,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  };
};
