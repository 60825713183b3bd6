import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamRecord } from '../../infra/local/sources/stream-reader.ts';
import { documentClient, sqsClient } from '../../shared/aws/clients.ts';
import { licence, penalty } from '../builders/submissions.ts';
import { type Api, startApi } from '../functions/http/support/api.ts';
import { derivedState, forgetDerived } from './support/derived-state.ts';
import { type Fault, faultsIn, MAIN_FAULTS } from './support/faults.ts';
import { delivery, sendingRelay, streamOf } from './support/outbox.ts';
import { fresh, versioned } from './support/requests.ts';

const NOT_TAKEN: Fault = {
  name: 'not taken by the queue',
  answer: () => ({ output: { Failed: [{ Id: '0', Code: 'InternalError', SenderFault: false }] }, response: {} }),
};

let api: Api;
let client: DynamoDBDocumentClient;
let sqs: SQSClient;
let events: readonly StreamRecord[];
let inTable: ReturnType<typeof faultsIn>;
let inQueue: ReturnType<typeof faultsIn>;
beforeAll(async () => {
  api = await startApi();
  [client, sqs] = [documentClient(), sqsClient()];
  [inTable, inQueue] = [faultsIn(client), faultsIn(sqs)];
  const written = await streamOf(api.engines);
  const { subject, documentNumber } = fresh();
  const { id } = (await api.post(penalty({ subject, documentNumber }))).body;
  await api.post(licence({ subject, documentNumber: fresh().documentNumber }));
  const body = { reason: '金额录入有误', content: { fineFen: 1_000_000 } };
  await api.call('correct-record', { id, headers: versioned(1), body });
  events = await written();
});
afterAll(() => api?.stop());

const received = async (queue: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = '' }) => Body));
  }
};

let queues = 0;
/** A town whose queues are empty and of which nothing is derived yet. */
const untold = async () => {
  queues += 1;
  await forgetDerived(client);
  const urls = {
    notifications: api.engines.createQueue(`notifications-${queues}.fifo`),
    publications: api.engines.createQueue(`publications-${queues}.fifo`),
  };
  return {
    relay: sendingRelay(client, sqs, urls),
    /** What came of it all, once what was sent is delivered too. */
    outcome: async () => {
      const sent = await received(urls.notifications);
      await delivery(client)(sent);
      return { state: await derivedState(client), sent: [...sent].sort(), asked: await received(urls.publications) };
    },
  };
};

type Relay = Awaited<ReturnType<typeof untold>>['relay'];

/** Repeats from the record that failed, as the event source does, until nothing fails any more. */
const followUp = async (relay: Relay, answer: Awaited<ReturnType<Relay>>): Promise<void> => {
  const [failed] = answer.batchItemFailures;
  if (failed === undefined) return;
  const from = events.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failed.itemIdentifier);
  expect(from).toBeGreaterThanOrEqual(0);
  await followUp(relay, await relay(events.slice(from)));
};

/** Lets the relay's calls up to `last` go wrong in turn, and compares what comes of it with what comes of a quiet run; answers how many there were. */
const standsUp = async (faults: ReturnType<typeof faultsIn>, fault: Fault, last = Number.POSITIVE_INFINITY) => {
  const quiet = await untold();
  expect(await quiet.relay(events)).toEqual({ batchItemFailures: [] });
  const expected = await quiet.outcome();
  let calls = 0;
  for (let struck = true; struck && calls < last; ) {
    const { relay, outcome } = await untold();
    const { outcome: answer, ...end } = await faults.during(fault, calls + 1, () => relay(events));
    struck = end.struck;
    if (struck) calls += 1;
    expect(answer.batchItemFailures).toHaveLength(struck ? 1 : 0);
    await followUp(relay, answer);
    expect(await outcome()).toEqual(expected);
  }
  return calls;
};

describe('the relay names the record that failed, and loses and doubles nothing', () => {
  it.each(MAIN_FAULTS)('if a call to the table is $name', async (fault) => {
    expect(await standsUp(inTable, fault)).toBeGreaterThan(events.length);
  });

  it.each(MAIN_FAULTS)('if a call to a queue is $name', async (fault) => {
    expect(await standsUp(inQueue, fault)).toBeGreaterThan(1);
  });

  it('if a queue takes none of a batch and says so without an error', async () => {
    expect(await standsUp(inQueue, NOT_TAKEN, 1)).toBe(1);
  });
});
