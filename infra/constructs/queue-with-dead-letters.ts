import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';

/** AWS advises six times the function's timeout, so that a throttled batch is not handed out twice. */
const VISIBILITY_TIMEOUTS = 6;
/** Where a message that is handed out twice does no harm, and nobody should wait for one whose consumer was killed: just longer than a run. */
const SHORTEST_MARGIN_SECONDS = 60;
/** The longest that SQS keeps a message: an outage must not eat one. */
const RETENTION = Duration.days(14);

export interface QueueWithDeadLettersProps {
  readonly name: string;
  readonly consumerTimeoutSeconds: number;
  /** What is done twice is done once: what a killed consumer held comes again as soon as it can be over. */
  readonly comesAgainSoon?: boolean;
  readonly attempts: number;
  readonly retain: boolean;
}

const visibilitySeconds = ({ consumerTimeoutSeconds, comesAgainSoon }: QueueWithDeadLettersProps): number =>
  comesAgainSoon ? consumerTimeoutSeconds + SHORTEST_MARGIN_SECONDS : VISIBILITY_TIMEOUTS * consumerTimeoutSeconds;

/** A queue without an order, for events of services that know no other, with its dead letters. The alarm on them stands beside its consumer. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: QueueWithDeadLettersProps) {
    super(scope, id);
    const shared = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: RETENTION,
      removalPolicy: props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    this.deadLetters = new Queue(this, 'DeadLetters', { ...shared, queueName: `${props.name}-dead-letters` });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      queueName: props.name,
      visibilityTimeout: Duration.seconds(visibilitySeconds(props)),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.attempts },
    });
  }
}

/** One message at a time, a few at once: each is a file in the consumer's memory. */
export const deliverOneByOne = (queue: Queue, consumer: HouseFunction, consumersAtOnce: number): void => {
  consumer.lambda.addEventSource(
    new SqsEventSource(queue, { batchSize: 1, reportBatchItemFailures: true, maxConcurrency: consumersAtOnce }),
  );
};
