import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverNotification } from '../../functions/queue/handlers/deliver-notification.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { toInstant } from '../../shared/kernel/beijing-time.ts';
import type { LogFields } from '../../shared/kernel/log.ts';
import { DELIVERY_ATTEMPTS } from '../../shared/notifications/delivery-attempts.ts';
import { type InboxStore, inboxStore } from '../../shared/notifications/inbox-store.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import { type Engines, names, startEngines } from '../engines.ts';

let engines: Engines;
let inbox: InboxStore;
let logged: { readonly message: string; readonly fields: LogFields }[];
beforeAll(async () => {
  engines = await startEngines();
  inbox = inboxStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());
beforeEach(() => {
  logged = [];
});

const note = (message: string, fields: LogFields) => void logged.push({ message, fields });
const deliver = (event: unknown, store: InboxStore = inbox) =>
  deliverNotification({
    inbox: store,
    webhooks: () => async () => undefined,
    log: { info: note, warn: note, error: note },
  })(event);

let serial = 0;
const notification = (recipient: string, record = 'a', version = 1): Notification => {
  serial += 1;
  return {
    id: digestId(`${recipient} ${record} ${version} ${serial}`),
    recipient,
    type: 'record.posted',
    about: digestId(record),
    version,
    kind: 'administrative-penalty',
    department: 'tax',
    at: toInstant(Date.parse('2026-11-10T02:00:00.000Z') + serial),
  };
};

const eventAt = (attempt: number, bodies: readonly unknown[]) => ({
  Records: bodies.map((body, at) => {
    const { recipient, about } = Object(body);
    return {
      messageId: `message-${at}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      attributes: {
        MessageGroupId: recipient === undefined ? 'none' : `${recipient}.${about}`,
        ApproximateReceiveCount: String(attempt),
      },
    };
  }),
});

const eventOf = (...bodies: readonly unknown[]) => eventAt(1, bodies);

const open = async (department: string) => (await inbox.open(department, undefined, 100)).entries.map(({ id }) => id);

/** An inbox that fails at these. */
const failingAt = (...ids: readonly string[]): InboxStore => ({
  ...inbox,
  deliver: (one) => (ids.includes(one.id) ? Promise.reject(new Error('table gone')) : inbox.deliver(one)),
});

describe('delivery', () => {
  it('puts each notification into the inbox of its department, once, however often it comes', async () => {
    const [a, b, c] = [notification('finance'), notification('finance', 'b'), notification('court')];
    expect(await deliver(eventOf(a, b, a, c))).toEqual({ batchItemFailures: [] });
    expect(await deliver(eventOf(c, a))).toEqual({ batchItemFailures: [] });
    expect(await open('finance')).toEqual([a.id, b.id]);
    expect(await open('court')).toEqual([c.id]);
    expect(logged[0]).toEqual({
      message: 'notification delivered to the inbox',
      fields: { notification: a.id, head: `${a.about}@${a.version}`, recipient: 'finance' },
    });
  });

  it('that fails holds back what comes after it in its group, and no other group', async () => {
    const [first, second, third] = [1, 2, 3].map((version) => notification('tax', 'r', version)) as [
      Notification,
      Notification,
      Notification,
    ];
    const [elsewhere, otherDepartment] = [notification('tax', 'other'), notification('audit', 'r')];
    const event = eventOf(first, second, elsewhere, third, otherDepartment);
    expect(await deliver(event, failingAt(second.id))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-3' }],
    });
    expect(await open('tax')).toEqual([first.id, elsewhere.id]);
    expect(await open('audit')).toEqual([otherDepartment.id]);
    expect(logged.filter(({ message }) => message === 'notification not delivered')).toHaveLength(1);
    expect(await deliver(eventOf(second, third))).toEqual({ batchItemFailures: [] });
    expect(await open('tax')).toEqual([first.id, second.id, third.id, elsewhere.id]);
  });

  it('that fails for the last time holds back nothing: what is behind it is not lost with it', async () => {
    const [lost, next] = [notification('justice', 'r', 1), notification('justice', 'r', 2)];
    const event = eventAt(DELIVERY_ATTEMPTS, [lost, next]);
    expect(await deliver(event, failingAt(lost.id))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-0' }] });
    expect(await open('justice')).toEqual([next.id]);
  });

  it('fills all inboxes of a batch before it sends anything, and what cannot be noted comes again with the rest of its group', async () => {
    const [first, second, third] = [1, 2, 3].map((version) => notification('water', 'r', version)) as [
      Notification,
      Notification,
      Notification,
    ];
    const other = notification('forestry', 'r');
    const sent: string[] = [];
    const webhooks = () => async (one: Notification) => {
      expect(await open('water')).toHaveLength(3);
      expect(await open('forestry')).toHaveLength(1);
      if (one.id === second.id) throw new Error('table gone');
      sent.push(one.id);
    };
    const log = { info: note, warn: note, error: note };
    const answer = await deliverNotification({ inbox, webhooks, log })(eventOf(first, second, third, other));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }] });
    expect(sent.toSorted()).toEqual([first.id, other.id].toSorted());
  });

  it('of what is no notification fails alone', async () => {
    const good = notification('education', 'good');
    const { id: _, ...nameless } = notification('education');
    const bad = [
      'no json',
      '{}',
      'null',
      nameless,
      { ...notification('education'), name: '张某某' },
      { ...notification('education'), at: 'now' },
    ];
    for (const one of bad) {
      const { batchItemFailures } = await deliver(eventOf(one, good));
      expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }]);
    }
    expect(await open('education')).toEqual([good.id]);
  });

  it('of an event that is none is a fault', async () => {
    for (const event of [{}, { Records: [{}] }, null]) expect(() => deliver(event)).toThrow();
  });
});
