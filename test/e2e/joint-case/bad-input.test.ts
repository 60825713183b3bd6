import '../../to-be-problem.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import { fictionalCompany, fictionalPerson } from '../../builders/fictional.ts';
import { type Officer, officer } from '../client.ts';
import { decisionOf, nextDay, type Plot, planOf, proposalOf, type Story, storyIn } from './support/story.ts';
import {
  CREDIT_OFFICE,
  decider,
  done,
  implementer,
  LEGAL_REVIEWER,
  proposer,
  startTown,
  type Town,
} from './support/town.ts';

const HUMAN_RESOURCES = 'human-resources';
const LIMITS = 'wage-arrears-procurement-limits';
const AWARDS = 'wage-arrears-awards-limits';

const owing = (number: number, name: string): Plot => ({
  department: HUMAN_RESOURCES,
  subject: fictionalCompany(number, name),
  behaviour: 'wage-arrears',
  act: `庄人社监〔2026〕${number}号`,
  facts: '拖欠农民工工资，逾期仍未支付。',
  measures: [
    { measure: LIMITS, basis: 'wage-payment-regulation-48', months: 12 },
    { measure: AWARDS, basis: 'wage-payment-regulation-48', months: 12 },
  ],
  plan: { [LIMITS]: ['finance', 'transport'], [AWARDS]: ['trade-unions'] },
});
const DISPATCHED = owing(3301, '庄河示例一建筑有限公司');
const DECIDED = owing(3302, '庄河示例二建筑有限公司');
const HEARD = owing(3303, '庄河示例三建筑有限公司');
const NOTICED = owing(3304, '庄河示例四建筑有限公司');
const NEW = owing(3305, '庄河示例五建筑有限公司');
const EVASION: Plot = {
  ...owing(3306, '庄河示例六贸易有限公司'),
  department: 'tax',
  behaviour: 'tax-evasion',
  measures: [{ measure: 'fiscal-funds-limits', basis: 'state-council-2016-33-10', months: 12 }],
};
const ADULT = fictionalPerson('冯某某', '19820909', '083');
const MINOR = fictionalPerson('陈某某', '20090909', '091');

type Known = 'evasion' | 'dispatched' | 'decided' | 'heard' | 'noticed' | 'applied' | 'pushed';
interface Asked {
  readonly who: Officer;
  readonly path: string;
  readonly body: unknown;
}

let town: Town;
let story: Story;
/** Cases and tasks as each request finds them, and the version that it names. */
let known: Readonly<Record<Known, { readonly id: string; readonly version: number }>>;
beforeAll(async () => {
  town = await startTown('2026-11-10');
  story = storyIn(town);
  const [dispatched, decided, heard, evasion] = [
    await proposed(DISPATCHED),
    await proposed(DECIDED),
    await proposed(HEARD),
    await proposed(EVASION),
  ];
  await story.notice(dispatched, DISPATCHED);
  await story.notice(decided, DECIDED);
  await story.notice(evasion, EVASION);
  const { notice } = await story.notice(heard, HEARD);
  await town.goTo(nextDay(notice.answerBy));
  await story.decide(dispatched, DISPATCHED);
  await story.serve(dispatched, DISPATCHED);
  await story.dispatch(dispatched, DISPATCHED);
  await story.decide(decided, DECIDED);
  const noticed = await proposed(NOTICED);
  await story.notice(noticed, NOTICED);
  await repeal('drug-law-123');
  await town.idle();
  const applied = await story.answer(await story.taskOf(dispatched, 'finance'), 'applied');
  const pushed = await story.taskOf(dispatched, 'transport');
  known = {
    dispatched: await story.read(dispatched),
    decided: await story.read(decided),
    heard: await story.read(heard),
    noticed: await story.read(noticed),
    evasion: await story.read(evasion),
    applied,
    pushed,
  };
});
afterAll(() => town?.stop());

const proposed = async (plot: Plot): Promise<string> => done(await story.propose(plot), 201).case.id;
const repeal = async (code: string): Promise<void> => {
  const { instruments } = done(await town.call(CREDIT_OFFICE, 'GET', '/instruments'));
  const { id, version } = instruments.find((one: { code: string }) => one.code === code);
  const path = `/instruments/${id}/repeal`;
  const body = { until: town.today(), document: '主席令', reason: '法律修订' };
  done(await town.change(CREDIT_OFFICE, path, body, version));
  const word = { confirmed: true, reason: '属实' };
  done(await town.change(LEGAL_REVIEWER, `${path}/confirmation`, word, version + 1));
};

const propose = (plot: Plot, override: object = {}, who = proposer(plot.department)): Asked => ({
  who,
  path: '/cases',
  body: { ...proposalOf(plot), ...override },
});
const onPerson = (subject: object, override: object = {}): Asked =>
  propose(DISPATCHED, {
    subject,
    measures: [AWARDS],
    responsibility: {
      class: 'legal-representative',
      classBasis: 'wage-payment-regulation-48',
      role: '法定代表人',
      finding: '将专户工资款转作他用，并指示财务隐瞒。',
      organisationCase: known.dispatched.id,
      ...override,
    },
  });
const decide = (at: Known, plot: Plot, override: object = {}, who = decider(plot.department)): Asked => ({
  who,
  path: `/cases/${known[at].id}/decision`,
  body: { ...decisionOf(plot, town.today()), ...override },
});
const measured = (override: object) => ({ measures: [{ ...HEARD.measures[0], ...override }] });
const dispatch = (at: Known, plan: readonly object[]): Asked => ({
  who: CREDIT_OFFICE,
  path: `/cases/${known[at].id}/dispatch`,
  body: { plan },
});
const onTask = (at: Known, who: Officer, what: 'feedback' | 'lift-confirmation', body: object): Asked => ({
  who,
  path: `/tasks/${known[at].id}/${what}`,
  body: { on: town.today(), what: '已办', ...body },
});
const check = (body: object, who = implementer('finance')): Asked => ({
  who,
  path: '/checks',
  body: { decisionType: 'fiscal-subsidy', reference: '办件1', subjects: [{ name: '某公司' }], ...body },
});

const REFUSED: readonly (readonly [string, Known | undefined, () => Asked, number, FailureKind, string?])[] = [
  [
    'a measure whose basis is no longer in force',
    undefined,
    () =>
      propose(
        { ...NEW, department: 'market-regulation', behaviour: 'drug-licence-by-deceit' },
        { measures: ['drug-trade-ban'] },
      ),
    422,
    'basis-not-in-force',
    '/measures/0',
  ],
  [
    'a measure on a basis that opens nothing',
    'heard',
    () => decide('heard', HEARD, measured({ basis: 'zhuanghe-2017-22-7' })),
    422,
    'basis-not-in-force',
    '/measures/0/basis',
  ],
  [
    'an unknown measure',
    undefined,
    () => propose(NEW, { measures: ['exposure-wall'] }),
    422,
    'measure-not-fitting',
    '/measures/0',
  ],
  [
    'a measure of another field',
    undefined,
    () => propose(NEW, { measures: ['bid-ban-fraud'] }),
    422,
    'measure-not-fitting',
    '/measures/0',
  ],
  [
    'a behaviour that the department may not initiate',
    undefined,
    () => propose(NEW, {}, proposer('tax')),
    403,
    'behaviour-not-initiable',
    '/behaviour',
  ],
  [
    'a behaviour on no list',
    undefined,
    () => propose(NEW, { behaviour: 'late-for-work' }),
    422,
    'behaviour-not-in-force',
    '/behaviour',
  ],
  [
    'a behaviour that today’s law does not carry',
    undefined,
    () => propose({ ...NEW, department: 'public-security' }, { behaviour: 'public-disorder' }),
    422,
    'behaviour-not-in-force',
    '/behaviour',
  ],
  [
    'a person where no law names the class',
    undefined,
    () =>
      propose(
        { ...EVASION, subject: ADULT },
        {
          measures: ['fiscal-funds-limits'],
          responsibility: {
            class: 'legal-representative',
            classBasis: 'tax-collection-law-63',
            role: '法定代表人',
            finding: '指示会计隐匿收入账簿，拒不提供。',
            organisationCase: known.evasion.id,
          },
        },
      ),
    422,
    'class-not-named',
    '/responsibility/classBasis',
  ],
  [
    'a class that the law does not name',
    undefined,
    () => onPerson(ADULT, { class: 'person-mainly-responsible' }),
    422,
    'class-not-named',
    '/responsibility/classBasis',
  ],
  [
    'office alone',
    undefined,
    () => onPerson(ADULT, { finding: '法定代表人' }),
    422,
    'own-finding-required',
    '/responsibility/finding',
  ],
  ['who was under age at the act', undefined, () => onPerson(MINOR), 422, 'under-age', '/act/actDate'],
  [
    'an identity number in the facts',
    undefined,
    () => propose(NEW, { act: { ...proposalOf(NEW).act, facts: `工人${ADULT.document.number}未获工资` } }),
    422,
    'identity-number-in-text',
    '/act/facts',
  ],
  [
    'a wrong check character',
    undefined,
    () => propose(NEW, { subject: { ...NEW.subject, unifiedSocialCreditCode: '91210299000000019T' } }),
    422,
    'wrong-check-character',
    '/subject/unifiedSocialCreditCode',
  ],
  [
    'a decision before the time to answer is over',
    'noticed',
    () => decide('noticed', NOTICED),
    409,
    'statement-period-running',
    '/decidedOn',
  ],
  [
    'the proposer’s own decision',
    'heard',
    () => decide('heard', HEARD, {}, proposer(HUMAN_RESOURCES)),
    403,
    'same-officer',
  ],
  ['another department’s decision', 'heard', () => decide('heard', HEARD, {}, decider('tax')), 404, 'not-found'],
  [
    'a term beyond its bounds',
    'heard',
    () => decide('heard', HEARD, { ...measured({ months: 37 }), listedUntil: '2036-01-01' }),
    422,
    'term-out-of-bounds',
    '/measures/0/months',
  ],
  [
    'a term below its bounds',
    'heard',
    () => decide('heard', HEARD, measured({ months: 11 })),
    422,
    'term-out-of-bounds',
    '/measures/0/months',
  ],
  [
    'a measure that outlasts the listing',
    'heard',
    () => decide('heard', HEARD, measured({ months: 13 })),
    422,
    'measure-outlasts-listing',
    '/measures/0/months',
  ],
  [
    'a measure that was not in the notice',
    'heard',
    () => decide('heard', HEARD, measured({ measure: 'key-supervision' })),
    422,
    'measure-not-in-notice',
    '/measures/0/measure',
  ],
  [
    'a decision of tomorrow',
    'heard',
    () => decide('heard', HEARD, { decidedOn: nextDay(town.today()) }),
    422,
    'decision-in-future',
    '/decidedOn',
  ],
  ['a dispatch before service', 'decided', () => dispatch('decided', planOf(DECIDED)), 409, 'dispatch-before-service'],
  [
    'a dispatch of what was not decided',
    'dispatched',
    () => dispatch('dispatched', [{ measure: 'key-supervision', department: 'tax' }]),
    422,
    'measure-not-decided',
    '/plan/0/measure',
  ],
  [
    'a dispatch to whom the list does not name',
    'dispatched',
    () => dispatch('dispatched', [{ measure: LIMITS, department: 'tax' }]),
    422,
    'not-implementing-department',
    '/plan/0/department',
  ],
  [
    'feedback by another department',
    'pushed',
    () => onTask('pushed', implementer('tax'), 'feedback', { outcome: 'applied' }),
    404,
    'not-found',
  ],
  [
    'feedback twice',
    'applied',
    () => onTask('applied', implementer('finance'), 'feedback', { outcome: 'declined' }),
    409,
    'already-answered',
  ],
  [
    'feedback of tomorrow',
    'pushed',
    () => onTask('pushed', implementer('transport'), 'feedback', { outcome: 'applied', on: nextDay(town.today()) }),
    422,
    'date-out-of-bounds',
    '/on',
  ],
  [
    'a lift before the measure was applied',
    'pushed',
    () => onTask('pushed', implementer('transport'), 'lift-confirmation', {}),
    409,
    'lift-before-apply',
  ],
  [
    'a lift of what has not ended',
    'applied',
    () => onTask('applied', implementer('finance'), 'lift-confirmation', {}),
    409,
    'state-forbids',
  ],
  [
    'an unknown decision type',
    undefined,
    () => check({ decisionType: 'marriage' }),
    422,
    'unknown-code',
    '/decisionType',
  ],
  [
    'another department’s decision type',
    undefined,
    () => check({ decisionType: 'project-approval' }),
    403,
    'foreign-department',
    '/decisionType',
  ],
  [
    'more subjects than a check takes',
    undefined,
    () => check({ subjects: Array(1001).fill({ name: '某公司' }) }),
    413,
    'too-many-items',
    '/subjects',
  ],
  ['a check without a reference', undefined, () => check({ reference: undefined }), 422, 'missing-field', '/reference'],
];

/** All that a refused request could have changed, as it is read; one by one, so that one environment of a function does it. */
const readBack = async () => {
  const read: unknown[] = [await story.tasksOf(known.dispatched.id)];
  for (const department of [HUMAN_RESOURCES, 'tax', 'market-regulation', 'public-security'])
    read.push(done(await town.call(CREDIT_OFFICE, 'GET', `/cases?department=${department}`)).cases);
  for (const at of ['dispatched', 'decided', 'heard', 'noticed'] as const)
    read.push(done(await town.call(CREDIT_OFFICE, 'GET', `/cases/${known[at].id}/history`)));
  return read;
};

describe('what is not in order is refused in Chinese and in English, each with its reason and its place', () => {
  let before: unknown;
  beforeAll(async () => {
    before = await readBack();
  });

  for (const [what, at, asked, status, kind, pointer] of REFUSED) {
    it(what, async () => {
      for (const language of ['zh', 'en']) {
        const { who, path, body } = asked();
        const headers = { 'accept-language': language, ...(at && { 'if-match': `"${known[at].version}"` }) };
        const reply = await town.call(who, 'POST', path, { body, headers });
        expect(reply.headers.get('content-language')).toBe(language);
        expect({ ...reply, headers: Object.fromEntries(reply.headers) }).toBeProblem(status, kind, pointer);
      }
    });
  }

  it('and nothing is changed, nobody told', async () => {
    const told = await town.inbox('credit-office');
    await town.idle();
    expect(await readBack()).toEqual(before);
    expect(await town.inbox('credit-office')).toEqual(told);
  });
});

it('a change on a version that is no longer there, or on none, is refused', async () => {
  const { who, path, body } = decide('heard', HEARD);
  const ask = async (headers: Record<string, string>) => {
    const reply = await town.call(who, 'POST', path, { body, headers });
    return { ...reply, headers: Object.fromEntries(reply.headers) };
  };
  expect(await ask({ 'if-match': '"1"' })).toBeProblem(412, 'stale-version');
  expect(await ask({})).toBeProblem(428, 'precondition-required');
  const auditor = officer('justice', 'auditor-1', 'auditor');
  expect((await story.read(known.heard.id)).version).toBe(known.heard.version);
  const reply = await town.call(auditor, 'POST', path, { body, headers: { 'if-match': '"2"' } });
  expect({ ...reply, headers: Object.fromEntries(reply.headers) }).toBeProblem(403, 'role-required');
});
