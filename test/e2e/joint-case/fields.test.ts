import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalCompany, fictionalPerson } from '../../builders/fictional.ts';
import { expectProblem, officer } from '../client.ts';
import { bindingOf, decisionOf, nextDay, type Plot, proposalOf, type Story, storyIn } from './support/story.ts';
import { COURT, CREDIT_OFFICE, decider, done, implementer, proposer, startTown, type Town } from './support/town.ts';

let town: Town;
let story: Story;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
});
afterAll(() => town?.stop());

const codeOf = ({ subject }: Plot) =>
  subject.category === 'organisation'
    ? { unifiedSocialCreditCode: subject.unifiedSocialCreditCode }
    : { document: subject.document };
const binding = async (department: string, decisionType: string, plot: Plot): Promise<readonly string[]> =>
  bindingOf(await town.check(department, decisionType, [codeOf(plot)]));

const FACTORY: Plot = {
  department: 'emergency-management',
  subject: fictionalCompany(3101, '庄河示例烟花厂'),
  behaviour: 'work-safety-violation',
  act: '庄应急罚〔2026〕7号',
  facts: '重大事故隐患经责令停产整改，拒不执行，擅自恢复生产。',
  measures: [
    { measure: 'project-approval-suspension', basis: 'work-safety-law-78', months: 12 },
    { measure: 'disclosure-work-safety', basis: 'work-safety-law-78', months: 12 },
  ],
  plan: {
    'project-approval-suspension': ['development-reform'],
    'disclosure-work-safety': ['emergency-management', 'credit-office'],
  },
  listedMonths: 60,
};
const OFFICE_BAN = 'office-ban-work-safety';

describe('harm to health and life: a works that goes on in spite of danger', () => {
  let works: string;
  let principal: string;
  const onPrincipal = (): Plot => ({
    ...FACTORY,
    subject: fictionalPerson('周某某', '19690704', '057'),
    measures: [{ measure: OFFICE_BAN, basis: 'work-safety-law-94', months: 60 }],
    plan: { [OFFICE_BAN]: ['market-regulation'] },
    responsibility: {
      class: 'principal',
      classBasis: 'work-safety-law-94',
      role: '主要负责人（厂长）',
      finding: '收到停产整改指令后，当日签发复工通知，未组织隐患排查。',
      organisationCase: works,
    },
  });

  it('two officers decide at once: one wins, the other is told to read again, and there is one decision', async () => {
    works = done(await story.propose(FACTORY), 201).case.id;
    const { notice } = await story.notice(works, FACTORY);
    principal = done(await story.propose(onPrincipal()), 201).case.id;
    await story.notice(principal, onPrincipal());
    await town.goTo(nextDay(notice.answerBy));
    const { version } = await story.read(works);
    const decide = (name: string) =>
      town.change(
        officer(FACTORY.department, name, 'initiator'),
        `/cases/${works}/decision`,
        { ...decisionOf(FACTORY, town.today()), reasons: `经${name}审查，事实清楚` },
        version,
      );
    const replies = await Promise.all([decide('officer-2'), decide('officer-3')]);
    const [winner, loser] = replies.toSorted((a, b) => a.status - b.status);
    expect(winner?.status).toBe(200);
    if (loser) expectProblem(loser, 412, 'stale-version');
    const read = await story.read(works);
    expect(read.version).toBe(version + 1);
    const { reasons, officer: by } = done(winner ?? replies[0]).decision;
    expect(read.decision).toMatchObject({ reasons, officer: by });
  });

  it('the project approval is withheld, and the principal named by law may lead no such works for five years', async () => {
    await story.serve(works, FACTORY);
    await story.dispatch(works, FACTORY);
    await story.decide(principal, onPrincipal());
    await story.serve(principal, onPrincipal());
    await story.dispatch(principal, onPrincipal());
    await town.idle();
    await story.applyAll(works);
    await story.applyAll(principal);
    expect(await binding('development-reform', 'project-approval', FACTORY)).toEqual(['project-approval-suspension']);
    expect(await binding('market-regulation', 'company-registration', onPrincipal())).toEqual([OFFICE_BAN]);
    // The firm's measure is no measure on the person, and the other way round (I12).
    expect(await binding('development-reform', 'project-approval', onPrincipal())).toEqual([]);
    expect(await binding('market-regulation', 'company-registration', FACTORY)).toEqual([]);
  });

  it('a dated exception holds at once, for the decisions that it names, and ends by itself', async () => {
    const exception = {
      measures: ['project-approval-suspension'],
      decisionTypes: ['project-approval'],
      from: town.today(),
      until: '2026-12-01',
      document: '庄信用办函〔2026〕3号',
      reason: '隐患整改项目的审批',
    };
    await story.step(CREDIT_OFFICE, works, 'exceptions', exception);
    expect(await binding('development-reform', 'project-approval', FACTORY)).toEqual([]);
    expect(await binding('market-regulation', 'company-registration', onPrincipal())).toEqual([OFFICE_BAN]);
    await town.goTo('2026-11-30');
    expect(await binding('development-reform', 'project-approval', FACTORY)).toEqual([]);
    await town.goTo('2026-12-01');
    expect(await binding('development-reform', 'project-approval', FACTORY)).toEqual(['project-approval-suspension']);
  });
});

const DEFAULTER: Plot = {
  department: 'court',
  subject: fictionalCompany(3102, '庄河示例拒执贸易有限公司'),
  behaviour: 'judgment-defaulter',
  act: '（2026）辽0283执77号',
  facts: '有履行能力而拒不履行生效法律文书确定的义务。',
  measures: [
    { measure: 'defaulter-subsidy-limits', basis: 'central-offices-2016-64-2-2', months: 24 },
    { measure: 'disclosure-court-defaulters', basis: 'civil-procedure-law-266', months: 24 },
  ],
  plan: { 'defaulter-subsidy-limits': ['finance', 'commerce'], 'disclosure-court-defaulters': ['court'] },
  isHeard: false,
  exemption: { basis: 'civil-procedure-law-251', reason: '执行通知书已经送达' },
};

describe("refusal to perform a judgment: the court's own list", () => {
  it('is decided without prior notice, which the law spares; another department neither initiates nor is spared', async () => {
    const another = await town.call(proposer('market-regulation'), 'POST', '/cases', { body: proposalOf(DEFAULTER) });
    expectProblem(another, 403, 'behaviour-not-initiable', '/behaviour');
    const [id = ''] = await story.open(DEFAULTER);
    await story.applyAll(id);
    expect(await binding('finance', 'fiscal-subsidy', DEFAULTER)).toEqual(['defaulter-subsidy-limits']);
    expect((await story.read(id)).decision.exemption).toEqual(DEFAULTER.exemption);
  });

  it('nobody stands on it for an organisation: its legal representative is refused', async () => {
    const { cases } = done(await town.call(COURT, 'GET', '/cases?state=dispatched'));
    const responsibility = {
      class: 'legal-representative',
      classBasis: 'civil-procedure-law-266',
      role: '法定代表人',
      finding: '转移公司财产至本人名下账户，规避执行。',
      organisationCase: cases[0].id,
    };
    const body = proposalOf({ ...DEFAULTER, subject: fictionalPerson('吴某某', '19800101', '063'), responsibility });
    expectProblem(
      await town.call(proposer('court'), 'POST', '/cases', { body }),
      422,
      'not-for-court-list',
      '/responsibility',
    );
  });
});

const OBSTRUCTOR: Plot = {
  department: 'public-security',
  subject: fictionalCompany(3103, '庄河示例物流有限公司'),
  behaviour: 'military-service-obstructed',
  act: '庄公国防〔2026〕2号',
  facts: '经责令改正，仍拒绝职工参加兵役登记和体格检查。',
  measures: [
    { measure: 'awards-limits', basis: 'state-council-2016-33-10', months: 12 },
    { measure: 'fiscal-funds-limits', basis: 'state-council-2016-33-10', months: 12 },
  ],
  plan: { 'awards-limits': ['publicity-department'], 'fiscal-funds-limits': ['finance', 'commerce'] },
};

const MODEL: Plot = {
  department: 'market-regulation',
  subject: fictionalCompany(3104, '庄河示例诚信酒业有限公司'),
  behaviour: 'model-of-honesty',
  act: '庄市监诚〔2026〕1号',
  facts: '连续五年无投诉，主动召回瑕疵产品。',
  measures: [
    { measure: 'green-channel', basis: 'state-council-2016-33-4', months: 24 },
    { measure: 'documents-outstanding', basis: 'state-council-2016-33-4', months: 24 },
  ],
  plan: {
    'green-channel': ['business-environment'],
    'documents-outstanding': ['business-environment', 'market-regulation'],
  },
  isHeard: false,
};

describe('refusal of national-defence duties', () => {
  it('is limited in awards and funds; who evades service himself stands on a list that is kept elsewhere', async () => {
    const [id = ''] = await story.open(OBSTRUCTOR);
    await story.applyAll(id);
    expect(await binding('publicity-department', 'honours-awards', OBSTRUCTOR)).toEqual(['awards-limits']);
    expect(await binding('finance', 'fiscal-subsidy', OBSTRUCTOR)).toEqual(['fiscal-funds-limits']);
    const evader = {
      ...OBSTRUCTOR,
      behaviour: 'military-service-evaded',
      subject: fictionalPerson('郑某某', '20040505', '079'),
    };
    const refused = await town.call(proposer('public-security'), 'POST', '/cases', { body: proposalOf(evader) });
    expectProblem(refused, 422, 'behaviour-not-in-force', '/behaviour');
  });
});

describe('a model of honesty', () => {
  it('goes without notice to the green channel; taking it away is for another officer, with a reason', async () => {
    const id = done(await story.propose(MODEL), 201).case.id;
    const notice = { documentNumber: '告1', method: 'electronic', servedOn: town.today() };
    const { version } = await story.read(id);
    const refused = await town.change(proposer(MODEL.department), `/cases/${id}/notice`, notice, version);
    expectProblem(refused, 409, 'no-notice-for-incentive');
    await story.decide(id, MODEL);
    await story.serve(id, MODEL);
    await story.dispatch(id, MODEL);
    await town.idle();
    await story.applyAll(id);
    expect((await binding('business-environment', 'acceptance-of-application', MODEL)).toSorted()).toEqual([
      'documents-outstanding',
      'green-channel',
    ]);
    const end = { verb: 'revoke', document: '撤1', decidedOn: town.today(), reason: '材料不实' };
    const read = await story.read(id);
    const same = await town.change(decider(MODEL.department), `/cases/${id}/end`, end, read.version);
    expectProblem(same, 403, 'same-officer');
    await story.end(id, MODEL, 'revoke');
    expect(await binding('business-environment', 'acceptance-of-application', MODEL)).toEqual([]);
  });
});

describe('a check of many', () => {
  it('answers each of the groups in its place, with what binds this decision alone', async () => {
    const subjects = [FACTORY, DEFAULTER, OBSTRUCTOR, MODEL].map(codeOf);
    const { answers } = done(await town.check('finance', 'fiscal-subsidy', subjects), 201);
    const codes = answers.map(({ measures }: { measures: { measure: { code: string } }[] }) =>
      measures.map(({ measure }) => measure.code),
    );
    expect(codes).toEqual([[], ['defaulter-subsidy-limits'], ['fiscal-funds-limits'], []]);
    const refused = await town.call(implementer('finance'), 'POST', '/checks', {
      body: { decisionType: 'project-approval', reference: '别人的决定', subjects },
    });
    expectProblem(refused, 403, 'foreign-department', '/decisionType');
  });
});
