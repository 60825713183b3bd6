import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptance } from '../../builders/acceptances.ts';
import { COMPANY, PERSON, penalty, TRADER } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, REPORTER, SECOND, startApi } from './support/api.ts';
import { account, mandateOf } from './support/subject-side.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(() => api.setTime('2026-11-10T02:00:00.000Z'));

const OTHERS = officer('finance');
const open = (override: object = {}, who = REPORTER, headers = {}) =>
  api.call('open-acceptance', { who, body: acceptance(override), headers });
let applications = 0;
const opened = async (override: object = {}) => {
  applications += 1;
  const { status, body } = await open({ application: `食受〔2026〕${applications}号`, ...override });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
};
type Step = 'supply-acceptance-documents' | 'extend-acceptance' | 'find-acceptance-broken' | 'withdraw-acceptance';
const change = (step: Step, { id, version }: { id: string; version: number }, body: object, who = REPORTER) =>
  api.call(step, { id, who, body, headers: { 'if-match': `"${version}"` } });
const BOTH = {
  documents: ['business-licence-copy', 'power-of-attorney'].map((document) => ({ document, on: '2026-11-10' })),
};
const BREACH = { remindedOn: '2026-11-23', reason: '经提醒仍未补交' };

describe('POST /acceptances', () => {
  it('is one for an application, however it is spelled and however often it is sent', async () => {
    const first = await open({}, REPORTER, { 'idempotency-key': 'a' });
    expect(first).toMatchObject({
      status: 201,
      body: { state: 'open', supplyBy: { date: '2026-11-24' }, overdue: false },
    });
    expect(first.headers['location']).toBe(`/acceptances/${first.body.id}`);
    const again = await open({ application: '庄市监食受[2026]18号' });
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, application: '庄市监食受〔2026〕18号' } });
    expect(await open({ consequence: '别的后果' })).toBeProblem(409, 'acceptance-exists');
    expect(await open({ consequence: '别的后果' }, REPORTER, { 'idempotency-key': 'a' })).toBeProblem(
      422,
      'idempotency-key-reused',
    );
  });

  it('of two at once is one', async () => {
    const both = await Promise.all([open({ application: '同时' }), open({ application: '同时' }, SECOND)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
  });

  it('is not for whom something counts against today, without saying what; what was accepted before stays', async () => {
    const firm = { subject: TRADER };
    const before = await opened(firm);
    const posted = await api.post(penalty({ subject: TRADER, documentNumber: '罚容一号' }));
    expect(posted.status).toBe(201);
    const refused = await open({ ...firm, application: '新的' });
    expect(refused).toBeProblem(409, 'no-deferred-documents', '/subject');
    expect(JSON.stringify(refused.body)).not.toContain('罚容一号');
    expect(await open({ ...firm, application: before.application })).toMatchObject({
      status: 200,
      body: { id: before.id },
    });
    const looked = (await api.stored()).filter((item) => item.includes('"what":"acceptance"'));
    expect(looked.some((item) => item.includes('新的') && item.includes('market-regulation'))).toBe(true);
  });

  it('takes persons in, and keeps no number of theirs', async () => {
    const body = await opened({ subject: PERSON });
    expect(body.subject.document.masked).toContain('*');
    expect((await api.stored()).join('\n')).not.toContain(PERSON.document.number);
  });

  it('waits until it is known who is meant', async () => {
    await opened({ subject: COMPANY });
    expect(await open({ subject: { ...COMPANY, name: '另一名称' }, application: '名' })).toBeProblem(
      409,
      'name-differs',
      '/subject/name',
    );
  });

  it.each([
    [{ matter: 'construction-permit' }, 'matter-not-listed', '/matter'],
    [
      { outstanding: [{ document: 'safety-conditions', how: '补' }] },
      'document-required-by-law',
      '/outstanding/0/document',
    ],
    [{ outstanding: [] }, 'missing-field', '/outstanding'],
    [{ commitment: undefined }, 'missing-field', '/commitment'],
    [{ workingDays: 30 }, 'invalid-value', '/workingDays'],
  ] as const)('refuses %j', async (override, kind, pointer) => {
    const before = await api.stored();
    expect(await open(override)).toBeProblem(422, kind, pointer);
    expect(await api.stored()).toEqual(before);
  });
});

describe('an acceptance', () => {
  it('is its department’s alone', async () => {
    const { id, version } = await opened();
    expect((await api.call('get-acceptance', { id })).body).toMatchObject({ id, version });
    expect(await api.call('get-acceptance', { id, who: OTHERS })).toBeProblem(404, 'not-found');
    expect(await change('supply-acceptance-documents', { id, version }, BOTH, OTHERS)).toBeProblem(404, 'not-found');
  });

  it('is kept when all came; the same word again changes nothing', async () => {
    const one = await opened();
    const first = await change('supply-acceptance-documents', one, BOTH);
    expect(first).toMatchObject({ status: 200, body: { state: 'kept', version: 2 } });
    expect((await change('supply-acceptance-documents', one, BOTH)).body.version).toBe(2);
    expect(await change('withdraw-acceptance', first.body, { reason: '由' })).toBeProblem(409, 'state-forbids');
  });

  it('is found broken by another officer once its time is over, though it was extended; of two officers at once one wins', async () => {
    const one = await opened();
    const { body: later } = await change('extend-acceptance', one, { workingDays: 5, reason: '登记机关尚未出具' });
    expect(later.supplyBy.date).toBe('2026-12-01');
    api.setTime('2026-12-01T15:59:59.000Z');
    const reminded = { ...BREACH, remindedOn: '2026-11-30' };
    expect(await change('find-acceptance-broken', later, reminded, SECOND)).toBeProblem(409, 'still-in-time');
    api.setTime('2026-12-01T16:00:00.000Z');
    expect((await api.call('get-acceptance', { id: later.id })).body).toMatchObject({ state: 'open', overdue: true });
    expect(await change('find-acceptance-broken', later, reminded)).toBeProblem(403, 'same-officer');
    const both = await Promise.all([
      change('find-acceptance-broken', later, reminded, SECOND),
      change('supply-acceptance-documents', later, BOTH),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('bears files that its department or its subject handed in, and no others', async () => {
    const one = await opened();
    const files = ['AAAAAAAAAAAAAAAAAAAAAA'];
    expect(await change('supply-acceptance-documents', one, { ...BOTH, files })).toBeProblem(
      422,
      'file-not-found',
      '/files/0',
    );
  });
});

describe('GET /acceptances', () => {
  it('lists what waits first due first, then what is over, page by page', async () => {
    const who = officer('housing-construction');
    const permit = { matter: 'construction-permit', outstanding: [{ document: 'power-of-attorney', how: '补' }] };
    const made: { id: string; version: number }[] = [];
    for (const workingDays of [12, 6, 9]) {
      const { body } = await open({ ...permit, application: `施${workingDays}`, workingDays }, who);
      made.push(body);
    }
    const [twelve, six, nine] = made.map(({ id }) => id);
    const list = (query: Record<string, string>) => api.call('list-acceptances', { who, query });
    const idsIn = ({ body }: { body: { acceptances: { id: string }[] } }) => body.acceptances.map(({ id }) => id);
    const first = await list({ limit: '2' });
    expect(idsIn(first)).toEqual([six, nine]);
    const cursor = /cursor=([^&>]+)/.exec(String(first.headers['link']))?.[1] ?? '';
    expect(idsIn(await list({ cursor: decodeURIComponent(cursor) }))).toEqual([twelve]);
    expect(await list({ cursor: 'x' })).toBeProblem(400, 'invalid-cursor');
    await change('withdraw-acceptance', made[1] ?? { id: '', version: 0 }, { reason: '申请人撤回' }, who);
    expect(idsIn(await list({ status: 'done' }))).toEqual([six]);
    expect(idsIn(await list({}))).toEqual([nine, twelve]);
    expect(idsIn(await api.call('list-acceptances', { who: OTHERS }))).toEqual([]);
  });
});

describe('the one-off notice', () => {
  it('says what is missing, how and until when, what follows and what was promised, in both languages', async () => {
    const one = await opened();
    const read = async (language: string) => {
      const headers = { 'accept-language': language };
      const reply = await api.call('get-acceptance-notice', { id: one.id, headers });
      expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      return String(reply.body);
    };
    const zh = await read('zh');
    for (const said of [
      '容缺受理一次性告知书',
      '营业执照复印件',
      '提交加盖公章的复印件',
      '2026-11-24',
      '按现有材料作出决定',
      '李某某',
    ])
      expect(zh).toContain(said);
    expect(await read('en')).toContain('Documents that are missing');
    const { body: later } = await change('extend-acceptance', one, { workingDays: 5, reason: '登记机关尚未出具' });
    expect(later.supplyBy.date).toBe('2026-12-01');
    for (const said of ['2026-11-24', '2026-12-01', '已延长至']) expect(await read('zh')).toContain(said);
    expect(await api.call('get-acceptance-notice', { id: one.id, who: OTHERS })).toBeProblem(404, 'not-found');
  });

  it('is the subject’s to read, with all its acceptances and their days', async () => {
    const holder = account('account-acceptance');
    const subject = { ...COMPANY, unifiedSocialCreditCode: '12210299000000019Y', name: '庄河示例研究所' };
    const one = await opened({ subject });
    const id = await mandateOf(api, holder, { subject, receipt: '回执-容缺' });
    const { body } = await api.call('list-own-acceptances', { id, who: holder });
    expect(body.acceptances).toMatchObject([{ id: one.id, overdue: false }]);
    const notice = (acceptance: string) =>
      api.call('get-own-acceptance-notice', { id, params: { acceptance }, who: holder });
    expect(String((await notice(one.id)).body)).toContain('庄河示例研究所');
    const others = await opened();
    expect(await notice(others.id)).toBeProblem(404, 'not-found');
  });
});
