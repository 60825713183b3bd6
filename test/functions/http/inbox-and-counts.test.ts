import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import '../../to-be-problem.ts';
import { type Api, officer, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  for (let serial = 0; serial < 120; serial += 1) await api.stores.inbox.deliver(notification('finance', serial));
});
afterAll(() => api?.stop());

const notification = (recipient: string, serial: number) => ({
  id: digestId(`${recipient} ${serial}`),
  recipient,
  type: 'record.posted' as const,
  about: digestId(`record ${serial}`),
  version: 1,
  kind: 'administrative-penalty',
  department: 'tax',
  unifiedSocialCreditCode: '91210299000000019R',
  at: toInstant(Date.parse('2026-11-09T02:00:00.000Z') + serial * 1_000),
});

const finance = officer('finance', 'f', 'implementer');
const list = (query: Record<string, string> = {}, who = finance) => api.call('list-notifications', { query, who });
const acknowledge = (id: string, who = finance) => api.call('acknowledge-notification', { id, who });

describe('the notifications of a department', () => {
  it('are CloudEvents without content, oldest first, page by page', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { body, headers } = await list(cursor === undefined ? {} : { cursor });
      ids.push(...body.notifications.map(({ id }: { id: string }) => id));
      cursor = /<\/notifications\?cursor=([^>]+)>; rel="next"/.exec(headers['link'] ?? '')?.[1];
    } while (cursor);
    expect(ids).toEqual(Array.from({ length: 120 }, (_, serial) => notification('finance', serial).id));
    const [first] = (await list({ limit: '1' })).body.notifications;
    const { id, about, at, version, kind, department, unifiedSocialCreditCode } = notification('finance', 0);
    expect(first).toEqual({
      specversion: '1.0',
      id,
      source: '/joint-credit',
      type: 'joint-credit.record.posted',
      subject: about,
      time: at,
      datacontenttype: 'application/json',
      data: {
        about,
        version,
        kind,
        department,
        unifiedSocialCreditCode,
        acknowledgement: `/notifications/${id}/acknowledgement`,
      },
    });
  });

  it('are nobody else’s', async () => {
    expect((await list({}, officer('tax'))).body).toEqual({ notifications: [] });
    expect(await acknowledge(notification('finance', 5).id, officer('tax'))).toBeProblem(404, 'not-found');
  });

  it('are listed no more once acknowledged; again is answered alike', async () => {
    const { id } = notification('finance', 7);
    const first = await acknowledge(id);
    expect(first).toMatchObject({ status: 200, body: { id, data: { acknowledgedAt: '2026-11-10T02:00:00.000Z' } } });
    api.setTime('2026-11-11T02:00:00.000Z');
    expect((await acknowledge(id, officer('finance', 'other'))).body).toEqual(first.body);
    api.setTime('2026-11-10T02:00:00.000Z');
    expect(JSON.stringify((await list({ limit: '100' })).body)).not.toContain(id);
  });

  it('are not asked for in ways that there are not', async () => {
    for (const limit of ['0', '101', '-1', '1.5', 'ten', '', 'NaN', '1e9'])
      expect(await list({ limit }), limit).toBeProblem(422, 'invalid-value', '/limit');
    for (const cursor of ['', 'x', Buffer.from('2026').toString('base64url')])
      expect(await list({ cursor })).toBeProblem(400, 'invalid-cursor');
    expect(await list({ cursor: 'x'.repeat(201) })).toBeProblem(422, 'text-too-long', '/cursor');
    expect(await list({ department: 'tax' })).toBeProblem(422, 'unknown-field', '/department');
    expect(await list({ limit: '0', page: '1' })).toBeProblem(422, 'several-problems', '/page');
  });

  it('come into an empty inbox from any position of another', async () => {
    const { headers } = await list({ limit: '1' });
    const cursor = /cursor=([^>]+)>/.exec(headers['link'] ?? '')?.[1] ?? '';
    expect((await list({ cursor }, officer('court'))).body).toEqual({ notifications: [] });
  });
});

describe('the counts of disclosures', () => {
  const counts = (department: string) => ({
    department,
    kind: 'administrative-penalty',
    received: 3,
    timely: 1,
    late: 1,
    missing: 0,
    running: 1,
    notPublic: 0,
  });
  const ask = (month: string, who = officer('tax')) => api.call('get-disclosure-statistics', { query: { month }, who });

  it('are a department’s own, and all to the credit office and auditors', async () => {
    await api.stores.folded.put('2026-11', { countedAt: api.now(), counts: [counts('court'), counts('tax')] });
    expect((await ask('2026-11')).body).toEqual({
      month: '2026-11',
      countedAt: '2026-11-10T02:00:00.000Z',
      counts: [counts('tax')],
    });
    for (const role of ['credit-office', 'auditor', 'reporter auditor']) {
      expect((await ask('2026-11', officer('any', 'x', role))).body.counts).toHaveLength(2);
    }
    expect((await ask('2026-11', officer('any', 'x', 'reporter subject'))).body.counts).toEqual([]);
  });

  it('of a month that was never folded are none', async () => {
    expect((await ask('2026-10')).body).toEqual({ month: '2026-10', counts: [] });
  });

  it('are asked for by a month', async () => {
    for (const month of ['', '2026', '2026-13', '2026-00', '2026-1', '1999-01', '2026-11-01', '２０２６-11'])
      expect(await ask(month), month).toBeProblem(422, 'impossible-date', '/month');
    expect(await api.call('get-disclosure-statistics')).toBeProblem(422, 'missing-field', '/month');
    expect(
      await api.call('get-disclosure-statistics', { query: { month: '2026-11', department: 'court' } }),
    ).toBeProblem(422, 'unknown-field', '/department');
    expect(await api.call('get-disclosure-statistics', { query: { year: '2026' } })).toBeProblem(
      422,
      'several-problems',
      '/month',
    );
  });
});
