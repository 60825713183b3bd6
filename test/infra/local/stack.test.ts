import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SITE_HEADERS } from '../../../infra/site-headers.ts';
import { synthesiseFixture } from './fixture/app.ts';
import { logged, type Running, startRunning } from './running.ts';

let fixture: ReturnType<typeof synthesiseFixture>;
let running: Running;

beforeAll(async () => {
  fixture = synthesiseFixture();
  running = await startRunning({ assembly: fixture.assembly });
}, 60_000);
afterAll(async () => {
  await running?.stack.stop();
  fixture?.remove();
});

const get = (path: string, init?: RequestInit) => fetch(`${running.stack.apiUrl}${path}`, init);
const post = (path: string, body: unknown) => get(path, { method: 'POST', body: JSON.stringify(body) });

/** A body whose shape the assertions will tell. */
const json = async <Body = Record<string, unknown>>(response: Promise<Response>) =>
  (await (await response).json()) as Body;
type Token = { token: string };
type Event = { headers: object; requestContext: { authorizer?: { jwt: { claims: object } } } };

const put = (pk: string, attributes: Record<string, { S: string }> = {}) =>
  running.dynamodb.send(
    new PutItemCommand({
      TableName: running.stack.outputs['Items'],
      Item: { pk: { S: pk }, sk: { S: 'head' }, entity: { S: 'record' }, ...attributes },
    }),
  );
const batchesWith = (pk: string) =>
  logged(running.lines, 'batch').filter((batch) => String(batch).split(',').includes(pk));
const send = (body: string, group: string) =>
  running.sqs.send(
    new SendMessageCommand({ QueueUrl: running.stack.outputs['Messages'], MessageBody: body, MessageGroupId: group }),
  );
const received = async (output: string) => {
  const command = new ReceiveMessageCommand({ QueueUrl: running.stack.outputs[output], MaxNumberOfMessages: 10 });
  return ((await running.sqs.send(command)).Messages ?? []).map(({ Body }) => Body ?? '');
};

describe('the API', () => {
  it('hands a request over in payload format 2.0, its path and parameters decoded', async () => {
    const response = await get('/echo/a%20b?x=1&x=2&y=%E4%B8%AD', {
      method: 'PUT',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', cookie: 'a=1; b=2', 'X-Own': 'v' },
    });
    const event = await json<Event>(Promise.resolve(response));
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /echo/{id}',
      rawPath: '/echo/a b',
      rawQueryString: 'x=1&x=2&y=%E4%B8%AD',
      queryStringParameters: { x: '1,2', y: '中' },
      pathParameters: { id: 'a b' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-own': 'v', 'content-type': 'application/json' },
      body: '{"a":1}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'PUT', path: '/echo/a b', protocol: 'HTTP/1.1' } },
    });
    expect(Object.keys(event.headers)).not.toContain('cookie');
    expect(event.requestContext.authorizer).toBeUndefined();
    expect(response.headers.get('apigw-requestid')).toBeTruthy();
  });

  it('hands over in base64 what is not text, and no body where there is none', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const bytes = await json(get('/echo/1', { method: 'POST', body: new Uint8Array([0, 255]), headers }));
    expect([bytes['body'], bytes['isBase64Encoded']]).toEqual(['AP8=', true]);
    const bare = await json(get('/echo/1'));
    expect(['body' in bare, bare['isBase64Encoded'], 'queryStringParameters' in bare]).toEqual([false, false, false]);
  });

  it('answers 404 itself for what no route takes, and 500 for a function that fails', async () => {
    const unknown = await get('/nowhere');
    expect([unknown.status, await unknown.text()]).toEqual([404, '{"message":"Not Found"}']);
    const failed = await get('/echo/1?act=throw');
    expect([failed.status, await failed.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it('answers 413 itself for more than 10 MB', async () => {
    const response = await get('/echo/1', { method: 'POST', body: new Uint8Array(10 * 1024 * 1024 + 1) });
    expect([response.status, await response.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
  });

  it('lets tokens of the local issuer through, which stands for the placeholder in the template', async () => {
    expect((await get('/secured')).status).toBe(401);
    const { token } = await json<Token>(post('/_local/tokens', { claims: { sub: 'officer', roles: ['a', 'b'] } }));
    const { requestContext } = await json<Event>(get('/secured', { headers: { authorization: `Bearer ${token}` } }));
    expect(requestContext.authorizer?.jwt.claims).toMatchObject({
      sub: 'officer',
      roles: '[a b]',
      aud: 'joint-credit',
    });
    expect((await get('/scoped', { headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
  });
});

describe('functions', () => {
  it('are given what the template refers to, and the way to the engines', async () => {
    const { names } = await json(get('/echo/1?act=environment'));
    expect(names).toEqual(
      expect.arrayContaining(['TABLE', 'BUCKET', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_S3_FORCE_PATH_STYLE']),
    );
    expect(names).not.toContain('PATH');
    expect(running.stack.functions['echo']).toMatchObject({ TABLE: running.stack.outputs['Items'] });
  });
});

describe('the stream', () => {
  it('brings what was written, once, in order, and not what the filter holds back or what changed nothing', async () => {
    for (const pk of ['s-1', 's-2']) await put(pk);
    await put('s-1');
    await put('s-other', { entity: { S: 'other' } });
    await put('s-2', { more: { S: 'x' } });
    await running.stack.idle();
    const items = logged(running.lines, 'batch').flat();
    expect(items.filter((item) => String(item).startsWith('s-'))).toEqual(['s-1', 's-2', 's-2']);
  });

  it('comes again from the first record that the function reports', async () => {
    await Promise.all(['flaky-1', 'after-1', 'after-2'].map((pk) => put(pk)));
    await running.stack.idle();
    expect(batchesWith('flaky-1')).toHaveLength(2);
  });

  it('is halved around a record that always fails, which is told to the failure queue, and goes on', async () => {
    await Promise.all(['poison-1', 'beside-1', 'beside-2', 'beside-3'].map((pk) => put(pk)));
    await running.stack.idle();
    expect(batchesWith('poison-1').at(-1)).toEqual(['poison-1']);
    for (const pk of ['beside-1', 'beside-2', 'beside-3']) expect(batchesWith(pk).at(-1)).not.toContain('poison-1');
    const [message = '{}', ...others] = await received('Failures');
    expect(others).toEqual([]);
    expect(JSON.parse(message)).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
    await put('later');
    await running.stack.idle();
    expect(batchesWith('later')).toHaveLength(1);
  });
});

describe('a queue', () => {
  it('keeps the order of a group, though one of its messages fails at first', async () => {
    for (const body of ['q-1', 'q-2 fail', 'q-3']) await send(body, 'g');
    await running.stack.idle();
    const order = running.lines.filter((line) => line.includes('"q-')).map((line) => JSON.parse(line).message);
    expect(order).toEqual(['q-1', 'q-2 fail', 'q-2 fail', 'q-3']);
  });

  it('loses to its dead letters what fails as often as it may, and goes on', async () => {
    for (const body of ['d-1 always', 'd-2']) await send(body, 'd');
    await running.stack.idle();
    expect(await received('DeadLetters')).toEqual(['d-1 always']);
    expect(running.lines.filter((line) => line.includes('"d-2"'))).toHaveLength(1);
  });
});

describe('the control endpoints', () => {
  it('fire schedules, each time with another instant', async () => {
    for (let time = 0; time < 2; time += 1) expect((await post('/_local/schedules/send', {})).status).toBe(200);
    expect((await get('/_local/idle')).status).toBe(200);
    const scheduled = running.lines
      .filter((line) => line.includes('"scheduled"'))
      .map((line) => JSON.parse(line).message);
    expect(new Set(scheduled).size).toBe(2);
    expect(scheduled[0]).toMatch(/^\{"at":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}$/);
    expect((await post('/_local/schedules/none', {})).status).toBe(409);
  });

  it('move the clock of functions and tokens', async () => {
    const { token } = await json<Token>(post('/_local/tokens', { claims: {}, lifetimeSeconds: 60 }));
    const ask = () => get('/secured', { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    const before = running.stack.clock.now();
    await post('/_local/clock', { now: '2033-05-05T00:00:00+08:00' });
    expect((await ask()).status).toBe(401);
    await running.stack.fire('daily');
    await running.stack.idle();
    expect(logged(running.lines, 'clock').at(-1)).toMatchObject({
      event: { at: expect.stringMatching(/^2033-05-04T16:00/) },
    });
    await post('/_local/clock', { now: before.toISOString() });
    expect((await post('/_local/clock', { now: 'tomorrow' })).status).toBe(400);
  });

  it('tell outputs and endpoints', async () => {
    const { stack } = running;
    const told = await json(get('/_local/outputs'));
    expect(told).toMatchObject({ outputs: stack.outputs, endpoints: stack.endpoints, region: stack.region });
    expect(stack.outputs['ApiUrl']).toBe(stack.apiUrl);
  });

  it('do not answer a page of another site', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    expect((await get('/_local/tokens', { method: 'POST', body: '{"claims":{}}', headers })).status).toBe(403);
  });
});

describe('the public copy', () => {
  it('is the disclosure bucket with its headers, for reading only', async () => {
    const { stack, s3 } = running;
    await s3.send(
      new PutObjectCommand({
        Bucket: stack.outputs['DisclosureBucket'],
        Key: 'v/1/latest.json',
        Body: '{}',
        ContentType: 'application/json',
        CacheControl: 'max-age=60',
      }),
    );
    for (const url of [`${stack.publicUrl}/v/1/latest.json`, `${stack.apiUrl}/_public/v/1/latest.json`]) {
      const response = await fetch(url);
      expect([response.status, await response.text()]).toEqual([200, '{}']);
      expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
        'application/json',
        'max-age=60',
      ]);
      const etag = response.headers.get('etag') ?? '';
      expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    }
    const known = new Date().toUTCString();
    const latest = `${stack.publicUrl}/v/1/latest.json`;
    expect((await fetch(latest, { headers: { 'if-modified-since': known } })).status).toBe(304);
    expect((await fetch(latest, { headers: { 'if-none-match': '"other"', 'if-modified-since': known } })).status).toBe(
      200,
    );
    const part = await fetch(latest, { headers: { range: 'bytes=1-1' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 1-1/2', '}']);
    const absent = await fetch(`${stack.publicUrl}/absent`);
    expect(absent.status).toBe(404);
    for (const response of [part, absent]) expect(Object.fromEntries(response.headers)).toMatchObject(SITE_HEADERS);
    expect((await fetch(`${stack.publicUrl}/../../etc/passwd`)).status).toBe(404);
    expect((await fetch(`${stack.publicUrl}/v/1/latest.json`, { method: 'PUT', body: 'x' })).status).toBe(405);
  });

  it('answers with the page for it, and 404 all the same, what is not there', async () => {
    const { stack, s3 } = running;
    const put = (Key: string, Body: string) =>
      s3.send(new PutObjectCommand({ Bucket: stack.outputs['DisclosureBucket'], Key, Body, ContentType: 'text/html' }));
    await put('404.html', 'not here');
    await put('index.html', 'welcome');
    const [absent, root] = await Promise.all(['absent', ''].map((path) => fetch(`${stack.publicUrl}/${path}`)));
    expect([absent?.status, await absent?.text()]).toEqual([404, 'not here']);
    expect([root?.status, await root?.text()]).toEqual([200, 'welcome']);
  });
});
