import * as z from 'zod';
import type { BatchAnswer } from '../../../shared/aws/event-batch.ts';
import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import { incoming } from '../../../shared/exchange/paths.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';

/** What the queue hands out: S3's word that objects came, or that notifications were switched on, which says nothing of objects. */
const QueueEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
const Came = z.object({ s3: z.object({ object: z.object({ key: z.string(), size: z.number().default(0) }) }) });
const ObjectsCame = z.object({ Records: z.array(Came).default([]) });

/** A receipt of ten thousand answers has two megabytes. Read whole, so what is larger is not read at all. */
const MOST_BYTES = 8_000_000;

export interface TakeExchangeDeps {
  readonly exchange: Pick<Bucket, 'get'>;
  readonly takePackage: (sequence: number, manifest: Uint8Array) => Promise<void>;
  readonly takeReceipt: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly log: Log;
}

/** In S3's events a path is encoded as in a form. */
const pathOf = ({ s3 }: z.output<typeof Came>): string => decodeURIComponent(s3.object.key.replaceAll('+', ' '));

/** Takes what the counterpart wrote: packages by their manifests, and receipts. Rows are read with the manifest that names them. */
export const takeExchange = (deps: TakeExchangeDeps) => {
  const take = async (came: z.output<typeof Came>): Promise<void> => {
    const path = pathOf(came);
    const found = incoming(path);
    if (found === undefined) return;
    if (came.s3.object.size > MOST_BYTES) {
      deps.log.warn(messages.exchangeRefused, { what: found.what, bytes: came.s3.object.size });
      return;
    }
    const bytes = await deps.exchange.get(path, MOST_BYTES);
    // Taken away again before it was read: who sent it sends another.
    if (bytes === undefined) return;
    await (found.what === 'package' ? deps.takePackage(found.sequence, bytes) : deps.takeReceipt(found.name, bytes));
  };

  return async (event: unknown): Promise<BatchAnswer> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { messageId, body } of QueueEvent.parse(event).Records) {
      try {
        for (const came of ObjectsCame.parse(JSON.parse(body)).Records) await take(came);
      } catch (error) {
        deps.log.error(messages.exchangeFailed, { itemIdentifier: messageId, error });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
};
