import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { newDelivery } from '../../../shared/webhooks/delivery.ts';
import { deliveryStore } from '../../../shared/webhooks/delivery-store.ts';
import { fictionalPerson } from '../../builders/fictional.ts';
import { answering, noticeOf, type Receiver, startReceiver } from '../../builders/webhooks.ts';
import { names } from '../../engines.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
let receiver: Receiver;
beforeAll(async () => {
  api = await startApi();
  api.setTime(new Date().toISOString());
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver?.stop();
  await api?.stop();
});
afterEach(() => {
  receiver.answers(answering(204));
  receiver.received.length = 0;
});

let serial = 0;
/** An officer of a department of its own. */
const somebody = () => {
  serial += 1;
  return officer(`department-${serial}`, 'technician', 'platform-admin');
};
const open = async (who = somebody(), given: object = {}) => {
  const body = { name: 'main', url: receiver.url, ...given };
  const reply = await api.call('open-endpoint', { who, body });
  return { who, reply, id: reply.body.id, version: '"1"' };
};
const change = (
  operation: Parameters<Api['call']>[0],
  { who, id }: Awaited<ReturnType<typeof open>>,
  body: unknown,
  version = 1,
) => api.call(operation, { who, id, ...(body !== undefined && { body }), headers: { 'if-match': `"${version}"` } });

describe('an endpoint', () => {
  it('is entered once; its secret is shown once, and is nowhere else', async () => {
    const who = somebody();
    const { reply, id } = await open(who);
    expect(reply.status).toBe(201);
    expect(reply.body.secret).toMatch(/^whsec_/);
    const again = await open(who);
    expect([again.reply.status, again.id, again.reply.body.secret]).toEqual([200, id, undefined]);
    const read = await api.call('get-endpoint', { who, id });
    const list = await api.call('list-endpoints', { who });
    const bare = reply.body.secret.slice('whsec_'.length);
    const everything = JSON.stringify([read.body, list.body, await api.stored(), api.logged]);
    expect(everything).not.toContain(bare);
    expect(everything).not.toContain(Buffer.from(bare, 'base64').toString('base64url'));
    expect(list.body.endpoints).toHaveLength(1);
  });

  it('of a name that is another is refused, and so is a sixth', async () => {
    const who = somebody();
    await open(who);
    expect((await open(who, { url: `${receiver.url}/other` })).reply).toBeProblem(409, 'endpoint-exists');
    for (const name of ['b', 'c', 'd', 'e']) expect((await open(who, { name })).reply.status).toBe(201);
    expect((await open(who, { name: 'f' })).reply).toBeProblem(409, 'too-many-endpoints');
    expect((await open(who)).reply.status).toBe(200);
  });

  it('lies at https and nowhere inside', async () => {
    const unfit = [
      'http://hooks.example.com/',
      'ftp://hooks.example.com/',
      'https://user:word@hooks.example.com/',
      'https://hooks.example.com/#a',
      'https://hooks.example.com:22/',
      'hooks.example.com',
      '',
      'javascript:alert(1)',
    ];
    for (const url of unfit)
      expect((await open(somebody(), { url })).reply, url).toBeProblem(422, 'endpoint-url-unfit', '/url');
    expect((await open(somebody(), { types: ['record.unknown'] })).reply).toBeProblem(422, 'invalid-value', '/types/0');
    expect((await open(somebody(), { secret: 'mine' })).reply).toBeProblem(422, 'unknown-field', '/secret');
  });

  it('of another department is as absent as none, whatever is asked of it', async () => {
    const { id } = await open();
    const stranger = somebody();
    const range = { from: '2026-11-01T00:00:00Z', before: '2026-11-02T00:00:00Z' };
    const asked = [
      api.call('get-endpoint', { who: stranger, id }),
      api.call('test-endpoint', { who: stranger, id }),
      api.call('list-deliveries', { who: stranger, id }),
      api.call('redeliver', { who: stranger, id, body: range }),
      change('change-endpoint', { who: stranger, id } as never, { url: receiver.url }),
      change('rotate-endpoint-secret', { who: stranger, id } as never, {}),
      change('disable-endpoint', { who: stranger, id } as never, { reason: '停用' }),
    ];
    for (const reply of await Promise.all(asked)) expect(reply).toBeProblem(404, 'not-found');
    expect(receiver.received).toEqual([]);
  });

  it('is changed, disabled and enabled on its version', async () => {
    const opened = await open();
    const moved = await change('change-endpoint', opened, {
      url: `${receiver.url}/new`,
      types: ['record.ended', 'record.ended'],
    });
    expect(moved.body).toMatchObject({ version: 2, url: `${receiver.url}/new`, types: ['record.ended'] });
    expect(await change('change-endpoint', opened, { url: receiver.url })).toBeProblem(412, 'stale-version');
    expect(await change('enable-endpoint', opened, undefined, 2)).toBeProblem(409, 'state-forbids');
    const { number } = fictionalPerson('张三', '19900101', '123').document;
    expect(await change('disable-endpoint', opened, { reason: `由${number}申请` }, 2)).toBeProblem(
      422,
      'identity-number-in-text',
      '/reason',
    );
    expect((await change('disable-endpoint', opened, { reason: '检修' }, 2)).body).toMatchObject({
      state: 'disabled',
      disabledBecause: '检修',
    });
    expect((await change('enable-endpoint', opened, undefined, 3)).body).toMatchObject({
      version: 4,
      state: 'enabled',
    });
  });

  it('gets a new secret beside the old one; the request repeated is answered without it', async () => {
    const opened = await open();
    const rotated = await change('rotate-endpoint-secret', opened, { overlapHours: 1 });
    expect(rotated.body.secret).toMatch(/^whsec_/);
    expect(rotated.body.secrets).toHaveLength(2);
    const repeated = await change('rotate-endpoint-secret', opened, { overlapHours: 1 });
    expect([repeated.status, repeated.body.version, repeated.body.secret]).toEqual([200, 2, undefined]);
    await api.call('test-endpoint', opened);
    const [one] = receiver.received;
    for (const secret of [opened.reply.body.secret, rotated.body.secret]) {
      expect(new Webhook(secret).verify(one?.body ?? '', one?.headers as Record<string, string>)).toBeTruthy();
    }
    const asymmetric = await change('rotate-endpoint-secret', opened, { signature: 'v1a', overlapHours: 0 }, 2);
    expect(asymmetric.body.secrets).toEqual([
      { signature: 'v1a', publicKey: asymmetric.body.secret, from: expect.any(String) },
    ]);
  });

  it('is tried with an event that is in no inbox and not repeated; whose fault it was is told', async () => {
    const opened = await open();
    const good = await api.call('test-endpoint', opened);
    expect(good.body).toMatchObject({ outcome: { result: 'delivered', status: 204 } });
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'joint-credit.endpoint.test',
      subject: opened.id,
    });
    receiver.answers(answering(401));
    const bad = await api.call('test-endpoint', opened);
    expect(bad.body.outcome).toEqual({ result: 'failed', fault: 'theirs', reason: 'answered-4xx', status: 401 });
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
    expect((await api.call('list-deliveries', opened)).body.deliveries).toEqual([]);
  });
});

describe('the delivery log', () => {
  const log = () => deliveryStore({ client: documentClient(), table: names.derivedTable });

  it('is read newest first, page by page, and by state', async () => {
    const opened = await open();
    for (const version of [1, 2, 3, 4, 5]) {
      const delivery = newDelivery(opened.id, noticeOf(opened.who.department, 'a', version), api.now());
      await log().add(version === 3 ? { ...delivery, state: 'dead' } : delivery);
    }
    const versions = ({ body }: Awaited<ReturnType<Api['call']>>) =>
      body.deliveries.map((one: { version: number }) => one.version);
    const first = await api.call('list-deliveries', { ...opened, query: { limit: '2' } });
    expect(versions(first)).toEqual([5, 4]);
    const cursor = new URLSearchParams(/\?([^>]+)>/.exec(first.headers['link'] ?? '')?.[1]).get('cursor') ?? '';
    expect(versions(await api.call('list-deliveries', { ...opened, query: { limit: '9', cursor } }))).toEqual([
      3, 2, 1,
    ]);
    expect(versions(await api.call('list-deliveries', { ...opened, query: { state: 'dead' } }))).toEqual([3]);
    expect(await api.call('list-deliveries', { ...opened, query: { cursor: 'x' } })).toBeProblem(400, 'invalid-cursor');
  });

  it('of a range is sent again, what was not delivered or all of it', async () => {
    const opened = await open();
    const notices = [1, 2, 3].map((version) =>
      noticeOf(opened.who.department, 'a', version, `2026-11-0${version}T00:00:00.000Z`),
    );
    for (const [at, notice] of notices.entries()) {
      const { nextAt: _, ...delivery } = newDelivery(opened.id, notice, api.now());
      await log().add({ ...delivery, state: at === 0 ? 'delivered' : 'dead' });
    }
    const range = { from: '2026-11-01T00:00:00Z', before: '2026-11-03T00:00:00.000Z' };
    const redeliver = (body: object) => api.call('redeliver', { ...opened, body });
    expect((await redeliver(range)).body).toEqual({ sentAgain: 1 });
    expect((await redeliver({ ...range, which: 'all' })).body).toEqual({ sentAgain: 2 });
    expect(await redeliver({ ...range, before: range.from })).toBeProblem(422, 'range-out-of-bounds', '/before');
    expect(await redeliver({ ...range, from: '2025-01-01T00:00:00Z' })).toBeProblem(
      422,
      'range-out-of-bounds',
      '/before',
    );
    expect(await redeliver({ ...range, from: 'yesterday' })).toBeProblem(422, 'impossible-date', '/from');
  });
});
