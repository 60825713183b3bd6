import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Deployment } from '../../../../infra/local/deployment.ts';
import { messages } from '../../../../shared/kernel/log.ts';
import { type Datum, metricName } from '../../../watch/cloudwatch.ts';
import { lineCounter } from '../../../watch/metric-filters.ts';

/**
 * Metrics that AWS alone makes, and what stands for each here: the nearest thing that really happens. All others are read from where AWS too
 * reads them: lines of the functions' logs, invocations that began or failed, messages that lie in queues, answers of the API.
 */
export const STOOD_FOR = {
  'AWS/Lambda Throttles': 'no limit of an account holds on this machine: a post that came counts as one turned away',
  'AWS/Lambda IteratorAge':
    'the stream runs by the machine’s clock: counted, by the functions’ clock, from the first line in which the relay could not do a record to the first in which it could',
  'AWS/SQS ApproximateAgeOfOldestMessage':
    'the engine does not say it: counted, by the functions’ clock, from when a message was first seen in the queue to when none was',
} as const;

const RELAY = 'joint-credit-relay';
const NOT_TAKEN = 'ApproximateNumberOfMessages';
const TAKEN = 'ApproximateNumberOfMessagesNotVisible';

const Failed = z.looseObject({ message: z.literal('invocation failed'), function: z.string() });

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const ofFunction = (name: string, Value: string) => metricName('AWS/Lambda', name, { Name: 'FunctionName', Value });
const ofQueue = (name: string, Value: string) => metricName('AWS/SQS', name, { Name: 'QueueName', Value });

/** Measures what CloudWatch would have of a running system, under the names that the services give it. */
export const measure = (template: Deployment, now: () => number) => {
  const data: Datum[] = [];
  const countsAs = lineCounter(template);
  const apis = template.ofType('AWS::ApiGatewayV2::Api').map(({ identity }) => identity.ref);
  const queues = template.ofType('AWS::SQS::Queue').map(({ identity }) => identity.attributes['QueueName'] ?? '');
  const oldest = new Map<string, number>();
  let begun: Readonly<Record<string, number>> = {};
  let behindSince: number | undefined;

  const count = (metric: string, value = 1): void => void data.push({ metric, at: now(), value });

  const noteRelay = (line: string): void => {
    if (line.includes(messages.relayFailed)) behindSince ??= now();
    if (line.includes(messages.recordRelayed)) behindSince = undefined;
    count(ofFunction('IteratorAge', RELAY), behindSince === undefined ? 0 : now() - behindSince);
  };

  const readQueue = async (sqs: SQSClient, queue: string): Promise<void> => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [NOT_TAKEN, TAKEN] }),
    );
    const [visible, taken] = [Number(Attributes[NOT_TAKEN]), Number(Attributes[TAKEN])];
    count(ofQueue('ApproximateNumberOfMessagesVisible', queue), visible);
    if (visible + taken === 0) oldest.delete(queue);
    else oldest.set(queue, oldest.get(queue) ?? now());
    count(ofQueue('ApproximateAgeOfOldestMessage', queue), (now() - (oldest.get(queue) ?? now())) / 1_000);
  };

  return {
    data: data as readonly Datum[],
    /** A line of a function's log, or of the runner, which says by whom an invocation failed. */
    line: (line: string, functionName = ''): void => {
      for (const metric of countsAs(functionName, line)) count(metric);
      const failed = Failed.safeParse(parsed(line)).data;
      if (failed !== undefined) count(ofFunction('Errors', failed.function));
      if (functionName === RELAY) noteRelay(line);
    },
    /** The status of an answer of the API. */
    answer: (status: number): void => {
      if (status >= 500) for (const Value of apis) count(metricName('AWS/ApiGateway', '5xx', { Name: 'ApiId', Value }));
    },
    turnedAway: (functionName: string): void => count(ofFunction('Throttles', functionName)),
    /** What AWS measures by itself, at this moment. */
    sample: async (sqs: SQSClient, invocations: Readonly<Record<string, number>>): Promise<void> => {
      for (const [name, times] of Object.entries(invocations)) {
        const more = times - (begun[name] ?? 0);
        if (more > 0) count(ofFunction('Invocations', name), more);
      }
      begun = invocations;
      for (const queue of queues) await readQueue(sqs, queue);
    },
    liesIn: (queue: string): boolean => oldest.has(queue),
  };
};
