import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalCompany } from '../../builders/fictional.ts';
import { expectProblem, officer } from '../client.ts';
import { bindingOf, monthsAfter, type Plot, type Story, storyIn } from './support/story.ts';
import { COURT, CREDIT_OFFICE, done, implementer, LEGAL_REVIEWER, startTown, type Town } from './support/town.ts';

const bidder = (number: number, name: string, basis: string): Plot => ({
  department: 'development-reform',
  subject: fictionalCompany(number, name),
  behaviour: 'bid-collusion',
  act: `庄发改罚〔2026〕${number}号`,
  facts: '与其他投标人商定报价，轮流中标。',
  measures: [{ measure: 'bid-ban-collusion', basis, months: 12 }],
  plan: { 'bid-ban-collusion': ['housing-construction', 'transport'] },
});
/** Two rest on the article that will be repealed, one on another article. */
const ON_LAW = bidder(3201, '庄河示例甲建设有限公司', 'bidding-law-53');
const ON_LAW_TOO = bidder(3202, '庄河示例乙建设有限公司', 'bidding-law-53');
const ON_REGULATION = bidder(3203, '庄河示例丙建设有限公司', 'bidding-regulation-67');

const SUBSIDIES = 'fiscal-funds-limits';
const EVADER: Plot = {
  department: 'tax',
  subject: fictionalCompany(3204, '庄河示例税案贸易有限公司'),
  behaviour: 'tax-evasion',
  act: '庄税稽罚〔2026〕5号',
  facts: '以虚假申报少缴税款，经通知拒不补缴。',
  measures: [{ measure: SUBSIDIES, basis: 'state-council-2016-33-10', months: 12 }],
  plan: { [SUBSIDIES]: ['finance', 'commerce'] },
};
const SHORT: Plot = {
  department: 'emergency-management',
  subject: fictionalCompany(3205, '庄河示例短期化工有限公司'),
  behaviour: 'work-safety-violation',
  act: '庄应急罚〔2026〕9号',
  facts: '重大事故隐患整改逾期未完成。',
  measures: [{ measure: 'project-approval-suspension', basis: 'work-safety-law-78', months: 1 }],
  plan: { 'project-approval-suspension': ['development-reform'] },
};
const PUSHED_ON = '2026-11-18';

let town: Town;
let story: Story;
let ids: Readonly<Record<'law' | 'lawToo' | 'regulation' | 'tax' | 'short', string>>;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
  const [law = '', lawToo = '', regulation = '', tax = '', short = ''] = await story.open(
    ...[ON_LAW, ON_LAW_TOO, ON_REGULATION, EVADER, SHORT],
  );
  ids = { law, lawToo, regulation, tax, short };
  for (const id of [law, regulation, short]) await story.applyAll(id);
  // One of its departments applies its measure, one stays silent.
  await story.answer(await story.taskOf(lawToo, 'housing-construction'), 'applied');
  await story.answer(await story.taskOf(tax, 'finance'), 'applied');
});
afterAll(() => town?.stop());

const binding = async (department: string, decisionType: string, { subject }: Plot): Promise<readonly string[]> => {
  const { unifiedSocialCreditCode } = subject as { unifiedSocialCreditCode: string };
  return bindingOf(await town.check(department, decisionType, [{ unifiedSocialCreditCode }]));
};
const typesOn = async (department: string, about: string): Promise<readonly string[]> =>
  (await town.inbox(department, about)).map(({ type }) => type.replace('joint-credit.', ''));

describe("a court's suspension", () => {
  const document = { document: '（2026）辽0283行保1号', reason: '行政诉讼期间停止执行' };

  it('holds from the moment it is entered: no check answers with what is suspended, no department applies it', async () => {
    expect(await binding('finance', 'fiscal-subsidy', EVADER)).toEqual([SUBSIDIES]);
    const suspended = await story.step(COURT, ids.tax, 'suspension', document);
    expect(suspended).toMatchObject({ state: 'suspended', suspension: { from: 'dispatched', department: 'court' } });
    expect(await binding('finance', 'fiscal-subsidy', EVADER)).toEqual([]);
    await town.idle();
    const silent = await story.taskOf(ids.tax, 'commerce');
    const feedback = { outcome: 'applied', on: town.today(), what: '已录入' };
    const path = `/tasks/${silent.id}/feedback`;
    expectProblem(
      await town.change(officer('commerce', 'officer-1', 'implementer'), path, feedback, silent.version),
      409,
      'task-suspended',
    );
    expect(await typesOn('finance', (await story.taskOf(ids.tax, 'finance')).id)).toContain('task.suspended');
  });

  it('is no one else’s to lift; once the court resumes the case it binds as before, no longer than before', async () => {
    const { version } = await story.read(ids.tax);
    const another = officer('tax', 'officer-3', 'initiator');
    expectProblem(
      await town.change(another, `/cases/${ids.tax}/resumption`, document, version),
      403,
      'not-your-suspension',
    );
    await town.goTo('2026-11-19');
    await story.step(COURT, ids.tax, 'resumption', { ...document, reason: '驳回起诉' });
    expect((await story.read(ids.tax)).state).toBe('dispatched');
    await town.idle();
    expect(await binding('finance', 'fiscal-subsidy', EVADER)).toEqual([SUBSIDIES]);
    const task = await story.taskOf(ids.tax, 'finance');
    expect(task.until).toBe(monthsAfter(PUSHED_ON, 12));
    expect(await typesOn('finance', task.id)).toContain('task.resumed');
  });
});

describe('a department that is silent for weeks', () => {
  /** The clocks run on a day, twice: what was said is said once. */
  const runOn = async (day: string): Promise<void> => {
    await town.goTo(day);
    await town.fire('run-clocks');
    await town.fire('run-clocks');
  };
  const clocksOf = async (department: string, about: string): Promise<readonly string[]> =>
    (await town.inbox(department, about))
      .filter(({ data }) => data.clock !== undefined)
      .map(({ type, data }) => `${type.replace('joint-credit.task.', '')} ${data.clock} ${data.due}`)
      .toSorted();

  it('is reminded, is told that it is late, and then the credit office is told: each once; nobody waits for it', async () => {
    const { id } = await story.taskOf(ids.lawToo, 'transport');
    await runOn('2026-11-19');
    expect(await clocksOf('transport', id)).toEqual(['reminder acknowledge 2026-11-20']);
    await runOn('2026-11-24');
    expect(await clocksOf('transport', id)).toEqual([
      'overdue acknowledge 2026-11-20',
      'reminder acknowledge 2026-11-20',
    ]);
    expect(await clocksOf('credit-office', id)).toEqual([]);
    await runOn('2026-11-25');
    expect(await clocksOf('credit-office', id)).toEqual(['escalated acknowledge 2026-11-20']);
    await runOn('2026-12-08');
    expect(await clocksOf('transport', id)).toHaveLength(3);
    expect(await clocksOf('credit-office', id)).toEqual([
      'escalated acknowledge 2026-11-20',
      'escalated answer 2026-12-02',
    ]);
    // The others went on: their measure holds.
    expect(await binding('housing-construction', 'bid-evaluation', ON_LAW_TOO)).toEqual(['bid-ban-collusion']);
    expect(await clocksOf('housing-construction', (await story.taskOf(ids.lawToo, 'housing-construction')).id)).toEqual(
      [],
    );
  });

  it('is counted as late, and the timeline of the case shows what it owes', async () => {
    await town.fire('fold-statistics');
    const scorecard = done(await town.call(CREDIT_OFFICE, 'GET', '/scorecard?department=transport&month=2026-11'));
    expect(scorecard.tasks).toMatchObject({ pushed: 3, acknowledge: { missing: 1 }, answer: { missing: 1 } });
    const { entries } = done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${ids.lawToo}/timeline`));
    const owed = entries.filter(({ action }: { action: string }) => action === 'overdue');
    expect(owed).toMatchObject([
      { department: 'transport', clock: 'acknowledge', due: '2026-11-20' },
      { department: 'transport', clock: 'answer', due: '2026-12-02' },
    ]);
  });
});

describe('a term that runs out', () => {
  it('binds to its last day and no longer, though no schedule has been fired', async () => {
    await town.goTo('2026-12-17');
    expect(await binding('development-reform', 'project-approval', SHORT)).toEqual(['project-approval-suspension']);
    await town.goTo('2026-12-18');
    expect(await binding('development-reform', 'project-approval', SHORT)).toEqual([]);
    expect(await story.read(ids.short)).toMatchObject({ state: 'dispatched' });
    expect((await story.taskOf(ids.short, 'development-reform')).state).toBe('applied');
  });

  it('is carried out by the sweep when it comes: the department is told to lift, the case ends', async () => {
    await town.fire('end-by-date');
    expect(await story.read(ids.short)).toMatchObject({ state: 'ended', end: { verb: 'expire' } });
    const task = await story.taskOf(ids.short, 'development-reform');
    expect(task).toMatchObject({ state: 'lifting', lift: { verb: 'expire' } });
    expect(await typesOn('development-reform', task.id)).toContain('task.lift');
    expect((await story.confirmLift(task)).state).toBe('lifted');
  });
});

describe('a basis that is repealed', () => {
  const entryOf = async (code: string) => {
    const { instruments } = done(await town.call(CREDIT_OFFICE, 'GET', '/instruments'));
    return instruments.find((one: { code: string }) => one.code === code);
  };

  it('carries what rests on it until the legal reviewer confirms; then no check answers with it any more', async () => {
    const { id, version } = await entryOf('bidding-law-53');
    const path = `/instruments/${id}/repeal`;
    const repeal = { until: town.today(), document: '主席令第九十九号', reason: '法律修订，该条删去' };
    done(await town.change(CREDIT_OFFICE, path, repeal, version));
    expect(await binding('housing-construction', 'bid-evaluation', ON_LAW)).toEqual(['bid-ban-collusion']);
    const confirmation = { confirmed: true, reason: '经核对属实' };
    const own = { ...CREDIT_OFFICE, roles: 'credit-office legal-reviewer' };
    expectProblem(await town.change(own, `${path}/confirmation`, confirmation, version + 1), 403, 'same-officer');
    done(await town.change(LEGAL_REVIEWER, `${path}/confirmation`, confirmation, version + 1));
    expect(await binding('housing-construction', 'bid-evaluation', ON_LAW)).toEqual([]);
    expect(await binding('housing-construction', 'bid-evaluation', ON_LAW_TOO)).toEqual([]);
    expect(await binding('housing-construction', 'bid-evaluation', ON_REGULATION)).toEqual(['bid-ban-collusion']);
  });

  it('takes every live measure on it along, of all cases, and is reported; what rests on another article stays', async () => {
    await town.idle();
    const states = async (id: string) =>
      Object.fromEntries((await story.tasksOf(id)).map(({ department, state }) => [department.code, state]));
    expect(await states(ids.law)).toEqual({ 'housing-construction': 'lifting', transport: 'lifting' });
    expect(await states(ids.lawToo)).toEqual({ 'housing-construction': 'lifting', transport: 'withdrawn' });
    expect(await states(ids.regulation)).toEqual({ 'housing-construction': 'applied', transport: 'applied' });
    const { id } = await entryOf('bidding-law-53');
    expect(await typesOn('credit-office', id)).toEqual(['basis.repealed']);
    const { lifted } = done(await town.call(CREDIT_OFFICE, 'GET', `/instruments/${id}`));
    expect(lifted).toMatchObject({ measures: 4, completedAt: expect.stringContaining(town.today()) });
    expect(lifted.departments.toSorted()).toEqual(['housing-construction', 'transport']);
    const lifting = await story.taskOf(ids.law, 'transport');
    expect(lifting.lift).toMatchObject({ verb: 'repeal' });
    expect(await typesOn('transport', lifting.id)).toContain('task.lift');
  });

  it('opens nothing new', async () => {
    const plot = bidder(3206, '庄河示例丁建设有限公司', 'bidding-law-53');
    const preview = done(
      await town.call(officer(plot.department, 'officer-1', 'initiator'), 'POST', '/cases/preview', {
        body: { subject: plot.subject, behaviour: plot.behaviour, act: { documentNumber: plot.act } },
      }),
    );
    const ban = preview.measures.find(({ code }: { code: string }) => code === 'bid-ban-collusion');
    expect(ban.bases).toEqual(['bidding-regulation-67']);
  });
});

describe('an outcome that nobody gives', () => {
  it('is flagged to the auditor once thirty days are over, until the department says what became of the measure', async () => {
    const auditor = officer('justice', 'auditor-1', 'auditor');
    const flagged = async () => {
      await town.fire('flag-checks');
      const { checks } = done(await town.call(auditor, 'GET', '/checks?flagged=true'));
      return checks.filter(({ reference }: { reference: string }) => reference === '庄财补〔2026〕7号');
    };
    const code = EVADER.subject as { unifiedSocialCreditCode: string };
    const subjects = [{ unifiedSocialCreditCode: code.unifiedSocialCreditCode }];
    const asked = done(await town.check('finance', 'fiscal-subsidy', subjects, '庄财补〔2026〕7号'), 201);
    await town.goTo('2027-01-17');
    expect(await flagged()).toEqual([]);
    await town.goTo('2027-01-18');
    expect(await flagged()).toMatchObject([{ id: asked.id, department: 'finance', dueOn: '2027-01-17' }]);
    const outcomes = [{ measure: asked.answers[0].measures[0].id, outcome: 'declined', reason: '申请人已撤回申请' }];
    const body = { decisionDocument: '庄财补不〔2026〕7号', outcomes };
    done(await town.call(implementer('finance'), 'POST', `/checks/${asked.id}/outcome`, { body }));
    expect(await flagged()).toEqual([]);
  });
});
