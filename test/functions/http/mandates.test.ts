import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../to-be-problem.ts';
import { COMPANY, PERSON, penalty } from '../../builders/submissions.ts';
import { type Api, officer, startApi } from './support/api.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const FIRM = account('acct-firm');
const AGENT = account('acct-agent');
const EVIDENCE = { receiptNumber: '回执2026-1', document: '营业执照原件' };
const entering = (body: object, who = CLERK) =>
  api.call('enter-mandate', { who, body: { subject: COMPANY, capacity: 'self', evidence: EVIDENCE, ...body } });
const own = async (who: Parameters<typeof mandateOf>[1]): Promise<readonly string[]> =>
  (await api.call('list-own-mandates', { who })).body.subjects.map(({ id }: { id: string }) => id);

describe('a mandate', () => {
  it('lets an account act for a subject, and says so to nobody else', async () => {
    const id = await mandateOf(api, FIRM);
    const { body } = await api.call('list-own-mandates', { who: FIRM });
    expect(body.subjects).toEqual([
      expect.objectContaining({
        id,
        capacity: 'self',
        channel: 'own',
        subject: expect.objectContaining({ name: COMPANY.name }),
        from: '2026-11-10',
        until: '2027-11-01',
      }),
    ]);
    expect(JSON.stringify(body)).not.toContain('acct-firm');
    expect(await own(account('acct-other'))).toEqual([]);
    expect(await own(CLERK)).toEqual([]);
  });

  it('is entered once, however often it is sent; another one on the same receipt is refused', async () => {
    const until = '2027-01-01';
    const first = await entering({ account: 'acct-once', until });
    const again = await entering({ account: 'acct-once', until });
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    expect(await entering({ account: 'acct-once', until: '2027-02-01' })).toBeProblem(
      409,
      'receipt-used',
      '/evidence/receiptNumber',
    );
  });

  it('of a counter is the clerk’s own and for the day', async () => {
    const id = await visitOf(api, { receipt: '窗口2026-1' });
    expect(await own(CLERK)).toContain(id);
    expect(await own(officer('business-environment', 'clerk-2', 'counter-clerk'))).toEqual([]);
    api.setTime('2026-11-10T16:00:00.000Z');
    expect(await own(CLERK)).toEqual([]);
    api.setTime('2026-11-10T02:00:00.000Z');
  });

  it('runs no longer than its capacity allows, begins no later than it ends, and needs an end', async () => {
    const agent = { account: 'acct-a', capacity: 'agent' };
    expect(await entering({ ...agent, until: '2027-11-11' })).toBeProblem(422, 'date-out-of-bounds', '/until');
    expect(await entering({ ...agent, until: '2026-11-10' })).toBeProblem(422, 'date-out-of-bounds', '/until');
    expect(await entering(agent)).toBeProblem(422, 'missing-field', '/until');
    expect((await entering({ ...agent, until: '2027-11-10' })).status).toBe(201);
  });

  it('is given by no clerk to the own account, to nobody of another name, and holds no identity number', async () => {
    expect(await entering({ account: CLERK.officer, until: '2027-01-01' })).toBeProblem(
      403,
      'same-officer',
      '/account',
    );
    await api.post(penalty());
    expect(await entering({ subject: { ...COMPANY, name: '另一家公司' } })).toBeProblem(
      409,
      'name-differs',
      '/subject/name',
    );
    expect(await entering({ evidence: { receiptNumber: '回执9', document: '身份证21029919900101001X' } })).toBeProblem(
      422,
      'identity-number-in-text',
      '/evidence/document',
    );
  });

  it('of a person is known by a random key, the number masked', async () => {
    const who = account('acct-person');
    await mandateOf(api, who, { subject: PERSON });
    const { body } = await api.call('list-own-mandates', { who });
    expect(body.subjects[0].subject.document.masked).toContain('*');
    const all = (await api.stored()).join('\n');
    expect(all).not.toContain(PERSON.document.number);
  });

  it('ends at the counter, by its holder, or by the subject itself; and then carries nothing', async () => {
    await mandateOf(api, account('acct-owner'), { receipt: '回执-self' });
    const id = await mandateOf(api, AGENT, { capacity: 'agent', until: '2027-05-01' });
    const end = (who: Parameters<typeof mandateOf>[1], mandate = id) =>
      api.call('end-mandate', { who, id: mandate, headers: { 'if-match': '"1"' }, body: { reason: '委托解除' } });
    expect(await end(account('acct-stranger'))).toBeProblem(404, 'not-found');
    expect((await end(account('acct-owner'))).status).toBe(200);
    expect(await own(AGENT)).toEqual([]);
    expect(await end(account('acct-owner'))).toMatchObject({ status: 200 });
    expect(
      await api.call('end-mandate', { who: CLERK, id, headers: { 'if-match': '"2"' }, body: { reason: '再次' } }),
    ).toBeProblem(409, 'state-forbids');
  });
});
