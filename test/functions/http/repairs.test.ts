import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { COMPANY, COOPERATIVE, courtDefaulter, honour, PERSON } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, REPORTER, startApi } from './support/api.ts';
import { application, DECIDER, grant, OFFICE, posted, postedAs, repairing, THIRD } from './support/repairs.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

const OWNER = account('owner');
const RIVAL = account('rival');
const NOBODY = digestId('nothing');

let api: Api;
let steps: ReturnType<typeof repairing>;
let mandate: string;
beforeAll(async () => {
  api = await startApi();
  steps = repairing(api);
  mandate = await mandateOf(api, OWNER, { receipt: '修复-1' });
});
afterAll(() => api?.stop());

const apply = (id: string, override: object = {}, headers: Readonly<Record<string, string>> = {}) =>
  steps.apply(OWNER, mandate, application(id, override), headers);
const applied = async (override: object = {}) => (await apply(await posted(api, override))).body;
const accepted = async () => (await steps.accept(await applied())).body;

describe('an application for repair', () => {
  it('is taken with its clock, and found again by the subject, without the names of officers', async () => {
    const record = await posted(api);
    const reply = await apply(record);
    expect(reply).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(reply.headers['location']).toBe(`/subjects/${mandate}/repairs/${reply.body.id}`);
    expect(reply.body).toMatchObject({
      state: 'applied',
      target: { type: 'record', id: record },
      department: { code: 'market-regulation' },
      commitment: { type: '信用修复型' },
      earliest: { date: '2026-11-03', ruleVersion: '2026-04-01' },
      clocks: [{ name: 'accept-repair', state: 'running', due: '2026-11-13', established: false }],
    });
    const took = await steps.accept(reply.body);
    const own = await api.call('get-own-repair', { who: OWNER, id: mandate, params: { repair: reply.body.id } });
    expect(own.body).toMatchObject({ state: 'accepted', acceptance: { outcome: 'accepted' } });
    expect(JSON.stringify(own.body)).not.toContain('officer-3');
    expect(took.body.acceptance.officer).toBe(THIRD.officer);
  });

  it('sent again is the same one, with a key for ever, and another one while it waits is refused', async () => {
    const record = await posted(api);
    const key = { 'idempotency-key': 'apply-1' };
    const first = await apply(record, {}, key);
    expect(await apply(record, {}, key)).toMatchObject({ status: 200, body: { id: first.body.id } });
    expect(await apply(record, { performance: '另一说法' })).toBeProblem(409, 'repair-pending', '/target');
    const withdrawn = await steps.withdraw(OWNER, mandate, first.body, { reason: '材料还要补充' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', withdrawal: { reason: '材料还要补充' } });
    // A late repetition of the first request is no new application; a new request is.
    expect(await apply(record, {}, key)).toMatchObject({
      status: 200,
      body: { id: first.body.id, state: 'withdrawn' },
    });
    expect(await apply(record)).toMatchObject({ status: 201, body: { number: 2 } });
    expect(await apply(await posted(api), {}, key)).toBeProblem(422, 'idempotency-key-reused');
  });

  it('made twice at once, differently, is one application', async () => {
    const record = await posted(api);
    const all = await Promise.all(['甲', '乙', '丙'].map((performance) => apply(record, { performance })));
    expect(all.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    for (const reply of all.filter(({ status }) => status === 409)) expect(reply).toBeProblem(409, 'repair-pending');
    const same = await posted(api);
    const again = await Promise.all([apply(same), apply(same), apply(same)]);
    expect(new Set(again.map(({ body }) => body.id)).size).toBe(1);
  });

  it('too early names the day; on another’s record, or none, there is nothing', async () => {
    const recent = await posted(api, { decisionDate: '2026-08-11' });
    const early = await apply(recent);
    expect(early).toBeProblem(409, 'repair-too-early', '/target');
    expect(early.body.detail).toContain('2026-11-11');
    const others = await posted(api, { subject: COOPERATIVE });
    expect(await apply(others)).toBeProblem(404, 'not-found');
    expect(await apply(NOBODY)).toBeProblem(404, 'not-found');
    const theirs = await steps.apply(RIVAL, mandate, application(recent));
    expect(theirs).toBeProblem(404, 'not-found');
  });

  it('is not for the courts’ list, nor for what is good, nor for what has ended', async () => {
    const judge = officer('court', 'judge', 'reporter court');
    expect(await apply(await postedAs(api, courtDefaulter(), judge))).toBeProblem(409, 'repair-by-court', '/target');
    const good = await postedAs(api, honour({ subject: COMPANY }));
    expect(await apply(good)).toBeProblem(409, 'nothing-to-repair', '/target');
    const withdrawal = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '事实不清' };
    const ended = await posted(api);
    await api.call('propose-withdrawal', { id: ended, headers: { 'if-match': '"1"' }, body: withdrawal });
    await api.call('confirm-withdrawal', {
      who: DECIDER,
      id: ended,
      headers: { 'if-match': '"2"' },
      body: { confirmed: true },
    });
    expect(await apply(ended)).toBeProblem(409, 'nothing-to-repair', '/target');
  });

  it('of a person, over the counter, keeps the number out of everything, and the clerk out of the decision', async () => {
    const clerkOfTheSame = officer('market-regulation', 'window', 'counter-clerk reporter');
    const person = { ...PERSON, birthDate: '1990-01-01' };
    const disclosure = { public: false, basis: '行政处罚法第四十八条', decidedOn: '2026-08-03' };
    const record = await posted(api, { subject: person, actDate: '2026-08-01', disclosure });
    const visit = await api.call('enter-mandate', {
      who: clerkOfTheSame,
      body: { subject: PERSON, capacity: 'self', evidence: { receiptNumber: '窗口-9', document: '居民身份证原件' } },
    });
    const reply = await steps.apply(clerkOfTheSame, visit.body.id, application(record));
    expect(reply.status).toBe(201);
    expect(reply.body.subject.document.masked).not.toContain('19900101');
    const took = await steps.accept(reply.body, clerkOfTheSame);
    expect(await steps.decide(took.body, grant(), clerkOfTheSame)).toBeProblem(403, 'same-officer');
    const stored = (await api.stored()).filter((item) => item.includes(reply.body.id));
    expect(stored.join('\n')).not.toContain('21029919900101001X');
    expect(JSON.stringify(api.logged)).not.toContain('21029919900101001X');
    // What an organisation's account may do is not done for a person.
    expect(await apply(record)).toBeProblem(404, 'not-found');
    expect(await steps.apply(CLERK, await visitOf(api, { receipt: '窗口-10' }), application(record))).toBeProblem(
      404,
      'not-found',
    );
  });

  it('says every place that is wrong', async () => {
    const record = await posted(api);
    const bad = application(record, { performance: '身份证 21029919900101001X', files: [NOBODY], extra: 1 });
    expect(await steps.apply(OWNER, mandate, bad)).toBeProblem(422, 'unknown-field', '/extra');
    const { extra: _, ...known } = bad as Record<string, unknown>;
    const reply = await steps.apply(OWNER, mandate, known);
    expect(reply).toBeProblem(422, 'several-problems', '/performance');
    expect(reply).toBeProblem(422, 'several-problems', '/files/0');
    expect(await steps.apply(OWNER, mandate, {})).toBeProblem(422, 'missing-field', '/commitment');
    expect(await steps.apply(OWNER, NOBODY, application(record))).toBeProblem(404, 'not-found');
  });
});

describe('the authority', () => {
  it('lists what waits for it, first due first; the credit office and the auditor any department’s; nobody else', async () => {
    const repair = await applied();
    const own = await api.call('list-repairs', { who: DECIDER, query: { limit: '2' } });
    expect(own.body.repairs).toHaveLength(2);
    const rest = await api.call('list-repairs', {
      who: DECIDER,
      query: Object.fromEntries(new URL(`http://x${/<(.*)>/.exec(own.headers['link'] ?? '')?.[1]}`).searchParams),
    });
    const ids = [...own.body.repairs, ...rest.body.repairs].map(({ id }: { id: string }) => id);
    expect(ids).toContain(repair.id);
    expect(new Set(ids).size).toBe(ids.length);
    const seen = await api.call('list-repairs', { who: OFFICE, query: { department: 'market-regulation' } });
    expect(seen.body.repairs.length).toBeGreaterThan(2);
    const finance = officer('finance');
    expect((await api.call('list-repairs', { who: finance })).body.repairs).toEqual([]);
    expect(await api.call('list-repairs', { who: finance, query: { department: 'market-regulation' } })).toBeProblem(
      403,
      'foreign-department',
    );
    expect(await api.call('list-repairs', { who: OFFICE, query: { department: 'x' } })).toBeProblem(
      422,
      'unknown-department',
    );
    expect(await api.call('list-repairs', { who: DECIDER, query: { cursor: 'x' } })).toBeProblem(400, 'invalid-cursor');
    expect(await api.call('get-repair', { who: finance, id: repair.id })).toBeProblem(404, 'not-found');
    expect((await api.call('get-repair', { who: OFFICE, id: repair.id })).body.id).toBe(repair.id);
  });

  it('alone accepts and decides; the credit office urges', async () => {
    const repair = await accepted();
    const other = officer('finance');
    expect(await steps.decide(repair, grant(), other)).toBeProblem(404, 'not-found');
    expect(await steps.decide(repair, grant(), officer('credit-office', 'officer-9'))).toBeProblem(404, 'not-found');
    const urged = await steps.change('urge-repair', repair, { who: OFFICE, body: { text: '请在期限内办结' } });
    expect(urged.body).toMatchObject({ version: 3, urgings: [{ text: '请在期限内办结' }] });
  });

  it('decides by another officer than the author; two at once are one', async () => {
    const repair = await accepted();
    expect(await steps.decide(repair, grant(), REPORTER)).toBeProblem(403, 'same-officer');
    const two = await Promise.all([
      steps.decide(repair, grant(), DECIDER),
      steps.decide(repair, { ...grant(), outcome: 'refused', grounds: ['duty-not-performed'] }, THIRD),
    ]);
    expect(two.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const done = two.find(({ status }) => status === 200)?.body;
    // The same request again is answered alike; any other finds it closed.
    if (done.state === 'granted') expect(await steps.decide(repair, grant(), DECIDER)).toMatchObject({ status: 200 });
    expect(await steps.decide(done, grant(), DECIDER)).toBeProblem(409, 'state-forbids');
    expect(await steps.withdraw(OWNER, mandate, done)).toBeProblem(409, 'state-forbids');
  });

  it('refuses with reasons, and the subject applies again', async () => {
    const repair = await accepted();
    const refusal = { ...grant({ reasons: '罚款尚未缴清。' }), outcome: 'refused', grounds: ['duty-not-performed'] };
    const refused = await steps.decide(repair, refusal);
    expect(refused.body).toMatchObject({
      state: 'refused',
      decision: { grounds: ['duty-not-performed'], reasons: '罚款尚未缴清。' },
    });
    expect(await apply(repair.target.id)).toMatchObject({ status: 201, body: { number: 2, state: 'applied' } });
    expect(await steps.decide(await accepted(), { ...refusal, grounds: [] })).toBeProblem(
      422,
      'missing-field',
      '/grounds',
    );
  });

  it('extends once, with its reason', async () => {
    const repair = await accepted();
    const body = { reason: '需要核实' };
    const extended = await steps.change('extend-repair', repair, { who: DECIDER, body });
    expect(extended.body.clocks.at(-1)).toMatchObject({ name: 'decide-repair', due: '2026-12-08' });
    expect(await steps.change('extend-repair', extended.body, { who: DECIDER, body })).toBeProblem(
      409,
      'repair-not-extendable',
    );
  });

  it('records bad faith by another officer than who decided; then nothing is applied for until the day it names', async () => {
    const own = await mandateOf(api, account('coop'), { subject: COOPERATIVE, receipt: '修复-2' });
    const record = await posted(api, { subject: COOPERATIVE });
    const first = await steps.apply(account('coop'), own, application(record));
    const granted = await steps.decide((await steps.accept(first.body)).body);
    const bad = {
      ground: 'false-material',
      document: '庄市监认〔2026〕1号',
      decidedOn: '2026-11-10',
      finding: '缴款凭证系伪造。',
      heard: '当事人承认。',
    };
    expect(await steps.change('record-bad-faith', granted.body, { who: DECIDER, body: bad })).toBeProblem(
      403,
      'same-officer',
    );
    const found = await steps.change('record-bad-faith', granted.body, { who: THIRD, body: bad });
    expect(found.body).toMatchObject({ state: 'granted', badFaith: { until: '2029-11-10' } });
    const next = await posted(api, { subject: COOPERATIVE });
    const barred = await steps.apply(account('coop'), own, application(next));
    expect(barred).toBeProblem(409, 'repair-barred');
    expect(barred.body.detail).toContain('2029-11-10');
    const reversal = { document: '庄复议〔2026〕1号', decidedOn: '2026-11-10', reason: '凭证经核实为真。' };
    const back = (who: typeof THIRD) => steps.change('reverse-bad-faith', found.body, { who, body: reversal });
    expect(await back(THIRD)).toBeProblem(403, 'same-officer');
    expect((await back(DECIDER)).body.badFaith.reversal).toMatchObject({ document: '庄复议〔2026〕1号' });
    expect(await steps.apply(account('coop'), own, application(next))).toMatchObject({ status: 201 });
  });
});
