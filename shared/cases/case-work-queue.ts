import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { chunks } from '../kernel/concurrently.ts';
import { type CaseWork, groupOf, occasionOf } from './case-work.ts';

/** Entries of one SendMessageBatch: the limit of SQS. */
const BATCH = 10;

/** Sends work; throws if a message was not taken, so that what asked for it is tried again. */
export interface CaseWorkQueue {
  send(work: readonly CaseWork[]): Promise<void>;
}

/** case-work.fifo: one group for each case and each basis, so that one's work is done in order and nobody waits for another. */
export const caseWorkQueue = (deps: { readonly client: SQSClient; readonly queueUrl: string }): CaseWorkQueue => ({
  send: async (work) => {
    for (const batch of chunks(work, BATCH)) {
      const { Failed = [] } = await deps.client.send(
        new SendMessageBatchCommand({
          QueueUrl: deps.queueUrl,
          Entries: batch.map((message, index) => ({
            Id: String(index),
            MessageBody: JSON.stringify(message),
            MessageGroupId: groupOf(message),
            MessageDeduplicationId: occasionOf(message),
          })),
        }),
      );
      if (Failed.length > 0)
        throw new Error(`${Failed.length} of ${batch.length} messages were not taken: ${Failed[0]?.Code}`);
    }
  },
});
