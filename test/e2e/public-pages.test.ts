import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpReader, verifyDisclosure } from '../../site/verify.mjs';
import { COMPANY, licence, penalty } from '../builders/submissions.ts';
import { clientOf, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');
const reporter = officer('market-regulation');
const second = officer('market-regulation', 'officer-2');
const PAGE = `subjects/${COMPANY.unifiedSocialCreditCode}`;
const PENALTIES = 'lists/administrative-penalty';
const LIST = `${PENALTIES}/market-regulation/2026-11.json`;

let target: Target;
let api: ReturnType<typeof clientOf>;

beforeAll(async () => {
  target = await startTarget(NOW);
  api = clientOf(target);
});
afterAll(() => target?.stop());

const publish = async () => {
  await target.idle();
  await target.firePublication('additions');
  await target.idle();
};

const posted = async (body: object): Promise<string> => {
  const { status, body: record } = await api.call(reporter, 'POST', '/records', { body });
  expect(status).toBe(201);
  return record.id;
};

const withdraw = async (id: string): Promise<void> => {
  const withdrawal = `/records/${id}/withdrawal`;
  const body = { verb: 'revoke', document: `撤〔2026〕${id}`, decidedOn: '2026-11-09', reason: '认定事实不清' };
  await api.call(reporter, 'POST', withdrawal, { headers: { 'if-match': '"1"' }, body });
  const confirmation = { headers: { 'if-match': '"2"' }, body: { confirmed: true } };
  expect((await api.call(second, 'POST', `${withdrawal}/confirmation`, confirmation)).status).toBe(200);
  await target.idle();
};

const isThere = async (path: string): Promise<boolean> => (await api.published(path)).status === 200;

describe("an organisation's page", () => {
  const ids: Record<string, string> = {};

  it('is there with its first entry, as HTML that says it all without a script', async () => {
    expect(await isThere(PAGE)).toBe(false);
    ids['penalty'] = await posted(penalty());
    ids['licence'] = await posted(licence({ subject: COMPANY }));
    await publish();
    const { headers, body } = await api.published(PAGE);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('max-age=60');
    for (const said of [
      COMPANY.name,
      '庄市监罚〔2026〕101号',
      '20,000.00',
      'data-public-until="2027-11-02"',
      '公示至 <time datetime="2027-11-01">2027-11-01</time>',
      '<meta name="robots" content="noindex, noarchive">',
    ])
      expect(body).toContain(said);
    expect(body.indexOf('id="administrative-licence"')).toBeLessThan(body.indexOf('id="administrative-penalty"'));
  });

  it('has its rows in the lists of kind, department and month, which the index counts', async () => {
    const { body: list } = await api.published(LIST);
    expect(list.rows).toMatchObject([{ documentNumber: '庄市监罚〔2026〕101号', publicUntil: '2027-11-02' }]);
    const { body: index } = await api.published(`${PENALTIES}.json`);
    expect(index).toMatchObject({
      label: { zh: '行政处罚' },
      departments: [{ code: 'market-regulation', months: [{ month: '2026-11', count: 1 }] }],
    });
  });

  it('loses what is withdrawn, with its row, and goes with the last entry', async () => {
    await withdraw(String(ids['penalty']));
    const { body } = await api.published(PAGE);
    expect(body).not.toContain('庄市监罚〔2026〕101号');
    expect(body).toContain('<meta name="robots" content="noarchive">');
    expect([await isThere(LIST), await isThere(`${PENALTIES}.json`)]).toEqual([false, false]);
    await withdraw(String(ids['licence']));
    expect(await isThere(PAGE)).toBe(false);
    const { findings } = await verifyDisclosure(httpReader(target.publicUrl));
    expect(findings).toEqual([]);
  });
});
