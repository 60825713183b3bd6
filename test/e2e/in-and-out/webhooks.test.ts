import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { penalty } from '../../builders/submissions.ts';
import { answering, type Received, type Receiver, startReceiver } from '../../builders/webhooks.ts';
import { clientOf, expectProblem, officer } from '../client.ts';
import { type LoggedTarget, startTarget } from '../target.ts';

const MINUTE = 60_000;

let target: LoggedTarget;
let client: ReturnType<typeof clientOf>;
let receiver: Receiver;
let secret: string;
let id: string;
beforeAll(async () => {
  // A receiver compares the time of a signature with its own clock.
  target = await startTarget(new Date());
  client = clientOf(target);
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver?.stop();
  await target?.stop();
});

const REPORTER = officer('market-regulation');
const FINANCE = officer('finance', 'technician-1', 'implementer');
const today = beijingDate(Date.now());

const post = async (number: number) => {
  const severity = { grade: 'serious', criterion: '货值金额超过十万元' };
  const decided = { decisionDate: today, disclosure: { ...penalty().disclosure, decidedOn: today } };
  const body = { ...penalty(decided), severity, documentNumber: `庄市监处〔2026〕${number}号` };
  const { status, body: record } = await client.call(REPORTER, 'POST', '/records', { body });
  expect(status).toBe(201);
  await target.idle();
  return record.id;
};
const log = async () => (await client.call(FINANCE, 'GET', `/endpoints/${id}/deliveries`)).body.deliveries;
const verified = ({ body, headers }: Received) => new Webhook(secret).verify(body, headers as Record<string, string>);

describe('a department with a system of its own', () => {
  it('enters where it lies, and tries it', async () => {
    const body = { name: 'main', url: receiver.url, types: ['record.posted', 'record.corrected', 'record.ended'] };
    const opened = await client.call(FINANCE, 'POST', '/endpoints', { body });
    expect(opened.status).toBe(201);
    ({ id, secret } = opened.body);
    const tried = await client.call(FINANCE, 'POST', `/endpoints/${id}/test`);
    expect(tried.body.outcome).toEqual({ result: 'delivered', status: 204 });
    expect(receiver.received.map(verified)).toMatchObject([{ type: 'joint-credit.endpoint.test' }]);
    expectProblem(await client.call(REPORTER, 'GET', `/endpoints/${id}`), 404, 'not-found');
    const inside = await client.call(FINANCE, 'POST', '/endpoints', {
      body: { name: 'inside', url: 'https://10.0.0.1/' },
    });
    const asked = await client.call(FINANCE, 'POST', `/endpoints/${inside.body.id}/test`);
    expect(asked.body.outcome).toMatchObject({ result: 'failed', fault: 'theirs', reason: 'address-not-public' });
    expect(
      (
        await client.call(FINANCE, 'POST', `/endpoints/${inside.body.id}/disabling`, {
          body: { reason: '误登' },
          headers: { 'if-match': '"1"' },
        })
      ).status,
    ).toBe(200);
    await target.idle();
  });

  it('is told at once of what concerns it, signed and thin', async () => {
    receiver.received.length = 0;
    const record = await post(9001);
    expect(receiver.received.map(verified)).toMatchObject([
      { type: 'joint-credit.record.posted', subject: record, data: { version: 1, department: 'market-regulation' } },
    ]);
    expect(receiver.received[0]?.body).not.toContain('庄市监处');
    expect(await log()).toMatchObject([{ about: record, state: 'delivered', attempts: 1 }]);
  });

  it('that was down hears the same from the schedule, oldest version first, while its inbox had it all along', async () => {
    receiver.answers(answering(503));
    receiver.received.length = 0;
    const record = await post(9002);
    const corrected = await client.call(REPORTER, 'POST', `/records/${record}/corrections`, {
      body: { reason: '录入有误', content: { remarks: '更正' } },
      headers: { 'if-match': '"1"' },
    });
    expect(corrected.status).toBe(200);
    await target.idle();
    expect(receiver.received).toHaveLength(1);
    const inbox = await client.call(FINANCE, 'GET', '/notifications?limit=100');
    const own = inbox.body.notifications.filter(({ subject }: { subject: string }) => subject === record);
    expect(own).toHaveLength(2);
    expect((await log()).slice(0, 2)).toMatchObject([
      { about: record, version: 2, state: 'waiting', attempts: 0 },
      { about: record, version: 1, last: { outcome: { fault: 'theirs', reason: 'answered-5xx', status: 503 } } },
    ]);
    receiver.answers(answering(200));
    receiver.received.length = 0;
    await target.setClock(new Date(Date.now() + MINUTE));
    await target.fireSchedule('send-deliveries');
    await target.idle();
    expect(receiver.received.map(verified)).toMatchObject([{ data: { version: 1 } }, { data: { version: 2 } }]);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(
      own.map((one: { id: string }) => one.id),
    );
  });

  it('has what it lost sent again', async () => {
    receiver.received.length = 0;
    const range = {
      from: `${today}T00:00:00Z`,
      before: new Date(Date.now() + 10 * MINUTE).toISOString(),
      which: 'all',
    };
    const from = new Date(Date.now() - 24 * 60 * MINUTE).toISOString();
    const again = await client.call(FINANCE, 'POST', `/endpoints/${id}/redeliveries`, { body: { ...range, from } });
    expect(again.body).toEqual({ sentAgain: 3 });
    await target.fireSchedule('send-deliveries');
    await target.idle();
    expect(receiver.received).toHaveLength(3);
  });

  it('whose receiver is gone is asked nothing more, and told so in its inbox', async () => {
    receiver.answers(answering(410));
    await post(9003);
    await target.setClock(new Date(Date.now() + 2 * MINUTE));
    await target.fireSchedule('send-deliveries');
    await target.idle();
    const { body } = await client.call(FINANCE, 'GET', `/endpoints/${id}`);
    expect(body).toMatchObject({ state: 'disabled', disabledBecause: '410 Gone' });
    const inbox = await client.call(FINANCE, 'GET', '/notifications?limit=100');
    expect(JSON.stringify(inbox.body)).toContain('joint-credit.endpoint.gone');
    receiver.received.length = 0;
    await post(9004);
    await target.fireSchedule('send-deliveries');
    expect(receiver.received).toEqual([]);
    expect(await target.logs()).not.toContain(secret.slice('whsec_'.length));
  });
});

describe('a department that needs to know for a statutory task', () => {
  const TRANSPORT = officer('transport', 'officer-1', 'implementer');
  const OFFICE = officer('credit-office', 'office-1', 'credit-office');
  const DAY = 24 * 60 * MINUTE;
  const hears = async () => JSON.stringify((await client.call(TRANSPORT, 'GET', '/notifications?limit=100')).body);

  it('is told from the day after the credit office approved it', async () => {
    const proposed = await client.call(TRANSPORT, 'POST', '/subscriptions', {
      body: {
        kinds: ['administrative-penalty'],
        task: { zh: '道路运输经营许可审查', en: 'licensing of road transport' },
        basis: '道路运输条例第八条',
        validTo: beijingDate(Date.now() + 30 * DAY),
      },
    });
    expect([proposed.status, proposed.body.standing]).toEqual([201, 'proposed']);
    const decision = { body: { approved: true }, headers: { 'if-match': '"1"' } };
    const path = `/subscriptions/${proposed.body.id}/decision`;
    expectProblem(await client.call(TRANSPORT, 'POST', path, decision), 403, 'role-required');
    expect((await client.call(OFFICE, 'POST', path, decision)).body.standing).toBe('to-come');
    const before = await post(9005);
    expect(await hears()).not.toContain(before);
    await target.setClock(new Date(Date.now() + DAY));
    const after = await post(9006);
    expect(await hears()).toContain(after);
    expect(await hears()).toContain('joint-credit.subscription.approved');
  });
});
