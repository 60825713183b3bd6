import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRoom } from '../../../shared/cases/case-store.ts';
import { DEPARTMENTS } from '../../../shared/departments/departments.ts';
import { instrumentStore } from '../../../shared/instruments/instrument-store.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { instrument, MEASURES, PROCUREMENT_LAW, personProposal, proposal } from '../../builders/joint-cases.ts';
import { COMPANY, PERSON, TRADER } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, officer, type Request, startApi } from './support/api.ts';
import { publish, seedLists } from './support/cases.ts';

const AUTHOR = officer('human-resources', 'officer-1', 'initiator');
const DECIDER = officer('human-resources', 'officer-2', 'initiator');
const THIRD = officer('human-resources', 'officer-3', 'initiator');
const CREDIT_OFFICE = officer('credit-office', 'clerk', 'credit-office');
const COURT = officer('court', 'judge', 'court');
const ORDER = { document: '（2026）辽0283行保1号', reason: '裁定停止执行' };
const SERVED = { documentNumber: '庄人社文〔2026〕7号', method: 'in-person' };

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await seedLists(api.stores.register);
});
afterAll(() => api?.stop());

const on = (day: string) => api.setTime(`${day}T02:00:00.000Z`);
const change = (operation: OperationId, id: string, version: number, body: unknown, request: Request = {}) =>
  api.call(operation, {
    who: AUTHOR,
    id,
    body,
    ...request,
    headers: { 'if-match': `"${version}"`, ...request.headers },
  });
const done = async (...sent: Parameters<typeof change>) => {
  const reply = await change(...sent);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};

let serial = 500;
const act = () => {
  serial += 1;
  return { documentNumber: `庄人社监令〔2026〕${serial}号` };
};
const propose = (body: object, request: Request = {}) => api.call('propose-case', { who: AUTHOR, body, ...request });
const noticed = async (override: object = {}, given: object = act()): Promise<string> => {
  on('2026-11-02');
  const { status, body } = await propose(proposal({ ...override }, { ...given }));
  expect(status, JSON.stringify(body)).toBe(201);
  on('2026-11-03');
  await done('serve-case-notice', body.case.id, 1, { ...SERVED, servedOn: '2026-11-03' });
  return body.case.id;
};
const decisionOn = (decidedOn: string, measures = ['limit-procurement']) => ({
  sustained: true,
  documentNumber: '庄人社决〔2026〕9号',
  decidedOn,
  reasons: '事实清楚，证据确凿。',
  listedUntil: '2029-11-11',
  measures: measures.map((measure) => ({ measure, basis: PROCUREMENT_LAW, months: 12 })),
});
const served = async (override: object = {}, measures?: string[]) => {
  const id = await noticed(override);
  on('2026-11-11');
  await done('decide-case', id, 2, decisionOn('2026-11-11', measures), { who: DECIDER });
  on('2026-11-12');
  await done('serve-case-decision', id, 3, { ...SERVED, servedOn: '2026-11-12' });
  return id;
};

describe('Two at once', () => {
  it('who suspends and who decides: one wins, and nothing is decided in a suspended case', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await noticed();
      on('2026-11-11');
      const [decided, suspended] = await Promise.all([
        change('decide-case', id, 2, decisionOn('2026-11-11'), { who: DECIDER }),
        change('suspend-case', id, 2, ORDER, { who: COURT }),
      ]);
      expect([decided.status, suspended.status].sort()).toEqual([200, 412]);
      const { body } = await api.call('get-case', { id, who: AUTHOR });
      expect(body.version).toBe(3);
      expect(body.state).toBe(decided.status === 200 ? 'decided' : 'suspended');
    }
  });

  it('who ends and who dispatches: an ended case gets no plan', async () => {
    const id = await served();
    const plan = [{ measure: 'limit-procurement', department: 'finance' }];
    const end = { verb: 'revoke', document: '（2026）辽0283行终1号', decidedOn: '2026-11-12', reason: '撤销' };
    const replies = await Promise.all([
      change('dispatch-case', id, 4, { plan }, { who: CREDIT_OFFICE }),
      change('end-case', id, 4, end, { who: COURT }),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    if (replies[1]?.status === 412) await done('end-case', id, 5, end, { who: COURT });
    const after = await change(
      'dispatch-case',
      id,
      replies[1]?.status === 412 ? 6 : 5,
      { plan },
      { who: CREDIT_OFFICE },
    );
    expect(after).toBeProblem(409, 'state-forbids');
  });
});

describe('A responsible person’s case', () => {
  it('is neither decided nor dispatched once the organisation’s has ended', async () => {
    const given = act();
    const organisation = await noticed({}, given);
    const { act: sent, ...rest } = personProposal(organisation);
    const { body } = await propose({ ...rest, act: { ...sent, ...given } });
    const { id } = body.case;
    await done('serve-case-notice', id, 1, { ...SERVED, servedOn: '2026-11-03' });
    on('2026-11-11');
    const drop = { sustained: false, documentNumber: '庄人社不字1号', decidedOn: '2026-11-11', reasons: '证据不足' };
    await done('decide-case', organisation, 2, drop, { who: DECIDER });
    expect(await change('decide-case', id, 2, decisionOn('2026-11-11'), { who: DECIDER })).toBeProblem(
      422,
      'organisation-case-unfit',
    );
    await done('decide-case', id, 2, drop, { who: DECIDER });
  });

  it('is another’s where the person is another, though the name and all else are the same', async () => {
    const given = act();
    const organisation = await noticed({}, given);
    const send = (number: string) => {
      const { act: sent, ...rest } = personProposal(organisation);
      const subject = { ...PERSON, document: { ...PERSON.document, number } };
      return propose({ ...rest, subject, act: { ...sent, ...given } });
    };
    const [one, other] = [await send(PERSON.document.number), await send('210299199001010028')];
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body.case.id).not.toBe(other.body.case.id);
  });
});

describe('The lists of the day', () => {
  it('are those of the decision’s date, before and after an edition or a repeal changes what may be decided', async () => {
    const [first, second] = [await noticed(), await noticed()];
    const register = api.stores.register;
    const without = MEASURES.filter(({ code }) => code !== 'limit-procurement');
    await publish(register, 'measures', without, { number: 2, inForceFrom: '2026-11-12' });
    on('2026-11-13');
    const late = await change('decide-case', first, 2, decisionOn('2026-11-13'), { who: DECIDER });
    expect(late).toBeProblem(422, 'measure-not-fitting', '/measures/0/measure');
    const decided = await done('decide-case', first, 2, decisionOn('2026-11-11'), { who: DECIDER });
    expect(decided.decision.editions).toEqual({ behaviours: 1, measures: 1 });
    await done('serve-case-decision', first, 3, { ...SERVED, servedOn: '2026-11-13' });
    await publish(register, 'measures', MEASURES, { number: 3, inForceFrom: '2026-11-13' });

    const instruments = instrumentStore(register);
    const [law] = [...(await instruments.get([PROCUREMENT_LAW])).values()];
    const stored = law && (await instruments.find(law.id));
    if (law === undefined || stored === undefined) throw new Error('no law');
    const repealed = instrument(PROCUREMENT_LAW, { version: 3, inForceUntil: calendarDate('2026-11-13') });
    await instruments.change(stored, { ...repealed, id: law.id }, ['approved']);
    const plan = [{ measure: 'limit-procurement', department: 'finance' }];
    expect(await change('dispatch-case', first, 4, { plan }, { who: CREDIT_OFFICE })).toBeProblem(
      422,
      'basis-not-in-force',
      '/plan/0/measure',
    );
    expect(await change('decide-case', second, 2, decisionOn('2026-11-13'), { who: DECIDER })).toBeProblem(
      422,
      'basis-not-in-force',
      '/measures/0/measure',
    );
    on('2026-11-14');
    expect(await propose(proposal({ measures: ['limit-procurement'] }, act()))).toBeProblem(
      422,
      'basis-not-in-force',
      '/measures/0',
    );
    const back = await instruments.find(law.id);
    if (back) await instruments.change(back, { ...law, version: 4 }, ['approved']);
  });
});

describe('A long case', () => {
  it('takes a plan of 1,800 items in one request, and says which of them does not fit', async () => {
    const departments = DEPARTMENTS.filter(({ validTo }) => validTo === undefined).map(({ code }) => code);
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...MEASURES[0],
      code: `limit-number-${index}`,
      departments: departments.slice(0, 60),
    }));
    await publish(api.stores.register, 'measures', [...MEASURES, ...many], { number: 4, inForceFrom: '2026-01-02' });
    const codes = many.map(({ code }) => code);
    const id = await served({ measures: codes }, codes);
    const plan = codes.flatMap((measure) => departments.slice(0, 60).map((department) => ({ measure, department })));
    const wrong = [...plan.slice(0, -1), { measure: codes[0], department: 'nobody' }];
    expect(await change('dispatch-case', id, 4, { plan: wrong }, { who: CREDIT_OFFICE })).toBeProblem(
      422,
      'not-implementing-department',
      `/plan/${wrong.length - 1}/department`,
    );
    const dispatched = await done('dispatch-case', id, 4, { plan }, { who: CREDIT_OFFICE });
    expect(dispatched.plan).toHaveLength(plan.length);
    const { body } = await api.call('get-case', { id, who: AUTHOR });
    expect(body.plan).toHaveLength(plan.length);
    expect(JSON.stringify(body).length).toBeLessThan(500_000);
    const twice = Array.from({ length: 2_001 }, () => plan[0]);
    expect(await change('dispatch-case', id, 5, { plan: twice }, { who: CREDIT_OFFICE })).toBeProblem(
      422,
      'invalid-value',
      '/plan',
    );
  });

  it('takes statements while there is room for a decision, and can always be suspended, ended and read', async () => {
    const id = await noticed();
    on('2026-11-04');
    const { cases } = api.stores;
    const stored = await cases.find(id);
    if (stored === undefined) throw new Error('no case');
    const noise = () =>
      Array.from({ length: 2_000 }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000)));
    const said = { receivedOn: calendarDate('2026-11-04'), at: api.now(), officer: AUTHOR.officer };
    let full = { ...stored.image, version: 3 };
    while (hasRoom(full, 'more')) {
      full = { ...full, statements: [...full.statements, { ...said, summary: noise().join('') }] };
    }
    expect(full.statements.length).toBeGreaterThan(30);
    await cases.change(stored, full, ['noticed']);
    const statement = { receivedOn: '2026-11-04', summary: '再次申辩' };
    expect(await change('record-case-statement', id, 3, statement)).toBeProblem(413, 'case-too-long');
    for (const version of [3, 5, 7]) {
      await done('suspend-case', id, version, ORDER, { who: COURT });
      await done('resume-case', id, version + 1, ORDER, { who: COURT });
    }
    on('2026-11-11');
    const decision = { ...decisionOn('2026-11-11'), onStatement: '核'.repeat(2_000), reasons: '由'.repeat(4_000) };
    await done('decide-case', id, 9, decision, { who: DECIDER });
    const end = { verb: 'revoke', document: '（2026）辽0283行终1号', decidedOn: '2026-11-11', reason: '撤销' };
    await done('end-case', id, 10, end, { who: COURT });
    const seen: number[] = [];
    let query: Record<string, string> = {};
    for (;;) {
      const page = await api.call('get-case-history', { id, who: AUTHOR, query });
      expect(JSON.stringify(page.body).length).toBeLessThan(2_000_000);
      seen.push(...page.body.versions.map((one: { version: number }) => one.version));
      const next = /cursor=([\w-]+)/.exec(page.headers['link'] ?? '')?.[1];
      if (next === undefined) break;
      query = { cursor: next };
    }
    expect(seen).toEqual(Array.from({ length: 11 }, (_, at) => at + 1));
  }, 60_000);
});

describe('What is sent wrongly', () => {
  it('is refused at its place, and nothing is stored', async () => {
    on('2026-11-02');
    const before = await api.stored();
    const { behaviour: _, ...nothing } = proposal();
    const bad: readonly (readonly [object, number, Parameters<typeof expect>[0], string])[] = [
      [nothing, 422, 'missing-field', '/behaviour'],
      [proposal({ behaviour: 'Wage Arrears' }), 422, 'invalid-value', '/behaviour'],
      [proposal({ measures: [] }), 422, 'missing-field', '/measures'],
      [proposal({}, { actDate: '2026-02-30' }), 422, 'impossible-date', '/act/actDate'],
      [proposal({}, { facts: '甲'.repeat(4_001) }), 422, 'text-too-long', '/act/facts'],
      [proposal({}, { records: ['x'] }), 422, 'invalid-value', '/act/records/0'],
      [
        proposal({ subject: { ...COMPANY, unifiedSocialCreditCode: '91210299000000019X' } }),
        422,
        'wrong-check-character',
        '/subject/unifiedSocialCreditCode',
      ],
      [proposal({ score: 5 }), 422, 'unknown-field', '/score'],
    ];
    for (const [body, status, kind, pointer] of bad) {
      expect(await propose(body)).toBeProblem(status, kind as 'missing-field', pointer);
    }
    expect(await api.stored()).toEqual(before);
  });

  it('under one Idempotency-Key is one request', async () => {
    on('2026-11-02');
    const headers = { 'idempotency-key': 'proposal-1' };
    const body = proposal({}, act());
    const [first, again] = [await propose(body, { headers }), await propose(body, { headers })];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await propose(proposal({}, act()), { headers })).toBeProblem(422, 'idempotency-key-reused');
  });

  it('a change without If-Match, of an unknown id, or of a head that is no case', async () => {
    const id = await noticed();
    const body = { ...SERVED, servedOn: '2026-11-03' };
    expect(await api.call('serve-case-notice', { who: AUTHOR, id, body })).toBeProblem(428, 'precondition-required');
    expect(await change('serve-case-notice', 'A'.repeat(22), 1, body)).toBeProblem(404, 'not-found');
    const [law] = await Promise.all([instrumentStore(api.stores.register).get([PROCUREMENT_LAW])]);
    const other = [...law.values()][0]?.id ?? '';
    expect(await api.call('get-case', { who: CREDIT_OFFICE, id: other })).toBeProblem(404, 'not-found');
  });

  it('a sole trader without a unified code is found by the registration number', async () => {
    on('2026-11-02');
    const { unifiedSocialCreditCode: __, ...trader } = TRADER;
    const subject = { ...trader, registrationNumber: '110108000673293' };
    const given = act();
    const { status, body } = await propose(proposal({ subject }, given));
    expect(status).toBe(201);
    expect(body.case.subject).toEqual({
      category: 'sole-trader',
      name: TRADER.name,
      registrationNumber: '110108000673293',
    });
    const preview = { subject, behaviour: 'wage-arrears-serious', act: given };
    const seen = await api.call('preview-case', { who: AUTHOR, body: preview });
    expect(seen.body.openCases).toHaveLength(1);
  });
});

describe('An end', () => {
  it('by the officer who decided is refused, by another of the department it holds', async () => {
    const id = await served();
    const end = { verb: 'lift', document: '庄人社解〔2026〕1号', decidedOn: '2026-11-12', reason: '义务已履行' };
    expect(await change('end-case', id, 4, end, { who: DECIDER })).toBeProblem(403, 'same-officer');
    expect((await done('end-case', id, 4, end, { who: THIRD })).state).toBe('ended');
  });
});
