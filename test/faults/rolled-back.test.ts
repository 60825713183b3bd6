import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { penalty } from '../builders/submissions.ts';
import { clientOf, expectProblem, officer } from '../e2e/client.ts';

import { inboxOf } from './support/inbox.ts';
import { endOfStream, forgetStreamUpTo } from './support/lost-stream.ts';
import { type Home, home } from './support/mortal-stack.ts';
import { creditCode } from './support/postings.ts';
import { entriesOf, numbersOf } from './support/public-copy.ts';
import { imageOf, releaseOfTomorrow } from './support/tomorrow.ts';
import { startWholeStack, type WholeStack, type WholeStackOptions } from './support/whole-stack.ts';

const NOW = '2026-11-10T02:00:00.000Z';
const LATER = '2027-01-20T02:00:00.000Z';
const REPORTER = officer('market-regulation');
const SECOND = officer('market-regulation', 'officer-2');

let folder: Home;
let town: WholeStack;
let api: ReturnType<typeof clientOf>;
let tomorrow: ReturnType<typeof releaseOfTomorrow>;
const start = async (options: Partial<WholeStackOptions>) => {
  town = await startWholeStack(folder, { now: new Date(NOW), retrySeconds: 1, ...options });
  api = clientOf(town);
  tomorrow = releaseOfTomorrow(town);
};
beforeAll(async () => {
  folder = home();
  await start({});
});
afterAll(async () => {
  await town?.stop();
  folder?.remove();
});

const posting = (serial: number) =>
  penalty({
    documentNumber: `庄罚〔2026〕${serial}号`,
    subject: { ...penalty().subject, name: `庄河示例第${serial}公司`, unifiedSocialCreditCode: creditCode(serial) },
  });
const post = async (serial: number): Promise<string> => {
  const { status, body } = await api.call(REPORTER, 'POST', '/records', { body: posting(serial) });
  expect(status).toBe(201);
  return body.id;
};
const change = (id: string, path: string, version: number, body: object, who = REPORTER) =>
  api.call(who, 'POST', `/records/${id}/${path}`, { body, headers: { 'if-match': `"${version}"` } });
const correct = (id: string, version: number) =>
  change(id, 'corrections', version, { reason: '金额录入有误', content: { fineFen: 1_000_000 } });
const WITHDRAWAL = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };
const withdraw = async (id: string): Promise<void> => {
  expect((await change(id, 'withdrawal', 1, WITHDRAWAL)).status).toBe(200);
  expect((await change(id, 'withdrawal/confirmation', 2, { confirmed: true }, SECOND)).status).toBe(200);
};
const heard = async (about: string) =>
  (await inboxOf(api, 'credit-office')).filter(({ subject }) => subject === about).map(({ type }) => type.slice(13));
const publicNumbers = async () => {
  const reader = httpReader(town.publicUrl);
  const { findings } = await verifyDisclosure(reader);
  expect(findings).toEqual([]);
  const numbers = numbersOf(await entriesOf(reader)).map((number) => Number(number.match(/(\d+)号/)?.[1]));
  reader.close();
  return numbers.sort((a, b) => a - b);
};

const NEWER = {
  /** Has fields beside those that are known, on three levels. */
  fields: 1,
  /** In a format of its own. */
  format: 2,
  /** In a state that is not known. */
  state: 3,
  ordinary: 4,
  withdrawn: 5,
  alsoWithdrawn: 6,
} as const;
const ids = new Map<keyof typeof NEWER, string>();
const id = (what: keyof typeof NEWER): string => ids.get(what) ?? '';
/** As the release of tomorrow left them. */
const left = new Map<string, Record<string, unknown>>();
const known = new Map<string, Record<string, unknown>>();

describe('a release that was taken back, while what it wrote is there', () => {
  it('had written records, notices and clocks', async () => {
    for (const [what, serial] of Object.entries(NEWER)) ids.set(what as keyof typeof NEWER, await post(serial));
    await town.idle();
    await withdraw(id('withdrawn'));
    await withdraw(id('alsoWithdrawn'));
    await town.idle();
    await town.run('publish-additions');
    expect(await publicNumbers()).toEqual([1, 2, 3, 4]);
    await town.stop();
    await start({ held: ['Relay'] });
    for (const what of ['format', 'state'] as const) known.set(what, await tomorrow.find(id(what)));
    await tomorrow.says(id('fields'), (image) => ({
      ...image,
      mediation: { body: '调解委员会', steps: [{ on: '2026-11-09', step: 'heard' }] },
      subject: { ...(image['subject'] as object), branch: { code: '01' } },
      change: { ...(image['change'] as object), station: 'counter-3' },
    }));
    await tomorrow.formats(id('format'), 9);
    await tomorrow.says(id('state'), (image) => ({ ...image, state: 'mediated' }));
    for (const what of ['format', 'state'] as const) left.set(what, await tomorrow.find(id(what)));
    const notice = (await town.itemsOf('DerivedTable')).filter(({ type }) => type === 'record.ended');
    const [one] = notice.filter(({ about, recipient }) => about === id('withdrawn') && recipient === 'credit-office');
    const TableName = town.table('DerivedTable');
    await town.tables.send(new PutCommand({ TableName, Item: { ...one, type: 'record.mediated', mediator: 'x' } }));
    for (const sort of ['CLOCK', 'RETAIN'] as const) {
      const item = (await town.itemsOf('DerivedTable')).find(
        (candidate) => candidate['sk'] === sort && candidate['duePk'] !== undefined,
      );
      if (item === undefined) throw new Error(`no ${sort}`);
      const Item = { ...item, pk: `${sort}#tomorrow`, entity: 'mediation', what: 'mediation', dueSk: '2026-11-01#a' };
      await town.tables.send(
        new PutCommand({ TableName, Item: { ...Item, key: sort === 'RETAIN' ? 7 : item['key'] } }),
      );
    }
    const lost = await endOfStream(town);
    await town.stop();
    forgetStreamUpTo(folder, lost);
    await start({});
  });

  it('changes what it can read, and keeps every field that it does not know, sealed with the rest', async () => {
    expect(await correct(id('fields'), 1)).toMatchObject({ status: 200 });
    const item = await tomorrow.find(id('fields'));
    const image = imageOf(item);
    expect(image).toMatchObject({
      version: 2,
      mediation: { body: '调解委员会', steps: [{ on: '2026-11-09', step: 'heard' }] },
      content: { fineFen: 1_000_000 },
      subject: { branch: { code: '01' } },
    });
    // Who changed it, when and where is each version's own.
    expect(image['change']).not.toHaveProperty('station');
    expect((await change(id('fields'), 'withdrawal', 2, WITHDRAWAL)).status).toBe(200);
    expect(imageOf(await tomorrow.find(id('fields')))).toMatchObject({ version: 3, mediation: { body: '调解委员会' } });
    const rejected = { confirmed: false };
    expect((await change(id('fields'), 'withdrawal/confirmation', 3, rejected, SECOND)).status).toBe(200);
    expect(imageOf(await tomorrow.find(id('fields')))).toMatchObject({
      version: 4,
      subject: { branch: { code: '01' } },
    });
    expect((await api.call(REPORTER, 'GET', `/records/${id('fields')}`)).body).not.toHaveProperty('mediation');
  });

  it('says of what it cannot read that a newer release wrote it, changes nothing of it, and answers all else', async () => {
    for (const what of ['format', 'state'] as const) {
      const asked = [
        await api.call(REPORTER, 'GET', `/records/${id(what)}`),
        await correct(id(what), 1),
        await api.call(REPORTER, 'POST', '/records', { body: posting(NEWER[what]) }),
      ];
      for (const reply of asked) expectProblem(reply, 503, 'newer-release');
    }
    const list = await api.call(REPORTER, 'POST', '/records', {
      body: [posting(NEWER.format), posting(7), posting(NEWER.ordinary)],
    });
    expect(list.status).toBe(200);
    expect(list.body.outcomes).toMatchObject([
      { outcome: 'refused', problem: { type: '/docs/problems#newer-release' } },
      { outcome: 'created' },
      { outcome: 'unchanged' },
    ]);
    for (const [what, item] of left) expect(await tomorrow.again(item), what).toEqual(item);
  });

  it('shows every notice that it knows, and leaves the other in the inbox', async () => {
    expect(await heard(id('ordinary'))).toEqual(['record.posted']);
    expect(await heard(id('alsoWithdrawn'))).toEqual(['record.posted', 'record.ended']);
    expect(await heard(id('withdrawn'))).toEqual(['record.posted']);
  });

  it('runs every clock and every term that it knows, and fails afterwards, so that somebody looks', async () => {
    town.stack.clock.set(new Date(LATER));
    for (const schedule of ['run-clocks', 'end-by-date', 'retain', 'send-deliveries', 'flag-checks'])
      await town.run(schedule);
    expect(await heard(id('alsoWithdrawn'))).toContain('clock.overdue');
    expect(town.lines.join('\n')).toContain('1 items could not be read');
  });

  it('publishes what changed, takes out what must leave, and leaves public what it cannot read', async () => {
    await withdraw(id('ordinary'));
    await town.idle();
    await town.run('publish-additions');
    expect(await publicNumbers()).toEqual([1, 2, 3, 7]);
  });

  it('puts messages that it does not know aside, until the release that does hands them out again', async () => {
    const queues = { notification: town.table('NotificationQueueUrl'), work: town.table('CaseWorkQueueUrl') };
    const dead = {
      notification: queues.notification.replace('.fifo', '-dead-letters.fifo'),
      work: queues.work.replace('.fifo', '-dead-letters.fifo'),
    };
    const message = { MessageGroupId: 'tomorrow', MessageDeduplicationId: 'tomorrow' };
    const ofTomorrow = { type: 'mediate', id: 'x', version: 1 };
    for (const QueueUrl of Object.values(queues))
      await town.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(ofTomorrow), ...message }));
    await town.idle();
    for (const QueueUrl of Object.values(dead)) {
      const counted = { QueueUrl, AttributeNames: ['ApproximateNumberOfMessages' as const] };
      const { Attributes } = await town.sqs.send(new GetQueueAttributesCommand(counted));
      expect(Attributes?.ApproximateNumberOfMessages, QueueUrl).toBe('1');
    }
  });

  it('loses nothing: once the newer release runs again, all of it is as if it had never been away', async () => {
    for (const [what, item] of known) {
      const now = await tomorrow.again(item);
      expect(now, what).toEqual(left.get(what));
      await tomorrow.put(item);
    }
    const derived = (await town.itemsOf('DerivedTable')).find(({ type }) => type === 'record.mediated');
    await town.tables.send(
      new UpdateCommand({
        TableName: town.table('DerivedTable'),
        Key: { pk: derived?.['pk'], sk: derived?.['sk'] },
        UpdateExpression: 'SET #type = :type REMOVE mediator',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: { ':type': 'record.ended' },
      }),
    );
    await town.idle();
    expect(await heard(id('withdrawn'))).toContain('record.ended');
    for (const what of ['format', 'state'] as const) expect((await correct(id(what), 1)).status).toBe(200);
    await town.idle();
    for (const what of ['format', 'state'] as const)
      expect(await heard(id(what))).toEqual(['record.posted', 'record.corrected']);
    const audited = await town.command('audit.ts');
    expect(audited, audited.stdout).toMatchObject({ code: 0 });
    await town.run('publish-additions');
    expect(await publicNumbers()).toEqual([1, 2, 3, 7]);
  });
});
