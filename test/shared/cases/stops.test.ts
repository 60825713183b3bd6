import { describe, expect, it } from 'vitest';
import { endBySystem, endCase } from '../../../shared/cases/ending.ts';
import { except } from '../../../shared/cases/exception.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { recordStatement } from '../../../shared/cases/statement.ts';
import { resume, resumeWithOrganisation, suspend, suspendWithOrganisation } from '../../../shared/cases/suspension.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { acting } from '../../builders/joint-cases.ts';
import { DEPARTMENT, decided, dispatched, noticed, proposed, refusals, SECOND, served, value } from './walk.ts';

const DAY = '2026-11-20';
const initiator = acting(DEPARTMENT, DAY);
const second = acting(DEPARTMENT, DAY, SECOND);
const third = acting(DEPARTMENT, DAY, { name: 'officer-3' });
const court = acting('court', DAY, { roles: ['court'] });
const review = acting('justice', DAY, { roles: ['review-authority'] });
const creditOffice = acting('credit-office', DAY, { roles: ['credit-office'] });
const order = { document: '（2026）辽0283行保1号', reason: '裁定停止执行' };

describe('A suspension', () => {
  it('stops a case at once from noticed to dispatched, and resumption leads back to where it was', () => {
    for (const from of [noticed(), decided(), served(), dispatched()]) {
      const suspended = value(suspend(from, order, court));
      expect(suspended).toMatchObject({ state: 'suspended', suspension: { from: from.state, department: 'court' } });
      const { version: _, change: __, ...resumed } = value(resume(suspended, order, court));
      const { version: ___, change: ____, ...before } = from;
      expect(resumed).toEqual(before);
    }
  });

  it('is refused for a proposal, for what is suspended or ended, and from who may not', () => {
    expect(refusals(suspend(proposed(), order, court))).toEqual(['state-forbids']);
    expect(refusals(suspend(value(suspend(noticed(), order, court)), order, review))).toEqual(['state-forbids']);
    expect(refusals(suspend(noticed(), order, acting('tax', DAY)))).toEqual(['not-initiating-department']);
    expect(refusals(suspend(noticed(), order, creditOffice))).toEqual(['not-initiating-department']);
  });

  it('is lifted by whoever ordered it, or by a court', () => {
    const by = (who: typeof court, whom: typeof court) =>
      refusals(resume(value(suspend(noticed(), order, who)), order, whom));
    expect(by(review, initiator)).toEqual(['not-your-suspension']);
    expect(by(court, review)).toEqual(['not-your-suspension']);
    expect(by(initiator, review)).toEqual(['not-your-suspension']);
    expect(by(review, court)).toEqual([]);
    expect(by(review, review)).toEqual([]);
    expect(by(initiator, second)).toEqual([]);
  });

  it("follows the organisation's, unless the case was suspended for itself", () => {
    const following = value(suspendWithOrganisation(noticed(), order, creditOffice.by));
    expect(refusals(resume(following, order, court))).toEqual(['state-forbids']);
    expect(value(resumeWithOrganisation(following, order, creditOffice.by)).state).toBe('noticed');
    const own = value(suspend(following, order, court));
    expect(own.suspension).toMatchObject({ from: 'noticed', withOrganisation: false });
    expect(refusals(resumeWithOrganisation(own, order, creditOffice.by))).toEqual(['state-forbids']);
    expect(refusals(suspendWithOrganisation(own, order, creditOffice.by))).toEqual(['state-forbids']);
    expect(value(resume(own, order, court)).state).toBe('noticed');
  });

  it('does not keep the subject from being heard', () => {
    const statement = { receivedOn: calendarDate(DAY), summary: '请求撤销。' };
    const heard = value(recordStatement(value(suspend(noticed(), order, court)), statement, initiator));
    expect(heard).toMatchObject({ state: 'suspended', statements: [{ summary: '请求撤销。' }] });
    const later = value(suspend(decided(), order, court));
    expect(refusals(recordStatement(later, statement, initiator))).toEqual(['state-forbids']);
  });
});

describe('An exception', () => {
  const given = {
    measures: ['limit-procurement'],
    decisionTypes: ['procurement-qualification'],
    from: calendarDate(DAY),
    until: calendarDate('2026-12-20'),
    document: '（2026）辽0283行保2号',
    reason: '疫情防控物资采购',
  };
  const on = (override: object = {}, by = creditOffice, from: JointCase = dispatched()) =>
    refusals(except(from, { ...given, ...override }, by));

  it('is dated, and is granted by the credit office, the initiating department or a court', () => {
    for (const by of [creditOffice, initiator, court]) expect(on({}, by)).toEqual([]);
    expect(on({}, review)).toEqual(['not-initiating-department']);
    expect(value(except(dispatched(), given, court)).exceptions).toEqual([
      { ...given, department: 'court', officer: court.by.officer },
    ]);
  });

  it('is refused where it ends before it begins or before tomorrow, or names what is not there', () => {
    expect(on({ until: DAY })).toEqual(['date-too-early /until']);
    expect(on({ from: '2026-12-20' })).toEqual(['date-too-early /until']);
    expect(on({ measures: ['limit-subsidies'] })).toEqual(['measure-not-decided /measures/0']);
    expect(on({ decisionTypes: ['unheard-of'] })).toEqual(['unknown-code /decisionTypes/0']);
    expect(on({}, creditOffice, noticed())).toEqual(['state-forbids']);
  });
});

describe('An end', () => {
  const given = {
    verb: 'repair',
    document: '庄人社修〔2026〕3号',
    decidedOn: calendarDate(DAY),
    reason: '已付清工资并作出信用承诺',
  } as const;
  const on = (override: object = {}, by = third, from: JointCase = dispatched()) =>
    refusals(endCase(from, { ...given, ...override }, by));

  it('is the initiating department’s by another officer than the one who decided, a court’s or a review authority’s', () => {
    for (const by of [initiator, third, court, review]) expect(on({}, by)).toEqual([]);
    expect(on({}, second)).toEqual(['same-officer']);
    expect(on({}, acting('tax', DAY))).toEqual(['not-initiating-department']);
    expect(on({}, creditOffice)).toEqual(['not-initiating-department']);
  });

  it('of a case without a decision is not its author’s', () => {
    expect(on({}, initiator, noticed())).toEqual(['same-officer']);
    expect(on({}, second, noticed())).toEqual([]);
  });

  it('ends whatever the state, and only once', () => {
    const suspended = value(suspend(dispatched(), order, court));
    for (const from of [decided(), served(), dispatched(), suspended]) {
      const ended = value(endCase(from, given, third));
      expect(ended).toMatchObject({ state: 'ended', end: { verb: 'repair', officer: third.by.officer } });
      expect(ended.suspension).toBeUndefined();
      expect(refusals(endCase(ended, given, court))).toEqual(['state-forbids']);
    }
  });

  it('in part ends the measures that are named and leaves the case where it is, suspended too', () => {
    const measures = ['limit-procurement'];
    const suspended = value(suspend(dispatched(), order, court));
    for (const from of [dispatched(), suspended]) {
      const ended = value(endCase(from, { ...given, measures }, third));
      expect(ended).toMatchObject({
        state: from.state,
        endedMeasures: [{ measure: 'limit-procurement', verb: 'repair' }],
      });
      expect(ended.suspension).toEqual(from.suspension);
      expect(refusals(endCase(ended, { ...given, measures }, third))).toEqual(['measure-not-decided /measures/0']);
    }
    expect(on({ measures: ['limit-subsidies'] })).toEqual(['measure-not-decided /measures/0']);
    expect(on({ measures: ['limit-procurement', 'limit-procurement'] })).toEqual(['duplicate-code /measures/1']);
    expect(on({ measures }, second, noticed())).toContain('state-forbids');
  });

  it('is not dated before the decision nor in the future', () => {
    expect(on({ decidedOn: '2026-11-10' })).toEqual(['date-too-early /decidedOn']);
    expect(on({ decidedOn: '2026-11-21' })).toEqual(['decision-in-future /decidedOn']);
  });

  it('by the system follows from terms, bases and the organisation, whole or in part, and once', () => {
    const system = { verb: 'repeal', document: '目录更新', reason: '依据失效', decidedOn: calendarDate(DAY) } as const;
    const part = value(endBySystem(dispatched(), { ...system, measures: ['limit-procurement'] }, creditOffice.by));
    expect(part.endedMeasures).toMatchObject([{ measure: 'limit-procurement', verb: 'repeal' }]);
    const ended = value(endBySystem(part, { ...system, verb: 'expire' }, creditOffice.by));
    expect(ended.state).toBe('ended');
    expect(refusals(endBySystem(ended, system, creditOffice.by))).toEqual(['state-forbids']);
  });
});
