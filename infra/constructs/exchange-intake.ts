import { Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { messages } from '../../shared/kernel/log.ts';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { deliverOneByOne } from './queue-with-dead-letters.ts';

/** The least that SQS can be told: packages come one by one as it is. */
const AT_ONCE = 2;

export interface ExchangeIntakeProps {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly takeExchange: HouseFunction;
  readonly topic: ITopic;
}

/** From what the superior platform wrote to what was made of it, and who hears when it could not be taken. */
export class ExchangeIntake extends Construct {
  constructor(scope: Construct, id: string, { queue, deadLetters, takeExchange, topic }: ExchangeIntakeProps) {
    super(scope, id);
    deliverOneByOne(queue, takeExchange, AT_ONCE);
    new ImpactAlarm(this, 'DeadLettersNotEmpty', {
      name: 'exchange-dead-letters',
      what: 'Packages or receipts of the superior platform could not be taken.',
      impact:
        'Repairs and removals that were decided above are not carried out here, and mirrored entries become stale.',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      limit: { from: 1 },
      topic,
    });
    const { exchangeRefused, exchangeGap, exchangeEntryRefused } = messages;
    new ImpactAlarm(this, 'Refused', {
      name: 'exchange-refused',
      what: 'A package or receipt was refused or is missing, or the superior platform did not take an entry.',
      impact: 'What was decided above is not known here, or what was sent is not shown there, until it is sent again.',
      metric: linesOf(takeExchange, 'ExchangeRefused', [exchangeRefused, exchangeGap, exchangeEntryRefused]),
      limit: { from: 1 },
      topic,
    });
  }
}

/** How many lines with one of these messages the function logged in an hour. */
const linesOf = (fn: HouseFunction, metricName: string, terms: readonly string[]): Metric =>
  fn.logs
    .addMetricFilter(metricName, {
      metricNamespace: `JointCredit/${Stack.of(fn).stackName}`,
      metricName,
      // Messages are texts with spaces: each is one term only in quotes.
      filterPattern: FilterPattern.anyTerm(...terms),
    })
    .metric({ period: Duration.hours(1), statistic: 'Sum' });
