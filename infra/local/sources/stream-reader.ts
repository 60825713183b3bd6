import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { callEngine, type Engine } from '../aws-request.ts';

const Image = z.record(z.string(), z.unknown());
const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number(),
    NewImage: Image.optional(),
    OldImage: Image.optional(),
  }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;

const Shard = z.object({
  ShardId: z.string(),
  ParentShardId: z.string().optional(),
  SequenceNumberRange: z.object({ EndingSequenceNumber: z.string().optional() }).optional(),
});
const Description = z.object({ StreamDescription: z.object({ Shards: z.array(Shard) }) });
const Iterator = z.object({ ShardIterator: z.string() });
const Records = z.object({ Records: z.array(StreamRecord), NextShardIterator: z.string().nullish() });

/** The stream API without the SDK's client, which is a package of its own for these three calls. */
export const createStreamReader = (engine: Engine, streamArn: string) => {
  const call = (operation: string, input: unknown) =>
    callEngine(engine, `DynamoDBStreams_20120810.${operation}`, input);
  return {
    /** The shards and their parents; a child is read when its parent is done with. */
    shards: async () => {
      const description = Description.parse(await call('DescribeStream', { StreamArn: streamArn }));
      return description.StreamDescription.Shards.map(({ ShardId, ParentShardId }) => ({
        id: ShardId,
        parent: ParentShardId,
      }));
    },
    /** An iterator from just after the given sequence number, or from the oldest record. */
    iterator: async (shardId: string, after: string | undefined) => {
      const position = after
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : { ShardIteratorType: 'TRIM_HORIZON' };
      const answer = await call('GetShardIterator', { StreamArn: streamArn, ShardId: shardId, ...position });
      return Iterator.parse(answer).ShardIterator;
    },
    /** The next records, and where to go on: nowhere at the end of a closed shard. */
    read: async (iterator: string, limit: number) => {
      const { Records: records, NextShardIterator } = Records.parse(
        await call('GetRecords', { ShardIterator: iterator, Limit: limit }),
      );
      return { records, next: NextShardIterator ?? undefined };
    },
  };
};
export type StreamReader = ReturnType<typeof createStreamReader>;

/** DynamoDB writes no record for a write that changes nothing; the engine does. */
export const changesSomething = ({ dynamodb: { OldImage, NewImage } }: StreamRecord): boolean =>
  !OldImage || !NewImage || !isDeepStrictEqual(OldImage, NewImage);
