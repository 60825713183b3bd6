import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Why a publication is asked for. */
export type PublicationReason = 'daily' | 'additions' | 'removal' | 'manual';

/** Asks the publisher for a run. */
export interface PublicationQueue {
  /** `occasion` makes the request unique: the same one within five minutes is one run. */
  request(reason: PublicationReason, occasion: string, options?: { readonly allowVolume?: boolean }): Promise<void>;
}

/** All requests stand in one group: one publication at a time. */
const GROUP = 'publication';

export const publicationQueue = (deps: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): PublicationQueue => ({
  request: async (reason, occasion, options) => {
    await deps.client.send(
      new SendMessageCommand({
        QueueUrl: deps.queueUrl,
        MessageBody: JSON.stringify({ reason, ...(options?.allowVolume && { allowVolume: true }) }),
        MessageGroupId: GROUP,
        MessageDeduplicationId: `${reason}.${occasion}`,
      }),
    );
  },
});
