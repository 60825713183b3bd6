import { randomUUID } from 'node:crypto';
import type { GivenUp } from './stream-batch.ts';

/** What Lambda tells the on-failure queue: where the records lie, not what is in them. */
export const describeGivenUp = (
  given: GivenUp,
  place: { functionArn: string; streamArn: string; shardId: string },
): string => {
  const { records, condition, invocations, last } = given;
  const [first, final] = [records[0]?.dynamodb, records.at(-1)?.dynamodb];
  const time = (seconds = 0) => new Date(seconds * 1000).toISOString();
  return JSON.stringify({
    requestContext: {
      requestId: last?.requestId ?? randomUUID(),
      functionArn: place.functionArn,
      condition,
      approximateInvokeCount: invocations,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: last?.ok === false ? 'Unhandled' : null,
    },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: place.shardId,
      startSequenceNumber: first?.SequenceNumber,
      endSequenceNumber: final?.SequenceNumber,
      approximateArrivalOfFirstRecord: time(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: time(final?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn: place.streamArn,
    },
  });
};
