import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalStack, LocalStackOptions } from '../../../infra/local/local-stack.ts';
import { startLocalStack } from '../../../infra/local/stack.ts';

/** A running template with clients of its engines and the lines that it has logged. */
export const startRunning = async (options: Pick<LocalStackOptions, 'assembly'> & Partial<LocalStackOptions>) => {
  const lines: string[] = [];
  const stack = await startLocalStack({
    state: 'memory',
    schedules: 'by-hand',
    environment: {},
    log: (line) => lines.push(line),
    ...options,
  });
  return { stack, lines, ...clientsOf(stack) };
};
export type Running = Awaited<ReturnType<typeof startRunning>>;

/** SDK clients of its engines. */
export const clientsOf = ({ endpoints, region }: Pick<LocalStack, 'endpoints' | 'region'>) => {
  const shared = { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  return {
    dynamodb: new DynamoDBClient({ ...shared, endpoint: endpoints.dynamodb }),
    sqs: new SQSClient({ ...shared, endpoint: endpoints.sqs }),
    s3: new S3Client({ ...shared, endpoint: endpoints.s3, forcePathStyle: true }),
  };
};

/** The values of one field of the JSON lines that have it, in their order. */
export const logged = (lines: string[], field: string): unknown[] =>
  lines
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line))
    .flatMap((entry) => (field in entry ? [entry[field]] : []));
