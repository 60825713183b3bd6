import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licence } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { officer } from './support/api.ts';
import { AUTHOR, COLLEAGUE, FIRM, GROUNDS, type ObjectionTown, OFFICE, objectionTown } from './support/objecting.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

let place: ObjectionTown;
beforeAll(async () => {
  place = await objectionTown();
});
afterAll(() => place?.api.stop());

describe('an objection that is filed', () => {
  it('is forwarded whole to who handles it, marks the record at once, and says by when it is decided', async () => {
    const id = await place.posted();
    const reply = await place.file({ type: 'record', id });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe(`/subjects/${place.mandate}/objections/${reply.body.id}`);
    expect(reply.body).toMatchObject({
      state: 'open',
      department: { code: 'market-regulation', name: { zh: '庄河市市场监督管理局' } },
      by: { capacity: 'self', channel: 'own' },
      filedOn: '2026-11-10',
      markBy: '2026-11-11',
      clocks: [{ name: 'decide-objection', state: 'running', due: '2026-11-19', provisional: false }],
    });
    await place.town.settle();
    expect(await place.record(id)).toMatchObject({
      version: 2,
      objection: { id: reply.body.id, filedOn: '2026-11-10', decideBy: '2026-11-19', suspendsFrom: '2026-11-20' },
    });
    expect(place.told(reply.body.id, 'market-regulation')).toEqual(['objection.filed']);
    expect(place.told(reply.body.id, 'credit-office')).toEqual(['objection.filed']);
    const { body } = await place.api.call('get-objection', { who: COLLEAGUE, id: reply.body.id });
    expect(body).toMatchObject({ ...GROUNDS, record: { id }, target: { state: 'active', marked: true } });
  });

  it('stands in the list of its department, of who supervises and of the subject, and in no other', async () => {
    const { id } = await place.filed(await place.posted());
    const listed = async (who: typeof AUTHOR, query: Readonly<Record<string, string>> = {}) => {
      const { status, body } = await place.api.call('list-objections', { who, query });
      expect(status).toBe(200);
      return body.objections.map((one: { id: string }) => one.id);
    };
    expect(await listed(AUTHOR)).toContain(id);
    expect(await listed(OFFICE)).toContain(id);
    expect(await listed(OFFICE, { department: 'market-regulation', status: 'open' })).toContain(id);
    expect(await listed(AUTHOR, { status: 'done' })).not.toContain(id);
    expect(await listed(officer('finance'))).toEqual([]);
    expect(await place.api.call('get-objection', { who: officer('finance'), id })).toBeProblem(404, 'not-found');
    expect(await place.api.call('list-objections', { who: AUTHOR, query: { department: 'finance' } })).toBeProblem(
      403,
      'role-required',
    );
    const own = await place.api.call('list-own-objections', { who: FIRM, id: place.mandate });
    expect(own.body.objections.map((one: { id: string }) => one.id)).toContain(id);
    const one = await place.api.call('get-own-objection', {
      who: FIRM,
      id: place.mandate,
      params: { objection: id },
    });
    expect(one).toMatchObject({ status: 200, body: { id, target: { marked: true } } });
  });

  it('is one at a time: the same again is answered with it, another one is refused while it is undecided', async () => {
    const id = await place.posted();
    const first = await place.file({ type: 'record', id }, {}, {});
    expect(await place.file({ type: 'record', id })).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(await place.file({ type: 'record', id }, { grounds: '另有理由' })).toBeProblem(
      409,
      'objection-open',
      '/target/id',
    );
    await place.town.settle();
    expect(await place.file({ type: 'record', id })).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(await place.file({ type: 'record', id }, { grounds: '另有理由' })).toBeProblem(409, 'objection-open');
  });

  it('by several at once is one', async () => {
    const id = await place.posted();
    const replies = await Promise.all(
      ['甲', '乙', '丙', '丁'].map((grounds) => place.file({ type: 'record', id }, { grounds })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('binds an Idempotency-Key to its mandate', async () => {
    const [one, other] = [await place.posted(), await place.posted()];
    const headers = { 'idempotency-key': 'key-1' };
    expect((await place.file({ type: 'record', id: one }, {}, { headers })).status).toBe(201);
    const again = {
      who: FIRM,
      id: place.mandate,
      headers,
      body: { target: { type: 'record', id: other }, ...GROUNDS },
    };
    expect(await place.api.call('file-objection', again)).toBeProblem(422, 'idempotency-key-reused');
  });

  it('may be brought to a counter, under the receipt', async () => {
    const id = await place.posted();
    const visit = await visitOf(place.api, { receipt: '回执-异议-1' });
    const body = { target: { type: 'record', id }, ...GROUNDS };
    const reply = await place.api.call('file-objection', { who: CLERK, id: visit, body });
    expect(reply).toMatchObject({
      status: 201,
      body: { by: { channel: 'counter', receiptNumber: '回执-异议-1' } },
    });
  });

  it('is counted in days that are provisional where they touch a year without a calendar', async () => {
    place.setTime('2026-12-24T02:00:00.000Z');
    const filed = await place.filed(await place.posted());
    expect(filed.clocks).toMatchObject([{ due: '2027-01-05', provisional: true }]);
    place.setTime('2026-11-10T02:00:00.000Z');
  });
});

describe('what cannot be objected to', () => {
  it('is what has ended, what is another subject’s, what does not exist', async () => {
    const id = await place.posted();
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '事实不清' };
    await place.change('propose-withdrawal', id, 1, withdrawal, { who: AUTHOR });
    await place.change('confirm-withdrawal', id, 2, { confirmed: true }, { who: COLLEAGUE });
    expect(await place.file({ type: 'record', id })).toBeProblem(409, 'state-forbids', '/target/id');
    const { body } = await place.api.post(licence({ documentNumber: '庄市监许〔2026〕9号' }));
    expect(await place.file({ type: 'record', id: body.id })).toBeProblem(404, 'not-found', '/target/id');
    expect(await place.file({ type: 'record', id: 'x'.repeat(22) })).toBeProblem(404, 'not-found', '/target/id');
    expect(await place.file({ type: 'case', id })).toBeProblem(404, 'not-found', '/target/id');
  });

  it('is nothing under a mandate that is another account’s, over, or none', async () => {
    const id = await place.posted();
    const target = { type: 'record', id };
    expect(await place.file(target, {}, { who: account('somebody') })).toBeProblem(404, 'not-found');
    expect(await place.file(target, {}, { id: 'y'.repeat(22) })).toBeProblem(404, 'not-found');
    const short = await mandateOf(place.api, FIRM, { until: '2026-11-12', receipt: '回执-短' });
    place.setTime('2026-11-12T02:00:00.000Z');
    expect(await place.file(target, {}, { id: short })).toBeProblem(404, 'not-found');
    place.setTime('2026-11-10T02:00:00.000Z');
  });

  it.each([
    ['没有理由', { grounds: '' }, 422, 'missing-field', '/grounds'],
    ['含证件号码', { grounds: '本人21029919900101001X' }, 422, 'identity-number-in-text', '/grounds'],
    ['请求维持', { wanted: { outcome: 'maintain', text: '无' } }, 422, 'invalid-value', '/wanted/outcome'],
    ['附件不存在', { files: ['f'.repeat(22)] }, 422, 'file-not-found', '/files/0'],
    ['多余字段', { score: 3 }, 422, 'unknown-field', '/score'],
  ] as const)('%s: refused at its place, and nothing is kept', async (_, more, status, kind, pointer) => {
    const id = await place.posted();
    expect(await place.file({ type: 'record', id }, more)).toBeProblem(status, kind, pointer);
    await place.town.settle();
    expect((await place.record(id)).version).toBe(1);
  });
});
