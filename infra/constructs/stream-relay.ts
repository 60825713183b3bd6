import { Duration, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { grantActions } from './grant-actions.ts';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';

const BATCH_SIZE = 100;
/**
 * Longer than a throttle or a short outage; a record that can never be relayed holds back the others of its shard no longer than this.
 * What was given up is reported, and `npm run rederive` makes good for it from the register itself.
 */
const RETRY_FOR = Duration.hours(1);
const LATE_AFTER = Duration.minutes(5);

export interface StreamRelayProps {
  readonly source: Table;
  /** Only items of these entities are relayed: not history, and nobody's person. */
  readonly entities: readonly string[];
  readonly relay: HouseFunction;
  readonly failuresQueueName: string;
  readonly topic: ITopic;
}

/** The outbox: the table's stream to the relay, bisecting a failing batch; what fails for an hour is reported to a queue. */
export class StreamRelay extends Construct {
  constructor(scope: Construct, id: string, { source, entities, relay, failuresQueueName, topic }: StreamRelayProps) {
    super(scope, id);
    const stream = source.tableStreamArn;
    if (stream === undefined) throw new Error('The relay needs a table with a stream.');
    const failures = new Queue(this, 'Failures', {
      queueName: failuresQueueName,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(failures).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'The end of the line itself: nobody consumes it but the operator, whom its alarm calls.',
    });
    grantActions(
      relay,
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [stream],
    );
    new EventSourceMapping(this, 'Source', {
      target: relay.lambda,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: BATCH_SIZE,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: RETRY_FOR,
      onFailure: new SqsDlq(failures),
      filters: [FilterCriteria.filter({ dynamodb: { NewImage: { entity: { S: FilterRule.or(...entities) } } } })],
    });
    new ImpactAlarm(this, 'Behind', {
      name: 'relay-behind',
      what: `The relay is more than ${LATE_AFTER.toMinutes()} minutes behind the register.`,
      impact: 'Departments are not told of new records, and entries that must leave the public copy stay in its files.',
      metric: relay.lambda.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) }),
      limit: { from: LATE_AFTER.toMilliseconds() },
      periods: 3,
      topic,
    });
    new ImpactAlarm(this, 'Failed', {
      name: 'relay-failures-not-empty',
      what: 'Changes of the register could not be relayed for an hour and were given up.',
      impact: 'The departments concerned will never hear of them, and the public copy does not follow them.',
      metric: failures.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: 'Maximum' }),
      limit: { from: 1 },
      topic,
    });
  }
}
