import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { chunks } from '../kernel/concurrently.ts';

/** One part of an import to be taken in: nothing of its rows. */
export const PartMessage = z.strictObject({ import: z.string(), part: z.int().min(1) });
export type PartMessage = z.output<typeof PartMessage>;

/** Sends parts to be worked on; throws if one was not taken, so that the whole is tried again. A part that is sent twice is done once. */
export interface PartQueue {
  send(parts: readonly PartMessage[]): Promise<void>;
}

/** Entries of one SendMessageBatch: the limit of SQS. */
const BATCH = 10;

/** The queue import-parts, without an order. */
export const partQueue = (deps: { readonly client: SQSClient; readonly queueUrl: string }): PartQueue => ({
  send: async (parts) => {
    for (const batch of chunks(parts, BATCH)) {
      const { Failed = [] } = await deps.client.send(
        new SendMessageBatchCommand({
          QueueUrl: deps.queueUrl,
          Entries: batch.map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) })),
        }),
      );
      if (Failed.length > 0)
        throw new Error(`${Failed.length} of ${batch.length} parts were not taken: ${Failed[0]?.Code}`);
    }
  },
});
