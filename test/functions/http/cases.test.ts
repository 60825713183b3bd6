import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROCUREMENT_LAW, personProposal, proposal, WAGES_LAW } from '../../builders/joint-cases.ts';
import { COMPANY, PERSON, penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, officer, type Request, startApi } from './support/api.ts';
import { seedLists } from './support/cases.ts';

const AUTHOR = officer('human-resources', 'officer-1', 'initiator');
const DECIDER = officer('human-resources', 'officer-2', 'initiator');
const THIRD = officer('human-resources', 'officer-3', 'initiator');
const CREDIT_OFFICE = officer('credit-office', 'clerk', 'credit-office');
const COURT = officer('court', 'judge', 'court');
const REVIEW = officer('justice', 'reviewer', 'review-authority');
const AUDITOR = officer('credit-office', 'auditor', 'auditor');
const OTHER = officer('tax', 'officer-1', 'initiator');

const NOTICE = { documentNumber: '庄人社告〔2026〕7号', method: 'in-person', servedOn: '2026-11-03' };
const SERVICE = { documentNumber: '庄人社决〔2026〕9号', method: 'in-person', servedOn: '2026-11-12' };
const DECISION = {
  sustained: true,
  documentNumber: '庄人社决〔2026〕9号',
  decidedOn: '2026-11-11',
  reasons: '事实清楚，证据确凿。',
  listedUntil: '2029-11-11',
  measures: [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, months: 12 }],
};
const PLAN = { plan: [{ measure: 'limit-procurement', department: 'finance' }] };
const ORDER = { document: '（2026）辽0283行保1号', reason: '裁定停止执行' };

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await seedLists(api.stores.register);
});
afterAll(() => api?.stop());

const on = (day: string) => api.setTime(`${day}T02:00:00.000Z`);
const propose = (body: object, request: Request = {}) => api.call('propose-case', { who: AUTHOR, body, ...request });
const change = (operation: OperationId, id: string, version: number, body: unknown, request: Request = {}) =>
  api.call(operation, {
    who: AUTHOR,
    id,
    body,
    ...request,
    headers: { 'if-match': `"${version}"`, ...request.headers },
  });
const get = (id: string, who = AUTHOR) => api.call('get-case', { id, who });

let serial = 100;
/** An act that was not proposed before. */
const act = () => {
  serial += 1;
  return { documentNumber: `庄人社监令〔2026〕${serial}号` };
};

const proposed = async (override: object = {}, given: object = act()): Promise<string> => {
  on('2026-11-02');
  const { status, body } = await propose(proposal({ ...override }, { ...given }));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.case.id;
};

const step = async (
  operation: OperationId,
  id: string,
  version: number,
  body: unknown,
  who = AUTHOR,
): Promise<string> => {
  const reply = await change(operation, id, version, body, { who });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return id;
};
const noticed = async (override: object = {}, given?: object) => {
  const id = await proposed(override, given);
  on('2026-11-03');
  return step('serve-case-notice', id, 1, NOTICE);
};
const decided = async () => {
  const id = await noticed();
  on('2026-11-11');
  return step('decide-case', id, 2, DECISION, DECIDER);
};
const served = async () => {
  const id = await decided();
  on('2026-11-12');
  return step('serve-case-decision', id, 3, SERVICE);
};
const dispatched = async () => step('dispatch-case', await served(), 4, PLAN, CREDIT_OFFICE);

describe('A joint case', () => {
  it('goes its whole way from proposal to end, each version with its place in the chain', async () => {
    const id = await dispatched();
    on('2026-11-20');
    const except = { measures: [], decisionTypes: [], from: '2026-11-20', until: '2026-12-20', ...ORDER };
    await step('except-case', id, 5, except, CREDIT_OFFICE);
    await step('suspend-case', id, 6, ORDER, COURT);
    await step('resume-case', id, 7, ORDER, COURT);
    const end = { verb: 'repair', document: '庄人社修〔2026〕3号', decidedOn: '2026-11-20', reason: '已付清' };
    await step('end-case', id, 8, { ...end, measures: ['limit-procurement'] }, THIRD);
    await step('end-case', id, 9, end, THIRD);
    const { body, headers } = await get(id);
    expect(headers['etag']).toBe('"10"');
    expect(body).toMatchObject({
      state: 'ended',
      behaviour: { code: 'wage-arrears-serious', name: { zh: '拖欠农民工工资，情节严重' } },
      decision: { measures: [{ measure: { code: 'limit-procurement' }, until: '2027-11-11' }] },
      end: { verb: 'repair', officer: THIRD.officer },
    });
    const history = (await api.call('get-case-history', { id, who: AUTHOR })).body.versions;
    expect(history.map(({ version }: { version: number }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (let at = 1; at < history.length; at++) expect(history[at].previousHash).toBe(history[at - 1].hash);
    expect(JSON.stringify(history)).not.toMatch(/ORG#|"key"/);
  });

  it('is one for a subject, field and act: again the same, with other content refused, in another field another', async () => {
    const given = act();
    const id = await proposed({}, given);
    const again = await propose(proposal({}, { documentNumber: given.documentNumber.replace('〔2026〕', '[2026]') }));
    expect([again.status, again.body.case.id]).toEqual([200, id]);
    const other = await propose(proposal({ measures: ['limit-subsidies'] }, given));
    expect(other).toBeProblem(409, 'case-exists');
    expect(other.body.detail).toContain(`/cases/${id}`);
    const field = await propose(proposal({ behaviour: 'wage-arrears-repeated', measures: ['only-contracts'] }, given));
    expect(field.status).toBe(201);
    expect(field.body.openCases).toEqual([
      { id, field: 'wage-arrears', department: 'human-resources', state: 'proposed' },
    ]);
  });

  it('is proposed once by officers who propose it at the same time', async () => {
    on('2026-11-02');
    const body = proposal({}, act());
    const replies = await Promise.all(Array.from({ length: 6 }, () => propose(body)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(new Set(replies.map((reply) => reply.body.case.id)).size).toBe(1);
  });

  it('is changed by one of two officers at once; the other is told the version', async () => {
    const id = await noticed();
    on('2026-11-04');
    const say = (summary: string) =>
      change('record-case-statement', id, 2, { receivedOn: '2026-11-04', summary }, { who: AUTHOR });
    const replies = await Promise.all(['甲', '乙', '丙'].map(say));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    for (const reply of replies) if (reply.status === 412) expect(reply).toBeProblem(412, 'stale-version');
    expect((await get(id)).body.statements).toHaveLength(1);
  });

  it('answers a repeated change like the first time', async () => {
    const id = await proposed();
    on('2026-11-03');
    const first = await change('serve-case-notice', id, 1, NOTICE);
    const again = await change('serve-case-notice', id, 1, NOTICE);
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  it('is not proposed for a known code under another name', async () => {
    const stored = await api.stored();
    on('2026-11-02');
    const reply = await propose(proposal({ subject: { ...COMPANY, name: '另一家公司' } }, act()));
    expect(reply).toBeProblem(409, 'name-differs', '/subject/name');
    expect(await api.stored()).toEqual(stored);
  });

  it('rests on records about its subject only', async () => {
    const { body: own } = await api.post(penalty({ documentNumber: '庄市监罚〔2026〕901号' }));
    const other = { ...COMPANY, name: '庄河示例商贸有限公司', unifiedSocialCreditCode: '91210299000000027K' };
    const { body: foreign } = await api.post(penalty({ documentNumber: '庄市监罚〔2026〕902号', subject: other }));
    on('2026-11-02');
    const unknown = 'A'.repeat(22);
    const reply = await propose(proposal({}, { ...act(), records: [own.id, foreign.id ?? unknown, unknown] }));
    expect(reply).toBeProblem(422, 'evidence-not-found', '/act/records/1');
    expect(reply.body.errors).toHaveLength(2);
    expect((await propose(proposal({}, { ...act(), records: [own.id] }))).status).toBe(201);
  });
});

describe('A preview', () => {
  const preview = (override: object, who = AUTHOR) =>
    api.call('preview-case', {
      who,
      body: {
        subject: COMPANY,
        behaviour: 'wage-arrears-serious',
        act: { documentNumber: '庄预〔2026〕1号' },
        ...override,
      },
    });

  it('shows the open cases on the act and the measures that fit, and writes nothing', async () => {
    const given = act();
    const id = await proposed({}, given);
    const stored = await api.stored();
    const { status, body } = await preview({ act: { documentNumber: given.documentNumber } });
    expect(status).toBe(200);
    expect(body.openCases).toEqual([{ id, field: 'wage-arrears', department: 'human-resources', state: 'proposed' }]);
    expect(body.measures.map(({ code }: { code: string }) => code)).toEqual([
      'limit-procurement',
      'limit-subsidies',
      'limit-consumption',
      'withdraw-honours',
    ]);
    const unknown = { ...PERSON, document: { type: 'passport', number: 'E99999999' } };
    expect((await preview({ subject: unknown })).body.openCases).toEqual([]);
    expect(await api.stored()).toEqual(stored);
  });

  it('offers a responsible person only what is for the class', async () => {
    const offered = async (responsibleClass: string) =>
      (await preview({ subject: PERSON, responsibleClass })).body.measures.map(({ code }: { code: string }) => code);
    expect(await offered('legal-representative')).toEqual(['limit-procurement', 'limit-subsidies', 'withdraw-honours']);
    expect(await offered('principal')).toEqual([]);
  });

  it('is refused for a behaviour that is not the department’s, or not in force', async () => {
    expect(await preview({}, OTHER)).toBeProblem(403, 'behaviour-not-initiable', '/behaviour');
    expect(await preview({ behaviour: 'memorandum-only' })).toBeProblem(422, 'behaviour-not-in-force', '/behaviour');
  });
});

describe('A responsible person’s case', () => {
  it('stands beside the organisation’s, goes its own way, and shows no number', async () => {
    const given = act();
    const organisation = await noticed({}, given);
    const { act: sent, ...rest } = personProposal(organisation);
    const reply = await propose({ ...rest, act: { ...sent, ...given } });
    expect(reply.status).toBe(201);
    expect(reply.body.case).toMatchObject({
      subject: { category: 'person', document: { masked: '210299**********1X' } },
      responsibility: { class: 'legal-representative', organisationCase: organisation },
    });
    const { id } = reply.body.case;
    await step('serve-case-notice', id, 1, NOTICE);
    on('2026-11-11');
    await step('decide-case', id, 2, DECISION, DECIDER);
    const all = (await api.stored()).join('\n');
    expect(all).not.toContain(PERSON.document.number);
    expect(all).toContain(`"linkPk":"case#${organisation}"`);
  });

  it('is refused without the organisation’s case, with office alone, and under another law', async () => {
    const given = act();
    const organisation = await noticed({}, given);
    const send = async (responsibility: object, id = organisation) => {
      const { act: sent, ...rest } = personProposal(id, { ...responsibility });
      return propose({ ...rest, act: { ...sent, ...given } });
    };
    const role = { role: '法定代表人', finding: '法定代表人' };
    expect(await send(role)).toBeProblem(422, 'own-finding-required', '/responsibility/finding');
    expect(await send({}, 'A'.repeat(22))).toBeProblem(
      422,
      'organisation-case-unfit',
      '/responsibility/organisationCase',
    );
    expect(await send({ classBasis: PROCUREMENT_LAW })).toBeProblem(
      422,
      'class-not-named',
      '/responsibility/classBasis',
    );
    expect(await send({ class: 'owner', classBasis: WAGES_LAW })).toBeProblem(
      422,
      'invalid-value',
      '/responsibility/class',
    );
  });
});

describe('What is refused', () => {
  it('a decision while the subject may answer, without notice, or by the author', async () => {
    const id = await noticed();
    on('2026-11-10');
    const early = { ...DECISION, decidedOn: '2026-11-10' };
    expect(await change('decide-case', id, 2, early, { who: DECIDER })).toBeProblem(
      409,
      'statement-period-running',
      '/decidedOn',
    );
    on('2026-11-11');
    expect(await change('decide-case', id, 2, DECISION, { who: AUTHOR })).toBeProblem(403, 'same-officer');
    const unheard = await proposed();
    on('2026-11-11');
    expect(await change('decide-case', unheard, 1, DECISION, { who: DECIDER })).toBeProblem(409, 'notice-required');
    expect((await get(id)).headers['etag']).toBe('"2"');
  });

  it('a decision with a term out of bounds, a measure that was not in the notice, or one that outlasts the listing', async () => {
    const id = await noticed();
    on('2026-11-11');
    const decide = (measure: object, override: object = {}) =>
      change(
        'decide-case',
        id,
        2,
        { ...DECISION, ...override, measures: [{ ...DECISION.measures[0], ...measure }] },
        { who: DECIDER },
      );
    expect(await decide({ months: 37 })).toBeProblem(422, 'term-out-of-bounds', '/measures/0/months');
    expect(await decide({ measure: 'limit-consumption' })).toBeProblem(
      422,
      'measure-not-in-notice',
      '/measures/0/measure',
    );
    expect(await decide({}, { listedUntil: '2027-11-10' })).toBeProblem(
      422,
      'measure-outlasts-listing',
      '/measures/0/months',
    );
    expect(await decide({ basis: WAGES_LAW })).toBeProblem(422, 'basis-not-in-force', '/measures/0/basis');
  });

  it('a dispatch before service, to whom it does not concern, or by the initiating department', async () => {
    const id = await decided();
    expect(await change('dispatch-case', id, 3, PLAN, { who: CREDIT_OFFICE })).toBeProblem(
      409,
      'dispatch-before-service',
    );
    on('2026-11-12');
    await step('serve-case-decision', id, 3, SERVICE);
    const plan = [{ measure: 'limit-procurement', department: 'tourism' }];
    expect(await change('dispatch-case', id, 4, { plan }, { who: CREDIT_OFFICE })).toBeProblem(
      422,
      'not-implementing-department',
      '/plan/0/department',
    );
    expect(await change('dispatch-case', id, 4, PLAN, { who: AUTHOR })).toBeProblem(403, 'role-required');
  });

  it('a change of another department’s case: it is as absent as one that does not exist', async () => {
    const id = await noticed();
    on('2026-11-04');
    const statement = { receivedOn: '2026-11-04', summary: '请求宽限' };
    expect(await change('record-case-statement', id, 2, statement, { who: OTHER })).toBeProblem(404, 'not-found');
    const both = officer('credit-office', 'both', 'initiator credit-office');
    expect(await change('record-case-statement', id, 2, statement, { who: both })).toBeProblem(
      403,
      'not-initiating-department',
    );
  });

  it('a resumption by whom it is not, and a suspension of what is suspended', async () => {
    const id = await noticed();
    await step('suspend-case', id, 2, ORDER, COURT);
    expect(await change('resume-case', id, 3, ORDER, { who: REVIEW })).toBeProblem(403, 'not-your-suspension');
    expect(await change('suspend-case', id, 3, ORDER, { who: REVIEW })).toBeProblem(409, 'state-forbids');
    expect(await change('decide-case', id, 3, DECISION, { who: DECIDER })).toBeProblem(409, 'state-forbids');
  });
});

describe('A dispatch', () => {
  it('of what is planned already changes nothing, and a later one lengthens no term', async () => {
    const id = await dispatched();
    const before = (await get(id)).body;
    const again = await change('dispatch-case', id, 5, PLAN, { who: CREDIT_OFFICE });
    expect([again.status, again.headers['etag']]).toEqual([200, '"5"']);
    on('2027-03-01');
    const plan = ['finance', 'education', 'transport'].map((department) => ({
      measure: 'limit-procurement',
      department,
    }));
    const later = await change('dispatch-case', id, 5, { plan }, { who: CREDIT_OFFICE });
    expect(later.body.plan).toHaveLength(3);
    expect(later.body.decision.measures[0].until).toBe(before.decision.measures[0].until);
  });
});

describe('Reading', () => {
  it('is for the initiating department, the credit office, auditors, courts and review authorities', async () => {
    const id = await proposed();
    for (const who of [AUTHOR, DECIDER, CREDIT_OFFICE, AUDITOR, COURT, REVIEW])
      expect((await get(id, who)).status).toBe(200);
    expect(await get(id, OTHER)).toBeProblem(404, 'not-found');
    expect(await api.call('get-case-history', { id, who: OTHER })).toBeProblem(404, 'not-found');
    const implementer = officer('human-resources', 'officer-9', 'implementer');
    expect(await get(id, implementer)).toBeProblem(403, 'role-required');
  });

  it('lists a department’s cases by state, page by page, each once', async () => {
    on('2026-11-02');
    for (let count = 0; count < 55; count++) await propose(proposal({}, act()));
    const query: Record<string, string> = { state: 'proposed' };
    const seen: string[] = [];
    for (;;) {
      const { body, headers } = await api.call('list-cases', { who: AUTHOR, query });
      for (const { id, state } of body.cases) {
        expect(state).toBe('proposed');
        seen.push(id);
      }
      const next = /cursor=([\w-]+)/.exec(headers['link'] ?? '')?.[1];
      if (next === undefined) break;
      expect(headers['link']).toContain('state=proposed');
      query['cursor'] = next;
    }
    expect(seen.length).toBeGreaterThan(55);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('lists for the credit office and auditors the department that they name, for initiators their own', async () => {
    const list = (who: typeof AUTHOR, query: Record<string, string> = {}) => api.call('list-cases', { who, query });
    expect(await list(CREDIT_OFFICE)).toBeProblem(422, 'missing-field', '/department');
    expect((await list(AUDITOR, { department: 'human-resources' })).body.cases.length).toBeGreaterThan(0);
    expect((await list(OTHER)).body.cases).toEqual([]);
    expect(await list(OTHER, { department: 'human-resources' })).toBeProblem(403, 'role-required');
    expect(await list(AUTHOR, { cursor: 'nonsense' })).toBeProblem(400, 'invalid-cursor');
  });
});
