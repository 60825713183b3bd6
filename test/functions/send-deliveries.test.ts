import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendDeliveries } from '../../functions/schedule/handlers/send-deliveries.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { endpointId } from '../../shared/crypto/endpoint-keys.ts';
import { webhookKeys } from '../../shared/crypto/webhook-keys.ts';
import { postOut, resolveName } from '../../shared/http/outbound-post.ts';
import { toEpochMs, toInstant } from '../../shared/kernel/beijing-time.ts';
import type { LogFields } from '../../shared/kernel/log.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import type { AttemptDeps } from '../../shared/webhooks/attempt.ts';
import { type DeliveryStore, deliveryStore } from '../../shared/webhooks/delivery-store.ts';
import { type EndpointStore, endpointStore } from '../../shared/webhooks/endpoint-store.ts';
import { firstAttempts } from '../../shared/webhooks/first-attempts.ts';
import { LADDER_MS } from '../../shared/webhooks/ladder.ts';
import { redeliver } from '../../shared/webhooks/redeliver.ts';
import {
  disableEndpoint,
  ENDPOINT_TRANSITIONS,
  enableEndpoint,
  openEndpoint,
} from '../../shared/webhooks/transitions.ts';
import {
  type Answering,
  answering,
  noticeOf,
  type Receiver,
  startReceiver,
  webhookKeysSecret,
} from '../builders/webhooks.ts';
import { type Engines, names, startEngines } from '../engines.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let engines: Engines;
let endpoints: EndpointStore;
let deliveries: DeliveryStore;
let time: number;
let logged: { readonly message: string; readonly fields: LogFields }[];
const receivers: Receiver[] = [];
const keys = webhookKeys(webhookKeysSecret());
const now = () => toInstant(time);
const note = (message: string, fields: LogFields) => void logged.push({ message, fields });
const attempts: AttemptDeps = {
  sign: async (...given) => keys.sign(...given),
  post: postOut({ network: 'this-machine', resolve: resolveName }),
  now,
};

beforeAll(async () => {
  engines = await startEngines();
  endpoints = endpointStore({ client: documentClient(), table: names.registerTable });
  deliveries = deliveryStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());
beforeEach(() => {
  time = Date.now();
  logged = [];
});
afterEach(async () => {
  // What a story leaves behind is not sent in the next one.
  for (const { image, ...stored } of await endpoints.all()) {
    const by = { department: image.department, officer: 'x', at: now() };
    const disabled = disableEndpoint(image, { reason: 'over' }, by);
    if (disabled.ok) await endpoints.change({ image, ...stored }, disabled.value, ENDPOINT_TRANSITIONS.disable.from);
  }
  for (const receiver of receivers.splice(0)) await receiver.stop();
});

let serial = 0;
/** A department of its own with an endpoint at a receiver. */
const open = async (answer?: Answering) => {
  serial += 1;
  const department = `department-${serial}`;
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const id = endpointId({ department, name: 'main' });
  const { shown, kept } = keys.newSecret('v1', id);
  const submission = { name: 'main', url: receiver.url, signature: 'v1' } as const;
  const by = { department, officer: 'o', at: now() };
  const opened = openEndpoint({ id, submission, secret: kept, network: 'this-machine', by });
  if (!opened.ok) throw new Error('refused');
  await endpoints.add(opened.value, submission);
  const versions = () =>
    receiver.received.map(({ body }) => {
      const { data, subject } = JSON.parse(body);
      return `${subject === digestId('a') ? 'a' : 'b'}${data.version}`;
    });
  const stateOf = async (notification: Notification) =>
    (await deliveries.lane(id, notification.about)).find((one) => one.notification.id === notification.id);
  const change = async (action: 'disable' | 'enable') => {
    const found = await endpoints.find(id);
    if (found === undefined) throw new Error('no endpoint');
    const next =
      action === 'disable' ? disableEndpoint(found.image, { reason: '检修' }, by) : enableEndpoint(found.image, by);
    if (next.ok) await endpoints.change(found, next.value, ENDPOINT_TRANSITIONS[action].from);
  };
  return { department, id, receiver, secret: shown, versions, stateOf, change };
};

const first = (given: Partial<AttemptDeps> = {}, store: Partial<DeliveryStore> = {}) =>
  firstAttempts({
    ...attempts,
    ...given,
    endpoints: endpoints.ofDepartment,
    deliveries: { ...deliveries, ...store },
    chance: () => 0,
  })();
const log = { info: note, warn: note, error: note };
const run = (given: Partial<AttemptDeps> = {}, store: Partial<DeliveryStore> = {}) =>
  sendDeliveries({ ...attempts, ...given, endpoints, deliveries: { ...deliveries, ...store }, chance: () => 0, log })();
const said = (message: string) => logged.filter((one) => one.message === message);

describe('the first attempt', () => {
  it('is signed as the reference library verifies it, thin, and noted; told again it is not sent again', async () => {
    const { department, receiver, secret, stateOf } = await open();
    const notice = noticeOf(department, 'a');
    const tell = first();
    await tell(notice);
    await tell(notice);
    expect(receiver.received).toHaveLength(1);
    const [one] = receiver.received;
    const verified = new Webhook(secret).verify(one?.body ?? '', one?.headers as Record<string, string>);
    expect(verified).toMatchObject({ specversion: '1.0', id: notice.id, type: 'joint-credit.record.corrected' });
    expect(one?.headers['webhook-id']).toBe(notice.id);
    expect(await stateOf(notice)).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('of a type that the endpoint did not ask for is none', async () => {
    const { department, receiver, id } = await open();
    const found = await endpoints.find(id);
    if (found) await endpoints.change(found, { ...found.image, version: 2, types: ['record.ended'] }, ['enabled']);
    await first()(noticeOf(department, 'a'));
    expect(receiver.received).toEqual([]);
    expect((await deliveries.log(id, { order: 'newest-first', after: undefined, limit: 9 })).deliveries).toEqual([]);
  });

  it('that was made and not noted is made again under the same id', async () => {
    const { department, receiver, stateOf } = await open();
    const notice = noticeOf(department, 'a');
    const crash = { add: () => Promise.reject(new Error('killed')) };
    await expect(first({}, crash)(notice)).rejects.toThrow('killed');
    await first()(notice);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([notice.id, notice.id]);
    expect(await stateOf(notice)).toMatchObject({ state: 'delivered' });
  });

  it('is not made when an older one waits, nor while the endpoint rests after it did not answer', async () => {
    const { department, receiver, versions } = await open(answering(500));
    const tell = first();
    await tell(noticeOf(department, 'a', 1));
    await tell(noticeOf(department, 'a', 2));
    expect(versions()).toEqual(['a1']);
    receiver.answers((_, response) => void response.destroy());
    await tell(noticeOf(department, 'b', 1));
    await tell(noticeOf(department, 'c', 1));
    expect(receiver.received).toHaveLength(2);
  });
});

describe('the schedule', () => {
  it('sends what failed when it is due, oldest version first, and nothing overtakes', async () => {
    const { department, receiver, versions } = await open(answering(503));
    for (const version of [1, 2, 3]) await first()(noticeOf(department, 'a', version));
    await first()(noticeOf(department, 'b', 1));
    expect(versions()).toEqual(['a1', 'b1']);
    await run();
    expect(versions()).toEqual(['a1', 'b1']);
    time += MINUTE;
    await run();
    expect(versions().slice(2).toSorted()).toEqual(['a1', 'b1']);
    receiver.answers(answering(200));
    receiver.received.length = 0;
    time += 5 * MINUTE;
    await run();
    expect(versions().filter((one) => one.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(versions().filter((one) => one.startsWith('b'))).toEqual(['b1']);
    await run();
    expect(receiver.received).toHaveLength(4);
  });

  it('gives up after ten attempts over 75 hours, says so, and goes on with the next; by command it is sent once more', async () => {
    const { department, receiver, stateOf, id, versions } = await open(answering(500));
    const [lost, next] = [noticeOf(department, 'a', 1), noticeOf(department, 'a', 2)];
    const begun = time;
    await first()(lost);
    await first()(next);
    for (let times = 0; times < 9; times += 1) {
      const due = (await stateOf(lost))?.nextAt;
      expect(due).toBeDefined();
      time = toEpochMs(due ?? now());
      await run();
    }
    expect(time - begun).toBe(LADDER_MS);
    expect(await stateOf(lost)).toMatchObject({ state: 'dead', attempts: 10 });
    expect(said('delivery given up').map(({ fields }) => fields['notification'])).toEqual([lost.id]);
    expect(versions().filter((one) => one === 'a1')).toHaveLength(10);
    expect(versions().at(-1)).toBe('a2');
    receiver.answers(answering(200));
    receiver.received.length = 0;
    const range = { endpoint: id, from: toInstant(0), before: toInstant(time), most: 100 };
    expect(await redeliver(deliveries, { ...range, which: 'undelivered' }, now())).toEqual({
      sentAgain: 2,
      next: undefined,
    });
    await run();
    expect(versions()).toEqual(['a1', 'a2']);
    expect(await redeliver(deliveries, { ...range, which: 'undelivered' }, now())).toMatchObject({ sentAgain: 0 });
    expect(await redeliver(deliveries, { ...range, which: 'all' }, now())).toMatchObject({ sentAgain: 2 });
    await run();
    expect(versions()).toEqual(['a1', 'a2', 'a1', 'a2']);
  });

  it('disables an endpoint whose receiver answers 410, asks it nothing more, and keeps what waits', async () => {
    const { department, receiver, id, stateOf, change } = await open(answering(410));
    const notice = noticeOf(department, 'a');
    await first()(notice);
    time += MINUTE;
    await run();
    expect((await endpoints.find(id))?.image).toMatchObject({
      state: 'disabled',
      disabledBecause: '410 Gone',
      change: { action: 'disable-gone', officer: 'system', department },
    });
    time += 100 * HOUR;
    await first()(noticeOf(department, 'b'));
    await run();
    expect(receiver.received).toHaveLength(2);
    receiver.answers(answering(200));
    await change('enable');
    await run();
    expect(await stateOf(notice)).toMatchObject({ state: 'delivered' });
    expect(receiver.received).toHaveLength(4);
  });

  it('leaves a receiver alone for as long as it asked (429)', async () => {
    const { department, receiver } = await open(answering(429, { 'retry-after': '600' }));
    await first()(noticeOf(department, 'a'));
    await first()(noticeOf(department, 'b'));
    expect(receiver.received).toHaveLength(1);
    receiver.answers(answering(200));
    time += 9 * MINUTE;
    await run();
    expect(receiver.received).toHaveLength(1);
    time += 2 * MINUTE;
    await run();
    expect(receiver.received).toHaveLength(3);
  });

  it('asks a receiver that is down for two days a few times a run, loses nothing, and delays nobody', async () => {
    const down = await open((_, response) => void response.destroy());
    const up = await open();
    const abouts = Array.from({ length: 30 }, (_, number) => `about-${number}`);
    const told = abouts.flatMap((about) => [1, 2].map((version) => noticeOf(down.department, about, version)));
    for (const notice of told) await first()(notice);
    expect(down.receiver.received.length).toBeLessThan(5);
    for (let hour = 0; hour < 48; hour += 4) {
      time += 4 * HOUR;
      const before = down.receiver.received.length;
      const own = noticeOf(up.department, `hour-${hour}`);
      await run();
      expect(down.receiver.received.length - before).toBeLessThanOrEqual(8);
      await first()(own);
      expect(await up.stateOf(own)).toMatchObject({ state: 'delivered', attempts: 1 });
    }
    expect(said('delivery given up')).toEqual([]);
    const seen: string[] = [];
    down.receiver.answers(({ body }, response) => {
      const { data } = JSON.parse(body);
      seen.push(`${data.about} ${data.version}`);
      response.writeHead(204).end();
    });
    time += 24 * HOUR;
    await run();
    expect(new Set(seen).size).toBe(told.length);
    for (const about of abouts) {
      const own = seen.filter((one) => one.startsWith(digestId(about)));
      expect(own.map((one) => one.slice(-1))).toEqual(['1', '2']);
    }
  });

  it('that was killed between an attempt and its note sends it again under the same id, and nothing else twice', async () => {
    const { department, receiver, stateOf } = await open(answering(500));
    const notice = noticeOf(department, 'a');
    await first()(notice);
    receiver.answers(answering(200));
    time += MINUTE;
    await expect(run({}, { save: () => Promise.reject(new Error('killed')) })).rejects.toThrow('1 of');
    await run();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([notice.id]));
    expect(receiver.received).toHaveLength(3);
    expect(await stateOf(notice)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('that runs twice at the same time sends in order all the same', async () => {
    const { department, receiver, versions } = await open(answering(500));
    for (const version of [1, 2, 3]) await first()(noticeOf(department, 'a', version));
    receiver.answers(answering(200));
    receiver.received.length = 0;
    time += MINUTE;
    await Promise.all([run(), run()]);
    const seen = versions();
    const order = ['a1', 'a2', 'a3'].map((version) => seen.indexOf(version));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('tells its own fault from theirs, and counts it for nothing', async () => {
    const { department, stateOf } = await open(answering(500));
    const notice = noticeOf(department, 'a');
    await first()(notice);
    time += MINUTE;
    await run({ sign: () => Promise.reject(new Error('no key: whsec_secret')) });
    expect(await stateOf(notice)).toMatchObject({
      attempts: 1,
      last: { outcome: { fault: 'ours', reason: 'signing' } },
    });
    expect(said('delivery failed by our own fault')).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('whsec_');
  });
});
