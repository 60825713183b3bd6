import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseContext } from '../../../shared/cases/case-context.ts';
import { CASE_TRANSITIONS } from '../../../shared/cases/case-transitions.ts';
import { decide } from '../../../shared/cases/decision.ts';
import { dispatch } from '../../../shared/cases/dispatch.ts';
import { endBySystem, endCase } from '../../../shared/cases/ending.ts';
import { except } from '../../../shared/cases/exception.ts';
import { JointCase } from '../../../shared/cases/joint-case.ts';
import { serveDecision, serveNotice } from '../../../shared/cases/notice.ts';
import { recordStatement } from '../../../shared/cases/statement.ts';
import { resume, resumeWithOrganisation, suspend, suspendWithOrganisation } from '../../../shared/cases/suspension.ts';
import type { Role } from '../../../shared/http/operation.ts';
import { addDays, addMonths, type CalendarDate, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { acting, lists, PROCUREMENT_LAW } from '../../builders/joint-cases.ts';
import { DEPARTMENT, decision, proposed, service } from './walk.ts';

type Step = (jointCase: JointCase, context: CaseContext, days: number) => ReturnType<typeof endCase>;

const order = { document: '裁定', reason: '裁定' };
const on = ({ today }: CaseContext, days: number): CalendarDate => addDays(today, days);

/** What anybody may try; whether it may be done is the case's own matter. Dates are off by `days`. */
const STEPS: Readonly<Record<string, Step>> = {
  notice: (is, context, days) =>
    serveNotice(is, service(on(context, days), days % 2 ? { method: 'public-notice' } : {}), context),
  statement: (is, context, days) => recordStatement(is, { receivedOn: on(context, days), summary: '申辩' }, context),
  decide: (is, context, days) => {
    const decidedOn = on(context, days);
    const months = 12 + days;
    const sent = decision({
      decidedOn,
      listedUntil: addMonths(decidedOn, 14),
      onStatement: '复核',
      measures: [{ measure: 'limit-procurement', basis: PROCUREMENT_LAW, months }],
    });
    return decide(is, sent, { ...context, lists: lists(decidedOn), records: [] });
  },
  drop: (is, context) => {
    const sent = {
      sustained: false,
      documentNumber: '不字1号',
      decidedOn: context.today,
      reasons: '证据不足',
    } as const;
    return decide(is, sent, { ...context, lists: lists(context.today), records: [] });
  },
  serve: (is, context, days) => serveDecision(is, service(on(context, days)), context),
  dispatch: (is, context, days) => {
    const department = ['finance', 'education', 'transport'][Math.abs(days) % 3] ?? 'finance';
    const { measures, instruments } = lists(context.today);
    const sent = { plan: [{ measure: 'limit-procurement', department }] };
    return dispatch(is, sent, { ...context, measures: measures.entries, instruments });
  },
  suspend: (is, context) => suspend(is, order, context),
  resume: (is, context) => resume(is, order, context),
  follow: (is, context) => suspendWithOrganisation(is, order, context.by),
  follow2: (is, context) => resumeWithOrganisation(is, order, context.by),
  except: (is, context, days) =>
    except(
      is,
      { measures: [], decisionTypes: [], from: context.today, until: on(context, days + 3), ...order },
      context,
    ),
  end: (is, context, days) => {
    const part = days > 0 ? { measures: ['limit-procurement'] } : {};
    return endCase(
      is,
      { verb: 'repair', document: '文书', decidedOn: on(context, days), reason: '修复', ...part },
      context,
    );
  },
  expire: (is, context) =>
    endBySystem(is, { verb: 'expire', document: '期满', decidedOn: context.today, reason: '期满' }, context.by),
};

type Party = readonly [department: string, name: string, roles: readonly Role[]];

const AUTHOR: Party = [DEPARTMENT, 'officer-1', ['initiator']];
const DECIDER: Party = [DEPARTMENT, 'officer-2', ['initiator']];
const CLERK: Party = ['credit-office', 'clerk', ['credit-office']];
const JUDGE: Party = ['court', 'judge', ['court']];
const PARTIES: readonly Party[] = [
  AUTHOR,
  DECIDER,
  CLERK,
  JUDGE,
  ['tax', 'officer-1', ['initiator']],
  ['justice', 'reviewer', ['review-authority']],
];

interface Tried {
  readonly does: string;
  readonly who: Party;
  readonly days: number;
  readonly later: number;
}

/** What usually comes next, and when: histories that get far are rare by chance. */
const USUAL: Readonly<Record<JointCase['state'], Tried>> = {
  proposed: { does: 'notice', who: AUTHOR, days: 0, later: 1 },
  noticed: { does: 'decide', who: DECIDER, days: 0, later: 60 },
  decided: { does: 'serve', who: AUTHOR, days: 0, later: 1 },
  served: { does: 'dispatch', who: CLERK, days: 0, later: 30 },
  dispatched: { does: 'dispatch', who: CLERK, days: 1, later: 1 },
  suspended: { does: 'resume', who: JUDGE, days: 0, later: 1 },
  ended: { does: 'end', who: JUDGE, days: 0, later: 1 },
};

const anyTry: fc.Arbitrary<Tried> = fc.record({
  does: fc.constantFrom(...Object.keys(STEPS)),
  who: fc.constantFrom(...PARTIES),
  days: fc.constantFrom(-1, 0, 0, 0, 1),
  later: fc.constantFrom(0, 0, 1, 3, 7, 40),
});
const anyStep = fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary: anyTry });

/** What may never be seen of a case, whatever was done to it. */
const flawsOf = (is: JointCase, before: JointCase, context: CaseContext): readonly string[] => {
  const { state, notice, decision: decided, service: given, plan, end, suspension, author } = is;
  const past = state === 'suspended' ? suspension?.from : state;
  const wasDecided = past === 'decided' || past === 'served' || past === 'dispatched';
  const measure = decided?.measures[0];
  const checks: readonly (readonly [string, boolean])[] = [
    ['is no image', JointCase.safeParse(is).success],
    ['skips a version', is.version === before.version + 1],
    ['is decided without a notice', decided === undefined || notice !== undefined],
    ['is decided while the subject may answer', decided === undefined || decided.decidedOn > String(notice?.answerBy)],
    ['is decided in the future', decided === undefined || decided.decidedOn <= context.today],
    ['is decided by its author', decided?.officer !== author],
    ['is past its decision without one', !wasDecided || decided !== undefined],
    ['has a plan before service', plan.length === 0 || given !== undefined],
    ['has an item twice', new Set(plan.map(({ department }) => department)).size === plan.length],
    ['loses items', before.plan.every((item) => plan.includes(item))],
    ['has a changed decision', before.decision === undefined || before.decision === decided],
    ['outlasts its listing', measure === undefined || measure.until <= String(decided?.listedUntil)],
    ['has a term out of bounds', measure === undefined || measure.until <= addMonths(measure.from, 36)],
    ['is ended without an end', (state === 'ended') === (end !== undefined)],
    ['comes back', before.state !== 'ended'],
    ['is suspended without a suspension', (state === 'suspended') === (suspension !== undefined)],
    ['is suspended from nowhere', suspension?.from !== 'suspended' && suspension?.from !== 'ended'],
    ['forgets a statement', is.statements.length >= before.statements.length],
  ];
  return checks.filter(([, holds]) => !holds).map(([flaw]) => flaw);
};

describe('Whatever is tried', () => {
  it('a case keeps the order of the law, its decision and its plan', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
        let is = proposed();
        let today = calendarDate('2026-11-02');
        for (const tried of steps) {
          const { does, who, days, later } = tried ?? USUAL[is.state];
          const [department, name, roles] = who;
          today = addDays(today, later);
          const context = acting(department, today, { name, roles });
          const next = STEPS[does]?.(is, context, days);
          if (!next?.ok || next.value === is) continue;
          expect(flawsOf(next.value, is, context), `${does} by ${department}`).toEqual([]);
          is = next.value;
          reached.add(is.state);
        }
      }),
      { numRuns: 1500 },
    );
    expect([...reached].sort()).toEqual(['decided', 'dispatched', 'ended', 'noticed', 'served', 'suspended'].sort());
  });

  it('every transition refuses each state that it may not be made from, and none changes what it was given', () => {
    const before = JSON.stringify(proposed());
    for (const { from } of Object.values(CASE_TRANSITIONS)) expect(from).not.toContain('ended');
    const ended = { ...proposed(), state: 'ended' as const };
    for (const [name, step] of Object.entries(STEPS)) {
      for (const roles of [['initiator'], ['credit-office'], ['court']] as const) {
        const result = step(ended, acting(DEPARTMENT, '2026-11-20', { name: 'officer-9', roles }), 0);
        expect(result.ok, name).toBe(false);
      }
    }
    expect(JSON.stringify(proposed())).toBe(before);
  });
});
