import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * First attempt and three retries: past a short throttle or a lost connection, and still well inside any function's
 * timeout.
 */
const ATTEMPTS = 4;

/** A service endpoint of the same region answers a connection in milliseconds; seconds mean that it is gone. */
const CONNECT_TIMEOUT_MS = 2_000;

/** A page of DynamoDB (1 MB) or a batch of SQS takes tens of milliseconds. */
const REQUEST_TIMEOUT_MS = 5_000;

/** A bulk part has some megabytes in either direction. */
const OBJECT_TIMEOUT_MS = 20_000;

const base = (requestTimeout: number) => ({
  maxAttempts: ATTEMPTS,
  requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout, throwOnRequestTimeout: true },
});

/** DynamoDB with plain values in and out; an absent property is left out of the item. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(base(REQUEST_TIMEOUT_MS)), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** S3. A local engine has no host name for each bucket, so AWS_S3_FORCE_PATH_STYLE=1 puts the bucket into the path. */
export const s3Client = (): S3Client =>
  new S3Client({ ...base(OBJECT_TIMEOUT_MS), forcePathStyle: process.env['AWS_S3_FORCE_PATH_STYLE'] === '1' });

/** SQS. A local engine's queue URLs bear a host name that need not resolve, so its given endpoint is used instead. */
export const sqsClient = (): SQSClient =>
  new SQSClient({
    ...base(REQUEST_TIMEOUT_MS),
    useQueueUrlAsEndpoint: process.env['AWS_ENDPOINT_URL_SQS'] === undefined,
  });
