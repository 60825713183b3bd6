import * as z from 'zod';
import type { Clock } from '../clock.ts';

const Attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const Message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z.record(z.string(), Attribute).default({}),
});
/** A message as SQS hands it out. */
export type Message = z.infer<typeof Message>;

/** The answer to a receipt. */
export const Received = z.object({ Messages: z.array(Message).nullish() });

/** The body as filters see it: an object if it is one, else the text. */
export const filterable = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** The message as a function sees it, its times moved with the clock. */
export const toRecord = (message: Message, place: { queueArn: string; region: string; clock: Clock }) => {
  const { clock, queueArn, region } = place;
  const moved = (name: string) => {
    const value = message.Attributes[name];
    return value === undefined ? {} : { [name]: String(Math.round(clock.shown(Number(value)))) };
  };
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: { ...message.Attributes, ...moved('SentTimestamp'), ...moved('ApproximateFirstReceiveTimestamp') },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          dataType: DataType,
          stringValue: StringValue,
          binaryValue: BinaryValue,
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
};
