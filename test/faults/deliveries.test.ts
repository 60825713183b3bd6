import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamRecord } from '../../infra/local/sources/stream-reader.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { DELIVERY_ATTEMPTS } from '../../shared/notifications/delivery-attempts.ts';
import { licence, penalty, TRADER } from '../builders/submissions.ts';
import { type Api, officer, SECOND, startApi } from '../functions/http/support/api.ts';
import { derivedState, forgetDerived } from './support/derived-state.ts';
import { delivery, keepingRelay, streamOf } from './support/outbox.ts';
import { fresh, versioned, WITHDRAWAL } from './support/requests.ts';

const RUNS = 15;
const LONGEST_BATCH = 4;

let api: Api;
let client: DynamoDBDocumentClient;
let written: () => Promise<readonly StreamRecord[]>;
beforeAll(async () => {
  api = await startApi();
  client = documentClient();
  written = await streamOf(api.engines);
});
afterAll(() => api?.stop());
beforeEach(() => forgetDerived(client));

const CHANGES = ['soften', 'hold', 'propose', 'confirm', 'reject', 'release'] as const;
type Change = { readonly record: number; readonly what: (typeof CHANGES)[number] };

/** Changes a record on its newest version; what its state does not allow is refused, and changes nothing. */
const change = async (id: string, { what }: Change): Promise<void> => {
  const { version, content } = (await api.call('get-record', { id })).body;
  const headers = versioned(version);
  const step = (operation: Parameters<Api['call']>[0], body: object, who = SECOND) =>
    api.call(operation, { id, who, headers, body });
  switch (what) {
    case 'soften': {
      const severity = { grade: 'general', criterion: '标准' };
      return void (await step('correct-record', { reason: '定性有误', severity, content: { remarks: `${version}` } }));
    }
    case 'hold': {
      const remarks = `${content.remarks ?? ''}联系电话13800000000`;
      return void (await step(
        'correct-record',
        { reason: '补充', content: { remarks } },
        officer('market-regulation'),
      ));
    }
    case 'propose':
      return void (await step('propose-withdrawal', WITHDRAWAL, officer('market-regulation')));
    case 'confirm':
      return void (await step('confirm-withdrawal', { confirmed: true }));
    case 'reject':
      return void (await step('confirm-withdrawal', { confirmed: false }));
    case 'release':
      return void (await step('release-hold', { finding: '经核实' }));
    default:
      return what satisfies never;
  }
};

/** What the stream tells of three records and what became of them: a serious penalty, a trader's licence with an old number, a held one. */
const history = async (changes: readonly Change[]): Promise<readonly StreamRecord[]> => {
  await written();
  const { subject, documentNumber } = fresh();
  const severity = { grade: 'serious', criterion: '标准' };
  const trader = { ...TRADER, ...fresh().subject, category: 'sole-trader' };
  const postings = [
    penalty({ subject, documentNumber, severity }),
    licence({ subject: trader, documentNumber: fresh().documentNumber }),
    licence({ subject: { ...subject, name: '庄河更名有限公司' }, documentNumber: fresh().documentNumber }),
  ];
  const ids: string[] = [];
  for (const posting of postings) {
    const { status, body } = await api.post(posting);
    expect(status).toBe(201);
    ids.push(body.id);
  }
  for (const one of changes) await change(ids[one.record] ?? '', one);
  return written();
};

/** The events in another order, some of them more than once, as the keys say. */
const shuffled = <Item>(items: readonly Item[], keys: readonly number[]): readonly Item[] => {
  const again = keys.slice(0, items.length).flatMap((key, at) => (key % 3 === 0 ? [items[at] as Item] : []));
  return [...items, ...again]
    .map((item, at) => ({ item, key: keys[at % keys.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
};

/** Relays events in batches and delivers what the relay sends, `order` deciding the order of both. */
const derive = async (events: readonly StreamRecord[], order: <Item>(items: readonly Item[]) => readonly Item[]) => {
  await forgetDerived(client);
  const { relay, sent, requested } = keepingRelay(client);
  const deliver = delivery(client);
  const ordered = order(events);
  for (let at = 0; at < ordered.length; at += LONGEST_BATCH)
    expect(await relay(ordered.slice(at, at + LONGEST_BATCH))).toEqual({ batchItemFailures: [] });
  expect(await deliver(order(sent))).toEqual({ batchItemFailures: [] });
  return { state: await derivedState(client), requested: new Set(requested) };
};

describe('what is derived from the register', () => {
  it('is the same in whatever order and however often events and messages come', async () => {
    const changes = fc.array(fc.record({ record: fc.nat(2), what: fc.constantFrom(...CHANGES) }), { maxLength: 8 });
    const keys = fc.array(fc.nat(1_000), { minLength: 30, maxLength: 30 });
    const law = fc.asyncProperty(changes, keys, async (given, order) => {
      const events = await history(given);
      const inOrder = await derive(events, (items) => items);
      expect(await derive(events, (items) => shuffled(items, order))).toEqual(inOrder);
    });
    const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 2 ** 31);
    console.info(`deliveries out of order: FAULTS_SEED=${seed}`);
    await fc.assert(law, { seed, numRuns: RUNS, endOnFailure: true });
  });

  it('is told once: a notification that comes again after it was acknowledged is not listed again', async () => {
    const { relay, sent } = keepingRelay(client);
    const events = await history([{ record: 0, what: 'soften' }]);
    await relay(events);
    await delivery(client)(sent);
    const who = officer('credit-office', 'officer-1', 'credit-office');
    const listed = async () =>
      (await api.call('list-notifications', { who })).body.notifications.map(({ id }: { id: string }) => id);
    const [first, ...others] = await listed();
    await api.call('acknowledge-notification', { who, id: first });
    await relay(events);
    await delivery(client)(sent.toReversed());
    expect(await listed()).toEqual(others);
  });

  it('is told once though an attempt that was given up for dead goes on: the one who acknowledged is not told again', async () => {
    const { relay, sent } = keepingRelay(client);
    await relay(await history([]));
    const [notification] = sent;
    const slow = documentClient();
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    slow.middlewareStack.add(
      (next) => async (args) => {
        await gate;
        return next(args);
      },
      { name: 'gate', step: 'initialize' },
    );
    const first = delivery(slow)([notification]);
    await delivery(client)([notification]);
    const who = officer(notification?.recipient ?? '');
    const listed = async () => (await api.call('list-notifications', { who })).body.notifications;
    const [{ id }] = await listed();
    await api.call('acknowledge-notification', { who, id });
    open();
    expect(await first).toEqual({ batchItemFailures: [] });
    expect(await listed()).toEqual([]);
  });
});

describe('a message that cannot be read', () => {
  /** A message that is none, and behind it, of the same record and of others, notifications. */
  const batch = async () => {
    const { relay, sent } = keepingRelay(client);
    await relay(await history([]));
    const [first, ...others] = sent;
    return { poison: { about: first?.about, 'this is': 'no notification' }, first, others };
  };
  const inInboxes = async () =>
    Object.keys(await derivedState(client)).filter((key) => key.startsWith('NOTIFICATION#')).length;

  it('holds back what is behind it in its own group, and nothing else', async () => {
    const { poison, first, others } = await batch();
    const elsewhere = others.filter(({ about }) => about !== first?.about);
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(await delivery(client)([poison, first, ...elsewhere])).toEqual({
      batchItemFailures: [{ itemIdentifier: '0' }, { itemIdentifier: '1' }],
    });
    expect(await inInboxes()).toBe(elsewhere.length);
  });

  it('goes to the dead letters alone: with its last attempt its group goes on', async () => {
    const { poison, first } = await batch();
    expect(await delivery(client)([poison, first], DELIVERY_ATTEMPTS)).toEqual({
      batchItemFailures: [{ itemIdentifier: '0' }],
    });
    expect(await inInboxes()).toBe(1);
  });
});
