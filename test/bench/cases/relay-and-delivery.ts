import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient, sqsClient } from '../../../shared/aws/clients.ts';
import { notification } from '../../../shared/notifications/notification.ts';
import { recordFromItem } from '../../../shared/records/record-store.ts';
import { names, startEngines } from '../../engines.ts';
import { referenceSet } from '../reference/reference-set.ts';
import { type Case, ratio } from '../report.ts';
import { interleaved, repeated } from '../rounds.ts';
import { functionsOver } from '../support/functions.ts';
import { headItemsOf } from '../support/head-items.ts';
import { startLoopback } from '../support/loopback.ts';
import { queueEvent, streamEvent } from '../units/town.ts';

const RECORDS = 60;

const taking = <Value>(values: Iterator<Value>): Value => {
  const { value, done } = values.next();
  if (done) throw new Error('too few were prepared');
  return value;
};

/** What follows from a record, one at a time, in terms of one bare put of its head. */
export const relayAndDelivery: Case = {
  name: 'relay-and-delivery',
  run: async ({ rounds }) => {
    const [engines, queues] = [await startEngines(), await startLoopback()];
    // SQS is played elsewhere: the engine of the tests would work in this process.
    process.env['AWS_ENDPOINT_URL_SQS'] = queues.url;
    try {
      const client = documentClient();
      const urls = {
        notifications: `${queues.url}/1/notifications.fifo`,
        publications: `${queues.url}/1/publication.fifo`,
      };
      const { relay, deliver } = functionsOver(client, sqsClient(), urls);
      const heads = await headItemsOf(referenceSet(RECORDS * (rounds + 1)));
      const told = heads.map((item) => {
        const { image: record } = recordFromItem(item);
        return notification(
          record,
          { type: 'record.posted', recipient: 'credit-office', at: record.receivedAt },
          () => `${record.id}`,
        );
      });
      const [items, events, messages] = [
        heads.values(),
        heads.map(streamEvent).values(),
        told.map(queueEvent).values(),
      ];
      const costs = await interleaved(rounds, {
        put: repeated(RECORDS, () =>
          client.send(new PutCommand({ TableName: names.registerTable, Item: taking(items) })),
        ),
        relay: repeated(RECORDS, () => relay(taking(events))),
        delivery: repeated(RECORDS, () => deliver(taking(messages))),
      });
      const label = (measure: string, goal: number) => ({ case: 'relay-and-delivery', measure, goal });
      return [
        ratio(costs, 'relay', 'put', label('relay of a record (two writes, a message) / one bare put', 5)),
        ratio(costs, 'delivery', 'put', label('delivery of a notification (one write) / one bare put', 2)),
      ];
    } finally {
      await Promise.all([engines.stop(), queues.stop()]);
    }
  },
};
