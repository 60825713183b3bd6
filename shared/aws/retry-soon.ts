import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Seconds until messages of a failed run come again: past a short throttle, and well within "a removal within minutes". */
const RETRY_AFTER_SECONDS = 20;

interface Message {
  readonly receiptHandle: string;
}

/**
 * Lets a failed batch come again soon. A queue's own visibility timeout must outlast the longest run, six times over; after a run that failed
 * at once, waiting for it would keep everything behind it in the message group waiting too.
 */
export const retrySoon =
  <Event extends { readonly Records: readonly Message[] }, Answer>(
    deps: { readonly client: SQSClient; readonly queueUrl: string },
    work: (event: Event) => Promise<Answer>,
  ) =>
  async (event: Event): Promise<Answer> => {
    try {
      return await work(event);
    } catch (error) {
      const Entries = event.Records.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: RETRY_AFTER_SECONDS,
      }));
      // If this fails too, the messages come again when their visibility ends; the first error is the one to report.
      await deps.client
        .send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: deps.queueUrl, Entries }))
        .catch(() => undefined);
      throw error;
    }
  };
