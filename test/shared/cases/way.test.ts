import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/cases/decision.ts';
import { dispatch } from '../../../shared/cases/dispatch.ts';
import { endBySystem } from '../../../shared/cases/ending.ts';
import { serveDecision, serveNotice } from '../../../shared/cases/notice.ts';
import { recordStatement } from '../../../shared/cases/statement.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import {
  acting,
  ENFORCEMENT_LAW,
  INSTRUMENTS,
  instrument,
  lists,
  PROCUREMENT_LAW,
  proposal,
  WAGES_LAW,
} from '../../builders/joint-cases.ts';
import {
  DAYS,
  DEPARTMENT,
  decided,
  decision,
  decisionContext,
  dispatchContext,
  dispatched,
  noticed,
  personCase,
  proposed,
  refusals,
  SECOND,
  served,
  service,
  value,
} from './walk.ts';

const initiator = (day: string) => acting(DEPARTMENT, day);
const statement = (receivedOn: string) => ({ receivedOn: calendarDate(receivedOn), summary: '已筹款，请求宽限。' });
const incentive = () => proposed(proposal({ behaviour: 'tax-class-a', measures: ['green-channel'] }), 'tax');
const green = { measures: [{ measure: 'green-channel', basis: 'honours-regulation-18', months: 12 }] };

describe('A prior notice', () => {
  it('names what was proposed, and gives the subject five working days', () => {
    expect(noticed()).toMatchObject({
      state: 'noticed',
      version: 2,
      notice: { measures: ['limit-procurement', 'limit-subsidies'], answerBy: DAYS.answerBy, provisional: false },
    });
  });

  it('by public notice counts from the end of its own thirty days, and is provisional where the calendar is', () => {
    const given = service(DAYS.noticed, { method: 'public-notice' });
    expect(value(serveNotice(proposed(), given, initiator(DAYS.noticed))).notice).toMatchObject({
      answerBy: '2026-12-10',
      provisional: false,
    });
    const late = service('2026-12-28');
    expect(value(serveNotice(proposed(), late, initiator('2026-12-28'))).notice).toMatchObject({ provisional: true });
  });

  it('is refused in the future, before the proposal, twice, from another department, and without the role', () => {
    const serve = (day: string, context = initiator(DAYS.noticed)) =>
      refusals(serveNotice(proposed(), service(day), context));
    expect(serve('2026-11-04')).toEqual(['decision-in-future /servedOn']);
    expect(serve('2026-11-01')).toEqual(['date-too-early /servedOn']);
    expect(serve(DAYS.noticed, acting('tax', DAYS.noticed))).toEqual(['not-initiating-department']);
    expect(serve(DAYS.noticed, acting(DEPARTMENT, DAYS.noticed, { roles: ['implementer'] }))).toEqual([
      'not-initiating-department',
    ]);
    expect(refusals(serveNotice(noticed(), service(DAYS.noticed), initiator(DAYS.noticed)))).toEqual(['state-forbids']);
  });

  it('is refused for an incentive', () => {
    const result = serveNotice(incentive(), service(DAYS.noticed), acting('tax', DAYS.noticed));
    expect(refusals(result)).toEqual(['no-notice-for-incentive']);
  });
});

describe('A statement', () => {
  it('is recorded as often as the subject makes one, until the decision', () => {
    const once = value(recordStatement(noticed(), statement('2026-11-05'), initiator('2026-11-05')));
    const twice = value(recordStatement(once, statement('2026-11-11'), initiator('2026-11-11')));
    expect(twice.statements).toHaveLength(2);
    expect(refusals(recordStatement(decided(), statement('2026-11-11'), initiator('2026-11-11')))).toEqual([
      'state-forbids',
    ]);
  });

  it('is refused before the notice, and in the future', () => {
    const on = (day: string) => refusals(recordStatement(noticed(), statement(day), initiator('2026-11-05')));
    expect(on('2026-11-02')).toEqual(['date-too-early /receivedOn']);
    expect(on('2026-11-06')).toEqual(['decision-in-future /receivedOn']);
  });
});

describe('A decision', () => {
  const on = (override: object = {}, context = decisionContext(), from = noticed()) =>
    refusals(decide(from, decision(override), context));

  it('keeps its editions and each measure with its basis and its term', () => {
    expect(decided().decision).toMatchObject({
      editions: { behaviours: 1, measures: 1 },
      officer: `${DEPARTMENT}/officer-2`,
      measures: [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, from: '2026-11-11', until: '2027-11-11' }],
    });
  });

  it('is refused from the officer who proposed', () => {
    expect(on({}, { ...decisionContext(), ...initiator(DAYS.decided) })).toEqual(['same-officer']);
  });

  it('is refused up to and including the last day on which the subject may answer', () => {
    const early = decision({ decidedOn: DAYS.answerBy });
    expect(refusals(decide(noticed(), early, decisionContext(DAYS.answerBy)))).toEqual([
      'statement-period-running /decidedOn',
    ]);
    const backdated = decisionContext('2026-11-20', DAYS.answerBy);
    expect(refusals(decide(noticed(), early, backdated))).toEqual(['statement-period-running /decidedOn']);
  });

  it('is refused without notice, unless a law in force exempts this very department from it', () => {
    expect(on({}, decisionContext(), proposed())).toEqual(['notice-required']);
    const exemption = { basis: ENFORCEMENT_LAW, reason: '已发出执行通知' };
    expect(on({ exemption }, decisionContext(), proposed())).toEqual(['exemption-not-lawful /exemption/basis']);
    expect(on({ exemption })).toEqual(['exemption-not-lawful /exemption']);
  });

  it('of a court goes without notice under the law that exempts it, while that is in force', () => {
    const from = proposed(proposal({ behaviour: 'court-defaulter', measures: ['limit-consumption'] }), 'court');
    const sent = decision({
      decidedOn: '2026-11-03',
      exemption: { basis: ENFORCEMENT_LAW, reason: '已发出执行通知' },
      measures: [{ measure: 'limit-consumption', basis: PROCUREMENT_LAW, months: 12 }],
    });
    const context = { ...acting('court', '2026-11-03', SECOND), lists: lists('2026-11-03'), records: [] };
    expect(value(decide(from, sent, context)).state).toBe('decided');
    const repealed = instrument(ENFORCEMENT_LAW, { inForceUntil: calendarDate('2026-11-03') });
    const instruments = [...INSTRUMENTS.filter(({ code }) => code !== ENFORCEMENT_LAW), repealed];
    expect(refusals(decide(from, sent, { ...context, lists: lists('2026-11-03', instruments) }))).toEqual([
      'exemption-not-lawful /exemption/basis',
    ]);
  });

  it('on an incentive is made without notice', () => {
    const context = { ...acting('tax', DAYS.decided, SECOND), lists: lists(DAYS.decided), records: [] };
    expect(value(decide(incentive(), decision(green), context)).state).toBe('decided');
    const exemption = { basis: ENFORCEMENT_LAW, reason: '守信' };
    expect(refusals(decide(incentive(), decision({ ...green, exemption }), context))).toEqual([
      'exemption-not-lawful /exemption',
    ]);
  });

  it('that takes an honour away is a punishment and takes the whole way', () => {
    const from = proposed(proposal({ measures: ['withdraw-honours'] }));
    const measures = [{ measure: 'withdraw-honours', basis: 'honours-regulation-18', months: 12 }];
    expect(on({ measures }, decisionContext(), from)).toEqual(['notice-required']);
    expect(on({ measures }, decisionContext(), noticed(from))).toEqual([]);
  });

  it('names no measure that was not in the notice, nor one twice', () => {
    const [first] = decision().sustained ? [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, months: 12 }] : [];
    expect(on({ measures: [{ ...first, measure: 'limit-consumption' }] })).toEqual([
      'measure-not-in-notice /measures/0/measure',
    ]);
    expect(on({ measures: [first, first] })).toEqual(['duplicate-code /measures/1/measure']);
  });

  it('rests on a basis of the needed rank that is in force on the day of the decision, and that the list gives', () => {
    expect(on({ measures: [{ measure: 'limit-procurement', basis: WAGES_LAW, months: 12 }] })).toEqual([
      'basis-not-in-force /measures/0/basis',
    ]);
    const repealed = instrument(PROCUREMENT_LAW, { inForceUntil: calendarDate(DAYS.decided) });
    const instruments = [...INSTRUMENTS.filter(({ code }) => code !== PROCUREMENT_LAW), repealed];
    const context = { ...decisionContext(), lists: lists(DAYS.decided, instruments) };
    expect(on({}, context)).toEqual(['basis-not-in-force /measures/0/measure']);
  });

  it('keeps to the bounds of the term, and no measure outlasts the listing', () => {
    const months = (count: number, listedUntil = '2029-11-11') =>
      on({ measures: [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, months: count }], listedUntil });
    expect(months(5)).toEqual(['term-out-of-bounds /measures/0/months']);
    expect(months(37)).toEqual(['term-out-of-bounds /measures/0/months']);
    expect(months(36)).toEqual([]);
    expect(months(36, '2029-11-10')).toEqual(['measure-outlasts-listing /measures/0/months']);
    expect(on({ listedUntil: DAYS.decided })).toContain('date-too-early /listedUntil');
    expect(on({ listedUntil: '2036-11-12' })).toEqual(['term-out-of-bounds /listedUntil']);
  });

  it('answers what the subject said', () => {
    const from = value(recordStatement(noticed(), statement('2026-11-05'), initiator('2026-11-05')));
    expect(on({}, decisionContext(), from)).toEqual(['answer-to-statement-required /onStatement']);
    expect(on({ onStatement: '经复核，款项仍未支付，意见不予采纳。' }, decisionContext(), from)).toEqual([]);
  });

  it('is not dated in the future or before the proposal', () => {
    const dated = (day: string) =>
      refusals(decide(noticed(), decision({ decidedOn: day }), decisionContext(DAYS.decided, day)));
    expect(dated('2026-11-12')).toEqual(['decision-in-future /decidedOn']);
    expect(dated('2026-11-01')).toEqual(['date-too-early /decidedOn']);
  });

  it('that does not sustain the act ends the case, before the answer’s time too', () => {
    const sent = {
      sustained: false,
      documentNumber: '庄人社不字〔2026〕1号',
      decidedOn: '2026-11-04',
      reasons: '证据不足。',
    };
    for (const from of [proposed(), noticed()]) {
      const context = decisionContext('2026-11-04');
      const ended = value(decide(from, decision0(sent), context));
      expect(ended).toMatchObject({ state: 'ended', end: { verb: 'not-sustained' } });
      expect(ended.decision).toBeUndefined();
    }
  });

  it("on a responsible person is refused once the organisation's case has ended", () => {
    const organisation = noticed();
    const from = noticed(personCase(organisation));
    const context = { ...decisionContext(), organisation };
    expect(on({}, context, from)).toEqual([]);
    const end = { verb: 'expire', document: '期满', reason: '期满', decidedOn: calendarDate('2026-11-05') } as const;
    const ended = value(endBySystem(organisation, end, context.by));
    expect(on({}, { ...context, organisation: ended }, from)).toEqual(['organisation-case-unfit']);
  });
});

const decision0 = (sent: object) => sent as Parameters<typeof decide>[1];

describe('A dispatch', () => {
  const plan = (...departments: string[]) => ({
    plan: departments.map((department) => ({ measure: 'limit-procurement', department })),
  });
  const on = (sent = plan('finance'), context = dispatchContext(), from = served()) =>
    refusals(dispatch(from, sent, context));

  it('puts measures and departments on the plan', () => {
    expect(dispatched()).toMatchObject({
      state: 'dispatched',
      plan: [{ measure: 'limit-procurement', department: 'finance', dispatchedOn: DAYS.served }],
    });
  });

  it('is refused before the decision was served, by public notice before its period is over', () => {
    for (const from of [proposed(), noticed(), decided()]) {
      expect(on(plan('finance'), dispatchContext(), from)).toEqual(['dispatch-before-service']);
    }
    const given = service(DAYS.served, { method: 'public-notice' });
    const posted = value(serveDecision(decided(), given, initiator(DAYS.served)));
    expect(on(plan('finance'), dispatchContext('2026-12-11'), posted)).toEqual(['dispatch-before-service']);
    expect(on(plan('finance'), dispatchContext('2026-12-12'), posted)).toEqual([]);
  });

  it('is the credit office’s', () => {
    expect(on(plan('finance'), { ...dispatchContext(), roles: ['initiator'] })).toEqual(['role-required']);
  });

  it('names decided measures with a basis in force, and departments that implement them and exist', () => {
    expect(on({ plan: [{ measure: 'limit-subsidies', department: 'finance' }] })).toEqual([
      'measure-not-decided /plan/0/measure',
    ]);
    expect(on(plan('tourism', 'nobody'))).toEqual([
      'not-implementing-department /plan/0/department',
      'not-implementing-department /plan/1/department',
    ]);
    const expired = dispatchContext('2027-11-11');
    expect(on(plan('finance'), expired)).toEqual(['measure-not-decided /plan/0/measure']);
    const repealed = { ...dispatchContext(), instruments: new Map() };
    expect(on(plan('finance'), repealed)).toEqual(['basis-not-in-force /plan/0/measure']);
  });

  it('takes departments later without lengthening a term, and the same item once', () => {
    const before = dispatched();
    const later = value(dispatch(before, plan('finance', 'education', 'education'), dispatchContext('2027-03-01')));
    expect(later.plan.map(({ department, dispatchedOn }) => [department, dispatchedOn])).toEqual([
      ['finance', DAYS.served],
      ['education', '2027-03-01'],
    ]);
    expect(later.decision).toEqual(before.decision);
    expect(value(dispatch(later, plan('education'), dispatchContext('2027-03-02')))).toBe(later);
  });
});
