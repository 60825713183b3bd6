import { describe, expect, it } from 'vitest';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { taskIds } from '../../../shared/crypto/case-keys.ts';
import { taskOf } from '../../../shared/tasks/dispatch.ts';
import { confirmLift, type FeedbackSubmission, giveFeedback, giveFeedbackOn } from '../../../shared/tasks/feedback.ts';
import { liftBySystem, reconcile } from '../../../shared/tasks/reconcile.ts';
import { Task } from '../../../shared/tasks/task.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import {
  APPLIED,
  context,
  DECLINED,
  day,
  ended,
  INFORMATION,
  implementer,
  itemOf,
  jointOf,
  kinds,
  MEASURE,
  present,
  pushed,
  suspended,
  system,
  value,
  withoutMeasure,
} from './tasks.ts';

const LATER = '2026-11-11T02:00:00.000Z';
const AT_THE_END = system('2026-11-20T02:00:00.000Z');
const acknowledged = () => value(acknowledge(pushed(), implementer(LATER)));
const applied = () => value(giveFeedback(pushed(), APPLIED, context(LATER)));
const declined = () => value(giveFeedback(pushed(), DECLINED, context(LATER)));
const informed = () => pushed(jointOf(), INFORMATION, 'bank');
const lifting = () => present(reconcile(applied(), ended(jointOf()), undefined, AT_THE_END));

const NEVER_APPLIED = [
  ['pushed', () => pushed()],
  ['acknowledged', acknowledged],
  ['declined', declined],
  ['informed', informed],
] as const;

describe('a task as the plan makes it', () => {
  it('follows from case, item and measure alone, and lies in the register as it is', () => {
    expect(pushed()).toEqual(pushed());
    expect(Task.parse(pushed())).toEqual(pushed());
    expect(pushed()).toMatchObject({
      state: 'pushed',
      version: 1,
      basis: 'government-procurement-law-22',
      decisionDocument: '人社联惩字〔2026〕3号',
      initiator: 'human-resources',
      department: 'finance',
      until: '2027-11-09',
      change: { action: 'push', officer: 'system', department: 'credit-office', at: '2026-11-09T03:00:00.000Z' },
    });
  });

  it('is to be acknowledged in two and answered in ten working days', () => {
    expect(pushed()).toMatchObject({ acknowledgeBy: { date: '2026-11-11' }, answerBy: { date: '2026-11-23' } });
  });

  it('only informs a private body: it owes nothing and no clock runs', () => {
    expect(informed().state).toBe('informed');
    expect(informed()).not.toHaveProperty('acknowledgeBy');
    expect(informed()).not.toHaveProperty('answerBy');
    expect(kinds(acknowledge(informed(), implementer(LATER)))).toEqual(['state-forbids']);
    expect(kinds(giveFeedback(informed(), APPLIED, context(LATER)))).toEqual(['state-forbids']);
  });

  it('names the case of the organisation where it is on a responsible person', () => {
    const organisationCase = { id: 'ORGANISATION-CASE-ID-0', key: { pk: 'ORG#1', sk: 'joint#case#1' } };
    const responsibility = {
      class: 'principal',
      classBasis: 'x-1',
      role: '总经理',
      finding: '决定',
      organisationCase,
    } as const;
    expect(pushed(jointOf({ responsibility })).organisationCase).toEqual(organisationCase);
  });

  it('is not made of a measure that the case never decided, nor of another one', () => {
    const item = itemOf('travel-ban');
    const make = (code: string) => () => taskOf(jointOf(), item, { ...MEASURE, code }, taskIds(jointOf(), item));
    expect(make('travel-ban')).toThrow('never decided');
    expect(make(MEASURE.code)).toThrow('is planned, not');
  });
});

describe('an acknowledgement', () => {
  it('says who saw the task and when, once', () => {
    expect(acknowledged()).toMatchObject({
      state: 'acknowledged',
      version: 2,
      acknowledged: { officer: 'finance/a', at: LATER },
      change: { action: 'acknowledge' },
    });
    expect(kinds(acknowledge(acknowledged(), implementer(LATER, 'b')))).toEqual(['state-forbids']);
  });
});

describe('feedback', () => {
  it('records what was done, and acknowledges a task that nobody acknowledged', () => {
    expect(applied()).toMatchObject({
      state: 'applied',
      acknowledged: { officer: 'finance/a', at: LATER },
      feedback: { ...APPLIED, officer: 'finance/a', at: LATER },
      change: { action: 'apply' },
    });
  });

  it('leaves an earlier acknowledgement as it is', () => {
    const task = value(acknowledge(pushed(), implementer('2026-11-10T02:00:00.000Z', 'b')));
    expect(value(giveFeedback(task, DECLINED, context(LATER)))).toMatchObject({
      state: 'declined',
      acknowledged: { officer: 'finance/b' },
      change: { action: 'decline' },
    });
  });

  it('is given once', () => {
    expect(kinds(giveFeedback(applied(), DECLINED, context(LATER)))).toEqual(['already-answered']);
    expect(kinds(giveFeedback(declined(), APPLIED, context(LATER)))).toEqual(['already-answered']);
    expect(kinds(giveFeedback(lifting(), APPLIED, context('2026-11-21T02:00:00.000Z')))).toEqual(['state-forbids']);
  });

  it.each([
    ['before the push', day('2026-11-08')],
    ['in the future', day('2026-11-12')],
  ])('is not dated %s', (_, on) => {
    expect(kinds(giveFeedback(pushed(), { ...APPLIED, on }, context(LATER)))).toEqual(['date-out-of-bounds']);
    expect(kinds(giveFeedback(pushed(), { ...DECLINED, on }, context(LATER)))).toEqual(['date-out-of-bounds']);
  });

  it('applies nothing before the measure is in force, though it may be declined', () => {
    const task = { ...pushed(), from: day('2026-11-11') };
    expect(kinds(giveFeedback(task, APPLIED, context(LATER)))).toEqual(['date-out-of-bounds']);
    expect(value(giveFeedback(task, DECLINED, context(LATER))).state).toBe('declined');
  });

  it('applies nothing on the day on which the term ends, nor after it', () => {
    const task = { ...pushed(), until: day('2026-11-11') };
    expect(kinds(giveFeedback(task, APPLIED, context(LATER)))).toEqual(['task-past-term']);
    expect(value(giveFeedback(task, APPLIED, context('2026-11-10T02:00:00.000Z'))).state).toBe('applied');
    expect(value(giveFeedback(task, DECLINED, context(LATER))).state).toBe('declined');
  });

  it('applies nothing while the case is suspended, though it may be declined', () => {
    const task = present(reconcile(pushed(), suspended(jointOf()), undefined, system(LATER)));
    expect(kinds(giveFeedback(task, APPLIED, context(LATER)))).toEqual(['task-suspended']);
    expect(value(giveFeedback(task, DECLINED, context(LATER)))).toMatchObject({ state: 'declined', suspension: {} });
  });

  it('is held against the case, and the organisation’s, though the task has not followed them yet', () => {
    const on = (joint: JointCase | undefined, organisation?: JointCase, submission: FeedbackSubmission = APPLIED) =>
      giveFeedbackOn({ task: pushed(), joint, organisation }, submission, context(LATER));
    expect(kinds(on(suspended(jointOf())))).toEqual(['task-suspended']);
    expect(kinds(on(jointOf(), suspended(jointOf())))).toEqual(['task-suspended']);
    expect(kinds(on(ended(jointOf())))).toEqual(['state-forbids']);
    expect(kinds(on(jointOf(), ended(jointOf())))).toEqual(['state-forbids']);
    expect(kinds(on(withoutMeasure(jointOf(), MEASURE.code)))).toEqual(['state-forbids']);
    expect(value(on(jointOf(), jointOf()))).toEqual(applied());
    expect(value(on(undefined))).toEqual(applied());
  });

  it('holds no identity number', () => {
    const text = '身份证210299199001010028';
    const pointersOf = (texts: object) => {
      const refused = giveFeedback(pushed(), { ...APPLIED, ...texts }, context(LATER));
      return refused.ok ? [] : refused.failure.map(({ kind, pointer }) => `${kind} ${pointer}`);
    };
    expect(pointersOf({ what: text })).toEqual(['identity-number-in-text /what']);
    expect(pointersOf({ document: text })).toEqual(['identity-number-in-text /document']);
  });
});

describe('a case that is suspended and resumed', () => {
  it('suspends its tasks under the same document, once', () => {
    const joint = suspended(jointOf());
    const task = present(reconcile(applied(), joint, undefined, system('2026-11-12T02:00:05.000Z')));
    expect(task).toMatchObject({
      state: 'applied',
      suspension: { document: '（2026）辽0283行初7号', since: '2026-11-12T02:00:00.000Z' },
      change: { action: 'suspend', officer: 'system' },
    });
    expect(reconcile(task, joint, undefined, system(LATER))).toBeUndefined();
  });

  it('resumes them, and leaves what is as it should be', () => {
    const held = present(reconcile(applied(), suspended(jointOf()), undefined, system(LATER)));
    const task = present(reconcile(held, jointOf(), undefined, system('2026-11-13T02:00:00.000Z')));
    expect(task).toMatchObject({ state: 'applied', change: { action: 'resume' } });
    expect(task).not.toHaveProperty('suspension');
    expect(reconcile(task, jointOf(), undefined, system(LATER))).toBeUndefined();
  });

  it('follows the suspension of the organisation where the task is on a responsible person', () => {
    const task = present(reconcile(applied(), jointOf(), suspended(jointOf()), system(LATER)));
    expect(task.suspension).toBeDefined();
    expect(reconcile(task, jointOf(), jointOf(), system(LATER))).not.toHaveProperty('suspension');
  });

  it('notes a second suspension that came before the first was seen to end', () => {
    const first = present(reconcile(applied(), suspended(jointOf()), undefined, system(LATER)));
    const again = suspended(jointOf(), '复议停字〔2026〕2号', '2026-11-14T02:00:00.000Z');
    expect(reconcile(first, again, undefined, system(LATER))?.suspension?.document).toBe('复议停字〔2026〕2号');
  });

  it('gives a department its whole time again, but not a term that was over before', () => {
    const since = '2026-11-12T02:00:00.000Z';
    const held = present(reconcile(pushed(), suspended(jointOf(), 'x', since), undefined, system(since)));
    const task = present(reconcile(held, jointOf(), undefined, system('2026-12-01T02:00:00.000Z')));
    expect(task).toMatchObject({ acknowledgeBy: { date: '2026-11-11' }, answerBy: { date: '2026-12-15' } });
  });
});

describe('an end', () => {
  it('orders an applied measure to be lifted in three working days', () => {
    expect(lifting()).toMatchObject({
      state: 'lifting',
      lift: { verb: 'lift', reason: '已清偿工资', document: '人社解字〔2026〕9号', confirmBy: { date: '2026-11-25' } },
      change: { action: 'lift', officer: 'system', reason: '已清偿工资' },
    });
  });

  it.each(NEVER_APPLIED)('withdraws what was only %s: there is nothing to lift', (_, make) => {
    const task = present(reconcile(make(), ended(jointOf()), undefined, AT_THE_END));
    expect(task.state).toBe('withdrawn');
    expect(task.lift).not.toHaveProperty('confirmBy');
    expect(reconcile(task, jointOf(), undefined, AT_THE_END)).toBeUndefined();
  });

  it('of one measure leaves the others in force', () => {
    const joint = withoutMeasure(jointOf(), MEASURE.code);
    expect(reconcile(applied(), joint, undefined, AT_THE_END)?.state).toBe('lifting');
    expect(reconcile(applied(), withoutMeasure(jointOf(), 'other'), undefined, AT_THE_END)).toBeUndefined();
  });

  it("of the organisation's case ends a responsible person's measures", () => {
    expect(reconcile(applied(), jointOf(), ended(jointOf()), AT_THE_END)).toMatchObject({
      state: 'lifting',
      lift: { verb: 'organisation-ended', document: '人社解字〔2026〕9号' },
    });
  });

  it('of a suspended measure leaves no suspension behind', () => {
    const held = present(reconcile(applied(), suspended(jointOf()), undefined, AT_THE_END));
    expect(reconcile(held, ended(jointOf()), undefined, AT_THE_END)).not.toHaveProperty('suspension');
  });

  it('by repeal or expiry is the same, and the first reason stays', () => {
    const repeal = { verb: 'repeal', reason: '依据废止', document: '国务院令第800号' } as const;
    const task = present(liftBySystem(applied(), repeal, AT_THE_END));
    expect(task).toMatchObject({ state: 'lifting', lift: repeal });
    expect(liftBySystem(task, { ...repeal, verb: 'expire' }, AT_THE_END)).toBeUndefined();
    expect(reconcile(task, ended(jointOf()), undefined, AT_THE_END)).toBeUndefined();
  });
});

describe('a lift', () => {
  const LIFTED = { on: day('2026-11-23'), what: '已恢复参加政府采购活动' };
  const AT = context('2026-11-23T02:00:00.000Z');

  it('is confirmed by the department', () => {
    expect(value(confirmLift(lifting(), LIFTED, AT))).toMatchObject({
      state: 'lifted',
      lift: { verb: 'lift', confirmed: { ...LIFTED, officer: 'finance/a', at: '2026-11-23T02:00:00.000Z' } },
      change: { action: 'confirm-lift' },
    });
  });

  it.each(NEVER_APPLIED)('is not confirmed of a measure that was never applied: %s', (_, make) => {
    expect(kinds(confirmLift(make(), LIFTED, AT))).toEqual(['lift-before-apply']);
  });

  it('is not confirmed before it is ordered, twice, or of what was withdrawn', () => {
    const withdrawn = present(reconcile(pushed(), ended(jointOf()), undefined, AT.by));
    const lifted = value(confirmLift(lifting(), LIFTED, AT));
    expect(kinds(confirmLift(applied(), LIFTED, AT))).toEqual(['state-forbids']);
    expect(kinds(confirmLift(lifted, LIFTED, AT))).toEqual(['state-forbids']);
    expect(kinds(confirmLift(withdrawn, LIFTED, AT))).toEqual(['state-forbids']);
  });

  it('is dated neither before the measure was applied nor in the future, and holds no identity number', () => {
    const refused = (on: string, what = '已解除') => kinds(confirmLift(lifting(), { on: day(on), what }, AT));
    expect(refused('2026-11-09')).toEqual(['date-out-of-bounds']);
    expect(refused('2026-11-24')).toEqual(['date-out-of-bounds']);
    expect(refused('2026-11-23', '身份证210299199001010028')).toEqual(['identity-number-in-text']);
  });
});
