import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import * as z from 'zod';
import { generateKeys } from '../../../infra/keys.ts';

// Answers like DynamoDB, SQS and Secrets Manager of a town in which nothing lies yet; a process of its own, so that its time is nobody's.

const Message = z.object({ Id: z.string().optional(), MessageBody: z.string() });
const Messages = Message.or(z.object({ Entries: z.array(Message) }));

const taken = ({ Id, MessageBody }: z.output<typeof Message>) => ({
  ...(Id !== undefined && { Id }),
  MessageId: '1',
  MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
});

const send = (body: unknown) => {
  const messages = Messages.parse(body);
  return 'Entries' in messages ? { Successful: messages.Entries.map(taken), Failed: [] } : taken(messages);
};

const REFUSED = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', message: 'refused' };

const keys = generateKeys();
const Asked = z.object({ SecretId: z.string() });
const secretOf = (body: unknown) =>
  Asked.parse(body).SecretId.includes('signing')
    ? { Name: 'signing-key', SecretString: keys.signingKey }
    : { Name: 'person-keys', SecretString: keys.personKeys };

/** Items are neither found nor updated; what is put or sent is taken. */
const answerTo = (action: string, body: string): { readonly status: number; readonly answer: unknown } => {
  if (action.startsWith('SendMessage')) return { status: 200, answer: send(JSON.parse(body)) };
  if (action === 'GetSecretValue') return { status: 200, answer: secretOf(JSON.parse(body)) };
  return action === 'UpdateItem' ? { status: 400, answer: REFUSED } : { status: 200, answer: {} };
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const target = String(request.headers['x-amz-target']);
    const action = target.slice(target.indexOf('.') + 1);
    const { status, answer } = answerTo(action, Buffer.concat(chunks).toString());
    response.writeHead(status, { 'content-type': request.headers['content-type'] ?? 'text/plain' });
    response.end(JSON.stringify(answer));
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.once('disconnect', () => process.exit());
