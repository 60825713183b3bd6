import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages } from '../../../shared/kernel/log.ts';
import { canonical, holdsIdentityNumber } from '../../../site/verify.mjs';
import { fictionalCompany, fictionalPerson } from '../../builders/fictional.ts';
import { penalty } from '../../builders/submissions.ts';
import { expectProblem, officer } from '../client.ts';
import { bindingOf, decisionOf, type Plot, proposalOf, type Story, storyIn } from './support/story.ts';
import { CREDIT_OFFICE, decider, done, implementer, proposer, startTown, type Town } from './support/town.ts';

const HUMAN_RESOURCES = 'human-resources';
const LIMITS = 'wage-arrears-procurement-limits';
const AWARDS = 'wage-arrears-awards-limits';
const BANKS = 'credit-report-entry';

const FIRM: Plot = {
  department: HUMAN_RESOURCES,
  subject: fictionalCompany(3001, '庄河示例欠薪建筑有限公司'),
  behaviour: 'wage-arrears',
  act: '庄人社监〔2026〕31号',
  facts: '拖欠三十二名农民工工资，经责令限期支付，逾期仍未支付。',
  measures: [
    { measure: LIMITS, basis: 'wage-payment-regulation-48', months: 24 },
    { measure: AWARDS, basis: 'wage-payment-regulation-48', months: 12 },
    { measure: BANKS, basis: 'credit-reporting-regulation-21', months: 12 },
  ],
  plan: {
    [LIMITS]: ['finance', 'housing-construction', 'transport'],
    [AWARDS]: ['civilisation-office', 'trade-unions'],
    [BANKS]: ['peoples-bank'],
  },
};
const PERSON = fictionalPerson('孙某某', '19780312', '041');
/** What a reader could take for a part of the number: birth date, and its end. */
const NUMBER_PARTS = [PERSON.document.number, '19780312', PERSON.document.number.slice(-8)];

let town: Town;
let story: Story;
let firm: string;
let person: string;
let onPerson: Plot;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
});
afterAll(() => town?.stop());

const check = (department: string, type: string, subject: object, reference?: string) =>
  town.check(department, type, [subject], reference);
const FIRM_CODE = {
  unifiedSocialCreditCode: FIRM.subject.category === 'organisation' ? FIRM.subject.unifiedSocialCreditCode : '',
};

describe('a construction firm that owes wages', () => {
  it('is proposed with evidence: no case on the act is open, only fitting measures are offered; twice is once', async () => {
    const record = penalty({
      subject: FIRM.subject,
      documentNumber: FIRM.act,
      decisionDate: '2026-11-05',
      disclosure: { ...penalty().disclosure, decidedOn: '2026-11-05' },
    });
    const reporter = officer(HUMAN_RESOURCES, 'officer-1', 'reporter');
    const evidence = done(await town.call(reporter, 'POST', '/records', { body: record }), 201);

    const asked = { subject: FIRM.subject, behaviour: FIRM.behaviour, act: { documentNumber: FIRM.act } };
    const preview = done(await town.call(proposer(HUMAN_RESOURCES), 'POST', '/cases/preview', { body: asked }));
    expect(preview).toMatchObject({ openCases: [], editions: { behaviours: 1, measures: 1 } });
    const offered = preview.measures.map(({ code }: { code: string }) => code);
    expect(offered).toEqual(expect.arrayContaining([LIMITS, AWARDS, BANKS]));
    // Of another field; of a law that is none; in the court's own hands.
    for (const unfit of ['food-trade-ban', 'tender-bonus-points', 'high-consumption-limits'])
      expect(offered).not.toContain(unfit);

    const plot = { ...FIRM, records: [evidence.id] };
    firm = done(await story.propose(plot), 201).case.id;
    const again = await story.propose({ ...plot, act: '庄人社监 [2026] 31号' });
    expect(done(again).case.id).toBe(firm);
    const other = await town.call(proposer(HUMAN_RESOURCES), 'POST', '/cases', {
      body: { ...proposalOf(plot), measures: [LIMITS] },
    });
    expectProblem(other, 409, 'case-exists');
    const seen = await town.call(proposer('tax'), 'GET', `/cases/${firm}`);
    expectProblem(seen, 404, 'not-found');
  });

  it('hears of it before anything is decided, and so does its legal representative, on an own finding', async () => {
    const { notice } = await story.notice(firm, FIRM);
    expect(notice).toMatchObject({ answerBy: '2026-11-17', provisional: false, measures: [LIMITS, AWARDS, BANKS] });
    onPerson = {
      ...FIRM,
      subject: PERSON,
      measures: [{ measure: AWARDS, basis: 'wage-payment-regulation-48', months: 12 }],
      plan: { [AWARDS]: ['civilisation-office'] },
      responsibility: {
        class: 'legal-representative',
        classBasis: 'wage-payment-regulation-48',
        role: '法定代表人、总经理',
        finding: '明知专户余额足以支付，仍指示财务将工资款转作他用。',
        organisationCase: firm,
      },
    };
    const posted = done(await story.propose(onPerson), 201).case;
    person = posted.id;
    expect(posted.subject.document.masked).not.toContain('19780312');
    await story.notice(person, onPerson);
  });

  it('says its part; then another officer than the proposer decides, and answers what it said', async () => {
    await town.goTo('2026-11-12');
    const statement = { receivedOn: '2026-11-12', summary: '公司称甲方未付工程款，请求宽限。' };
    await story.step(proposer(HUMAN_RESOURCES), firm, 'statement', statement);
    await town.goTo('2026-11-18');
    const decision = decisionOf(FIRM, '2026-11-18');
    const { version } = await story.read(firm);
    const decide = (who: typeof CREDIT_OFFICE, body: object) =>
      town.change(who, `/cases/${firm}/decision`, body, version);
    expectProblem(await decide(proposer(HUMAN_RESOURCES), decision), 403, 'same-officer');
    expectProblem(
      await decide(decider(HUMAN_RESOURCES), decision),
      422,
      'answer-to-statement-required',
      '/onStatement',
    );
    const answered = { ...decision, onStatement: '总包单位有先行清偿义务，不予采纳。' };
    const decided = done(await decide(decider(HUMAN_RESOURCES), answered));
    expect(decided.decision).toMatchObject({ editions: { behaviours: 1, measures: 1 }, listedUntil: '2028-11-18' });
    await story.decide(person, onPerson);
    await story.serve(firm, FIRM);
    await story.serve(person, onPerson);
    await town.idle();
    const types = (await town.inbox('credit-office', firm)).map(({ type }) => type);
    expect(types).toEqual(['joint-credit.case.served']);
  });

  it('is dispatched by the credit office: each department has its task, banks are only informed, the plan is complete', async () => {
    expect(bindingOf(await check('finance', 'procurement-qualification', FIRM_CODE))).toEqual([]);
    await story.dispatch(firm, FIRM);
    await story.dispatch(person, onPerson);
    await town.idle();
    const tasks = done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${firm}/tasks`));
    expect(tasks).toMatchObject({ planned: 6, waiting: [] });
    expect(tasks.tasks.map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'informed',
      ...Array(5).fill('pushed'),
    ]);
    const { version, progress } = await story.read(firm);
    expect(progress).toEqual({ version, items: 6, done: 6, completedAt: expect.stringMatching(/^2026-11-18T/) });
    const told = await town.inbox('credit-office', firm);
    expect(told.map(({ type }) => type)).toContain('joint-credit.case.carried-out');
    const bank = await story.taskOf(firm, 'peoples-bank');
    expect(bank).toMatchObject({ state: 'informed', clocks: [] });
    expect((await town.inbox('peoples-bank', bank.id)).map(({ type }) => type)).toEqual([
      'joint-credit.measure.informed',
    ]);
    const finance = await story.taskOf(firm, 'finance');
    expect(await town.inbox('finance', finance.id)).toMatchObject([
      { type: 'joint-credit.task.pushed', data: { due: '2026-11-20', department: HUMAN_RESOURCES, kind: LIMITS } },
    ]);
    // Pushed is not applied yet: a person applies it (I11).
    expect(bindingOf(await check('finance', 'procurement-qualification', FIRM_CODE))).toEqual([]);
  });

  it('is answered by each department for itself: acknowledged, applied, declined with a reason; one by one or at once', async () => {
    const finance = await story.answer(await story.acknowledge(await story.taskOf(firm, 'finance')), 'applied');
    expect(finance).toMatchObject({ state: 'applied', until: '2028-11-18' });
    await story.answer(await story.taskOf(firm, 'housing-construction'), 'applied');
    await story.answer(await story.taskOf(firm, 'transport'), 'declined');
    const batch = [await story.taskOf(firm, 'civilisation-office'), await story.taskOf(person, 'civilisation-office')];
    const feedback = { outcome: 'applied', on: town.today(), what: '已列入评选审查名单' };
    const items = batch.map(({ id, version }) => ({ task: id, version, feedback }));
    const { outcomes } = done(
      await town.call(implementer('civilisation-office'), 'POST', '/task-feedback', { body: items }),
    );
    expect(outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['recorded', 'recorded']);
    await town.idle();
    const answers = (await town.inbox(HUMAN_RESOURCES)).filter(({ type }) => type === 'joint-credit.task.answered');
    expect(answers).toHaveLength(5);
  });
});

describe('a check before a decision', () => {
  let answered: {
    id: string;
    answers: unknown;
    salt: string;
    receipt: Record<string, unknown> & { signature: { value: string; keyId: string } };
  };

  it('says what binds that decision, by whom, on which document and basis, until when; and nothing else', async () => {
    answered = done(await check('finance', 'procurement-qualification', FIRM_CODE, '采购2026-88'), 201);
    expect(answered.answers).toEqual([
      {
        index: 0,
        measures: [
          {
            id: expect.any(String),
            authority: { department: HUMAN_RESOURCES, name: expect.objectContaining({ zh: expect.any(String) }) },
            documentNumber: `${FIRM.act}决`,
            measure: { code: LIMITS, name: expect.objectContaining({ zh: expect.any(String) }) },
            basis: expect.objectContaining({ title: expect.any(Object), article: expect.any(Object) }),
            until: '2028-11-18',
          },
        ],
      },
    ]);
    expect(bindingOf(await check('finance', 'fiscal-subsidy', FIRM_CODE))).toEqual([]);
    expect(bindingOf(await check('transport', 'procurement-qualification', FIRM_CODE))).toEqual([]);
    const byName = done(await check('finance', 'procurement-qualification', { name: FIRM.subject.name }), 201);
    expect(byName.answers).toEqual([{ index: 0, measures: [], leads: [FIRM_CODE.unifiedSocialCreditCode] }]);
    expect(bindingOf(await check('civilisation-office', 'honours-awards', { document: PERSON.document }))).toEqual([
      AWARDS,
    ]);
  });

  it('is receipted: whoever has the public key can prove what was answered, also when nothing was', async () => {
    await town.target.firePublication('additions');
    await town.idle();
    const { keys } = (await town.published('keys.json')).body;
    const nothing = done(
      await check('finance', 'procurement-qualification', { unifiedSocialCreditCode: '91210299000000019R' }),
      201,
    );
    for (const { receipt, answers, salt } of [answered, nothing]) {
      const { signature, ...signed } = receipt;
      const { publicKey } = keys.find(({ keyId }: { keyId: string }) => keyId === signature.keyId);
      const x = Buffer.from(publicKey, 'base64').toString('base64url');
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
      expect(verify(null, Buffer.from(canonical(signed)), key, Buffer.from(signature.value, 'base64'))).toBe(true);
      expect(signed['answersDigest']).toBe(createHash('sha256').update(canonical(answers)).digest('hex'));
      expect(salt).toMatch(/^[\w-]{22}$/);
    }
    const subjects = createHmac('sha256', Buffer.from(answered.salt, 'base64url')).update(canonical([FIRM_CODE]));
    expect(answered.receipt['subjectsDigest']).toBe(subjects.digest('hex'));
    expect(answered.receipt).toMatchObject({ reference: '采购2026-88', editions: { behaviours: 1, measures: 1 } });
  });

  it('is answered for: applied or declined, once', async () => {
    const [{ measures }] = answered.answers as [{ measures: [{ id: string }] }];
    const outcome = (given: object) =>
      town.call(implementer('finance'), 'POST', `/checks/${answered.id}/outcome`, {
        body: { decisionDocument: '庄财采〔2026〕9号', outcomes: [{ measure: measures[0].id, ...given }] },
      });
    const kept = done(await outcome({ outcome: 'applied', document: '资格审查表第3项' }));
    expect(kept).toMatchObject({ state: 'answered', decisionDocument: '庄财采〔2026〕9号' });
    expectProblem(await outcome({ outcome: 'declined', reason: '改变主意' }), 409, 'outcome-given');
    const file = `/checks/${answered.id}`;
    expectProblem(await town.call(implementer('tax'), 'GET', file), 404, 'not-found');
    const audited = done(await town.call(officer('justice', 'auditor-1', 'auditor'), 'GET', file));
    expect(audited.measures[0].outcome).toMatchObject({ outcome: 'applied', officer: 'finance/officer-1' });
  });
});

describe('a firm that paid', () => {
  it('is repaired in part: what ended binds at once no more, though nobody has lifted it yet; the rest stays', async () => {
    await town.goTo('2026-12-21');
    const { state, endedMeasures } = await story.end(firm, FIRM, 'repair', [AWARDS]);
    expect({ state, ended: endedMeasures.map(({ measure }: { measure: string }) => measure) }).toEqual({
      state: 'dispatched',
      ended: [AWARDS],
    });
    expect(bindingOf(await check('civilisation-office', 'honours-awards', FIRM_CODE))).toEqual([]);
    expect(bindingOf(await check('finance', 'procurement-qualification', FIRM_CODE))).toEqual([LIMITS]);
    await town.idle();
    const lifting = await story.taskOf(firm, 'civilisation-office');
    expect(lifting).toMatchObject({ state: 'lifting', lift: { verb: 'repair' } });
    expect((await story.taskOf(firm, 'trade-unions')).state).toBe('withdrawn');
    await story.confirmLift(lifting);
  });

  it('is repaired as a whole, its legal representative with it: each department is told, lifts, and says so', async () => {
    const before = await town.inbox('finance');
    await story.end(firm, FIRM, 'repair');
    expect(bindingOf(await check('finance', 'procurement-qualification', FIRM_CODE))).toEqual([]);
    expect(bindingOf(await check('civilisation-office', 'honours-awards', { document: PERSON.document }))).toEqual([]);
    await town.idle();
    expect(await story.read(person)).toMatchObject({ state: 'ended', end: { verb: 'organisation-ended' } });
    const told = (await town.inbox('finance')).filter((one) => !before.some(({ id }) => id === one.id));
    expect(told.map(({ type }) => type)).toEqual(['joint-credit.task.lift']);
    const tasks = [...(await story.tasksOf(firm)), ...(await story.tasksOf(person))];
    for (const task of tasks) if (task.state === 'lifting') await story.confirmLift(task);
    const states = [...(await story.tasksOf(firm)), ...(await story.tasksOf(person))].map(({ state }) => state);
    expect(states.toSorted()).toEqual([...Array(4).fill('lifted'), ...Array(3).fill('withdrawn')]);
    await town.idle();
    expect((await town.inbox(HUMAN_RESOURCES)).filter(({ type }) => type === 'joint-credit.task.lifted')).toHaveLength(
      4,
    );
    expect(bindingOf(await check('finance', 'procurement-qualification', FIRM_CODE))).toEqual([]);
  });
});

describe('what is left to read', () => {
  it('is the timeline of the case: who did what, when', async () => {
    const { state, entries } = done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${firm}/timeline`));
    expect(state).toBe('ended');
    const ofCase = entries.filter(({ about }: { about: string }) => about === 'case');
    expect(ofCase.map(({ action }: { action: string }) => action)).toEqual([
      ...['propose', 'serve-notice', 'record-statement', 'decide', 'serve-decision', 'dispatch'],
      ...['end-measures', 'end'],
    ]);
    const ofFinance = entries.filter(
      ({ about, department }: { about: string; department: string }) => about === 'task' && department === 'finance',
    );
    expect(ofFinance.map(({ action }: { action: string }) => action)).toEqual(['acknowledge', 'apply', 'confirm-lift']);
  });

  it('are its versions, each chained to the one before', async () => {
    const { versions } = done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${firm}/history`));
    for (const [at, one] of versions.entries()) expect(one.previousHash).toBe(at === 0 ? '' : versions[at - 1].hash);
    expect(versions).toHaveLength(8);
  });

  it('are counts of departments, never of a subject', async () => {
    await town.fire('fold-statistics');
    const { tasks, cases, checks } = done(await town.call(CREDIT_OFFICE, 'GET', '/statistics/joint?month=2026-11'));
    const limits = tasks.filter(({ measure }: { measure: string }) => measure === LIMITS);
    const figures = Object.fromEntries(limits.map((one: { department: string }) => [one.department, one]));
    expect(figures).toMatchObject({
      finance: { pushed: 1, applied: 1, declined: 0, acknowledge: { inTime: 1 }, lift: { inTime: 1 } },
      'housing-construction': { pushed: 1, applied: 1 },
      transport: { pushed: 1, applied: 0, declined: 1 },
    });
    expect(cases).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          field: 'wage-arrears',
          subjects: 'organisations',
          proposed: 1,
          dispatched: 1,
          ended: 1,
        }),
        expect.objectContaining({ field: 'wage-arrears', subjects: 'persons', proposed: 1, ended: 1 }),
      ]),
    );
    // Asked before five decisions on suppliers; one was bound, and its outcome came.
    const asked = { department: 'finance', decisionType: 'procurement-qualification', checks: 5, bound: 1, decided: 1 };
    expect(checks).toContainEqual(asked);
    const scorecard = done(await town.call(implementer('finance'), 'GET', '/scorecard?month=2026-11'));
    expect(scorecard).toMatchObject({
      department: 'finance',
      tasks: { pushed: 1, applied: 1 },
      obligedSince: '2026-11-18',
    });
  });

  it('can be followed: the work that makes tasks of a plan leads back to the request that decided it', async () => {
    const lines = (await town.target.logs()).split('\n');
    const carried = lines
      .filter((line) => line.includes(messages.caseWorkDone))
      .flatMap((line) => /"occasion":"carry-out\.([\w-]{22})\.(\d+)\./.exec(line)?.slice(1).join('@') ?? []);
    expect(carried.length).toBeGreaterThan(0);
    const led = (message: string) =>
      carried.filter((head) => lines.some((line) => line.includes(message) && line.includes(`"${head}"`)));
    expect(led(messages.recordRelayed)).toEqual(carried);
    expect(led(messages.requestAnswered)).not.toEqual([]);
  });

  it('holds no part of an identity number: no notification, no count, no public file, no log', async () => {
    const departments = ['credit-office', HUMAN_RESOURCES, ...new Set(Object.values(FIRM.plan).flat())];
    const inboxes: unknown[] = [];
    for (const department of departments) inboxes.push(...(await town.inbox(department)));
    const counts = await town.call(CREDIT_OFFICE, 'GET', '/statistics/joint?month=2026-11');
    await town.target.firePublication('daily');
    await town.idle();
    const { version } = (await town.published('latest.json')).body;
    const { parts } = (await town.published(`bulk/${version}.json`)).body;
    const files = ['versions.json', 'withdrawn.json', `v/${version}/manifest.json`];
    const open = [...files, ...parts.map(({ ndjson }: { ndjson: { path: string } }) => ndjson.path)];
    const texts = await Promise.all(open.map(async (path) => JSON.stringify((await town.published(path)).body)));
    const logs = await town.target.logs();
    expect(logs).toContain(messages.requestAnswered);
    expect(inboxes.length).toBeGreaterThan(20);
    const all = [...inboxes.map((one) => JSON.stringify(one)), JSON.stringify(counts.body), logs, ...texts];
    for (const text of all) {
      for (const part of [PERSON.name, ...NUMBER_PARTS]) expect(text).not.toContain(part);
      expect(holdsIdentityNumber(text, new Set([FIRM_CODE.unifiedSocialCreditCode]))).toBe(false);
    }
  });
});
