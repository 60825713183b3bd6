import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { documentClient, sqsClient } from '../../../shared/aws/clients.ts';
import { type Engines, names } from '../../engines.ts';
import { type Functions, functionsOver } from '../support/functions.ts';
import type { Item } from './capacity.ts';
import { type Call, meter } from './meter.ts';

/** A town on real engines, whose functions are there twice: quietly, to prepare, and counted. */
export interface Town {
  readonly quiet: Functions;
  readonly counted: Functions;
  /** The calls of the counted functions during a piece of work. */
  readonly callsOf: (work: () => Promise<unknown>) => Promise<readonly Call[]>;
  /** The head of a record. */
  readonly head: (id: string) => Promise<Item>;
  /** What is known of a subject. */
  readonly subject: (pk: string) => Promise<Item>;
}

const itemsOf = (client: DynamoDBDocumentClient) => {
  const TableName = names.registerTable;
  const item = async (Key: Item): Promise<Item> =>
    (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item ?? {};
  return {
    subject: (pk: string) => item({ pk, sk: 'SUBJECT' }),
    head: async (id: string) => {
      const { Items: [found] = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: 'by-id',
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': id },
        }),
      );
      return item({ pk: found?.['pk'], sk: found?.['sk'] });
    },
  };
};

/** Opens a town on running engines. */
export const openTown = async (engines: Engines): Promise<Town> => {
  const queues = {
    notifications: engines.createQueue('punishment-notifications.fifo'),
    publications: engines.createQueue('publication.fifo'),
  };
  const client = documentClient();
  const metered = await meter(documentClient(), [names.registerTable, names.derivedTable]);
  return {
    quiet: functionsOver(client, sqsClient(), queues),
    counted: functionsOver(metered.client, metered.counting(sqsClient()), queues),
    callsOf: metered.of,
    ...itemsOf(client),
  };
};

/** The stream's event of an item; a stream is JSON, so that bytes are base64. */
export const streamEvent = (item: Item) => {
  const image = Object.entries(marshall(item)).map(([name, value]) => [
    name,
    value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
  ]);
  return { Records: [{ dynamodb: { SequenceNumber: '1', NewImage: Object.fromEntries(image) } }] };
};

/** The queue's event of a message. */
export const queueEvent = (body: unknown) => ({
  Records: [
    {
      messageId: '1',
      body: JSON.stringify(body),
      attributes: { MessageGroupId: 'group', ApproximateReceiveCount: '1' },
    },
  ],
});
