import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { ImpactAlarm } from './impact-alarm.ts';

/** AWS advises six times the function's timeout, so that a throttled batch is not handed out twice. */
const VISIBILITY_TIMEOUTS = 6;
/** Where a batch that is handed out twice does no harm, and a consumer that was killed must not hold its group back: just longer than a run. */
const SHORTEST_MARGIN_SECONDS = 60;
/** The longest that SQS keeps a message: an outage must not eat one. */
const RETENTION = Duration.days(14);
/** The largest batch of a FIFO queue. */
const BATCH_SIZE = 10;

export interface FifoQueueWithDeadLettersProps {
  /** Without the ending. */
  readonly name: string;
  readonly consumerTimeoutSeconds: number;
  /** A second run at the same time is kept out, or does no harm: what a killed one held comes again as soon as it can be over. */
  readonly comesAgainSoon?: boolean;
  /** Groups that are worked on at a time. @default as many as the account allows */
  readonly consumersAtOnce?: number;
  /** Attempts before a message goes to the dead letters and its group moves on. */
  readonly attempts: number;
  readonly deadLetters: { readonly alarmName: string; readonly impact: string };
  readonly topic: ITopic;
}

const visibilitySeconds = ({ consumerTimeoutSeconds, comesAgainSoon }: FifoQueueWithDeadLettersProps): number =>
  comesAgainSoon ? consumerTimeoutSeconds + SHORTEST_MARGIN_SECONDS : VISIBILITY_TIMEOUTS * consumerTimeoutSeconds;

/** A FIFO queue with its dead letters, the alarm on them, and the way to its one consumer. */
export class FifoQueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly #consumersAtOnce: number | undefined;

  constructor(scope: Construct, id: string, props: FifoQueueWithDeadLettersProps) {
    super(scope, id);
    this.#consumersAtOnce = props.consumersAtOnce;
    const shared = {
      fifo: true,
      contentBasedDeduplication: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    };
    const deadLetters = new Queue(this, 'DeadLetters', { ...shared, queueName: `${props.name}-dead-letters.fifo` });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      queueName: `${props.name}.fifo`,
      visibilityTimeout: Duration.seconds(visibilitySeconds(props)),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: props.attempts },
    });
    new ImpactAlarm(this, 'DeadLettersNotEmpty', {
      name: props.deadLetters.alarmName,
      what: `Messages of ${props.name}.fifo failed ${props.attempts} times and were set aside.`,
      impact: props.deadLetters.impact,
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      limit: { from: 1 },
      topic: props.topic,
    });
  }

  /** One consumer; it names the messages of a batch that failed, and only these come again. */
  deliverTo(consumer: HouseFunction): void {
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: BATCH_SIZE,
        reportBatchItemFailures: true,
        ...(this.#consumersAtOnce !== undefined && { maxConcurrency: this.#consumersAtOnce }),
      }),
    );
  }
}
