import { setTimeout as pause } from 'node:timers/promises';
import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { STREAM_LAG_PATH } from './emulator-workarounds.ts';

const POLL_MS = 100;

/** Work that is still there after this has failed and waits for its visibility timeout: half an hour for a publication. */
const PATIENCE_MS = 60_000;

/** One look cannot see work that moves from where it has not looked yet to where it has. */
const CALM_LOOKS = 2;

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

type Deps = {
  readonly url: string;
  readonly sqs: SQSClient;
  /** The queues that a function empties; messages in any other are failures. */
  readonly worked: readonly string[];
};

const messagesIn = async (sqs: SQSClient, QueueUrl: string): Promise<number> => {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] });
  const { Attributes = {} } = await sqs.send(command);
  return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
};

const nameOf = (queueUrl: string) => queueUrl.split('/').at(-1) ?? queueUrl;

const streamLag = async (url: string): Promise<number> =>
  z.number().parse(await (await fetch(`${url}${STREAM_LAG_PATH}`)).json());

/** Where work lies, in the order in which it flows: first the stream, then the queues. */
const look = async ({ url, sqs }: Deps, queueUrls: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const found = new Map([['stream', await streamLag(url)]]);
  for (const queueUrl of queueUrls) found.set(nameOf(queueUrl), await messagesIn(sqs, queueUrl));
  return new Map([...found].filter(([, count]) => count > 0));
};

const describe = (found: ReadonlyMap<string, number>) =>
  [...found].map(([place, count]) => `${place}: ${count}`).join(', ');

/** Resolves when the stream has been read to its end and no queue holds a message; a dead letter is an error. */
export const idle = async (deps: Deps): Promise<void> => {
  const { QueueUrls = [] } = await deps.sqs.send(new ListQueuesCommand({}));
  const dead = QueueUrls.filter((queueUrl) => !deps.worked.includes(queueUrl));
  const deadline = performance.now() + PATIENCE_MS;
  for (let calm = 0; calm < CALM_LOOKS; ) {
    const found = await look(deps, deps.worked);
    calm = found.size === 0 ? calm + 1 : 0;
    if (performance.now() > deadline) throw new Error(`Still not done: ${describe(found)}`);
    if (calm < CALM_LOOKS) await pause(POLL_MS);
  }
  const failed = await look(deps, dead);
  if (failed.size > 0) throw new Error(`Given up: ${describe(failed)}`);
};
