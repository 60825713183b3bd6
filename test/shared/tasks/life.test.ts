import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import { addDays, beijingDate, type Instant, toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { confirmLift, giveFeedback } from '../../../shared/tasks/feedback.ts';
import { liftBySystem, reconcile } from '../../../shared/tasks/reconcile.ts';
import { Task } from '../../../shared/tasks/task.ts';
import { taskClocks } from '../../../shared/tasks/task-clocks.ts';
import { acknowledge, LIVE_STATES } from '../../../shared/tasks/transitions.ts';
import { ended, INFORMATION, jointOf, MEASURE, PUSHED_AT, pushed, suspended, withoutMeasure } from './tasks.ts';

/** States of a case as the relay may see them, late and in any order. */
const anyCase: fc.Arbitrary<JointCase> = fc.constantFrom(
  jointOf(),
  suspended(jointOf()),
  suspended(jointOf(), '复议停字〔2026〕2号', '2026-12-01T02:00:00.000Z'),
  ended(jointOf()),
  withoutMeasure(jointOf(), MEASURE.code),
  withoutMeasure(suspended(jointOf()), INFORMATION.code),
);

type Step = { readonly after: number } & (
  | { readonly does: 'reconcile'; readonly joint: JointCase; readonly organisation: JointCase | undefined }
  | { readonly does: 'repeal' }
  | { readonly does: 'acknowledge' }
  | { readonly does: 'answer'; readonly outcome: 'applied' | 'declined'; readonly daysAgo: number }
  | { readonly does: 'confirm'; readonly daysAgo: number }
);

const after = fc.integer({ min: 0, max: 90 * 86_400_000 });
const daysAgo = fc.integer({ min: -1, max: 4 });

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant('reconcile' as const),
    after,
    joint: anyCase,
    organisation: fc.option(anyCase, { nil: undefined }),
  }),
  fc.record({ does: fc.constant('repeal' as const), after }),
  fc.record({ does: fc.constant('acknowledge' as const), after }),
  fc.record({
    does: fc.constant('answer' as const),
    after,
    outcome: fc.constantFrom('applied' as const, 'declined' as const),
    daysAgo,
  }),
  fc.record({ does: fc.constant('confirm' as const), after, daysAgo }),
);

const accepted = (result: Result<Task, Failures>): Task | undefined => (result.ok ? result.value : undefined);

const take = (task: Task, step: Step, at: Instant): Task | undefined => {
  const by: Actor = { department: task.department, officer: 'finance/a', at };
  const context = { by, today: beijingDate(at) };
  if (step.does === 'reconcile') return reconcile(task, step.joint, step.organisation, by);
  if (step.does === 'repeal') return liftBySystem(task, { verb: 'repeal', reason: '依据废止', document: 'x' }, by);
  if (step.does === 'acknowledge') return accepted(acknowledge(task, by));
  const on = addDays(context.today, -step.daysAgo);
  if (step.does === 'confirm') return accepted(confirmLift(task, { on, what: '已解除' }, context));
  return accepted(giveFeedback(task, { outcome: step.outcome, on, what: '已办理' }, context));
};

/** All versions of a task whose officers and system do these steps. */
const lifeOf = (first: Task, steps: readonly Step[]): readonly Task[] => {
  const versions = [first];
  let now = toEpochMs(PUSHED_AT);
  for (const step of steps) {
    now += step.after;
    const next = take(versions.at(-1) ?? first, step, toInstant(now));
    if (next) versions.push(next);
  }
  return versions;
};

const anyLife = fc
  .tuple(fc.constantFrom(MEASURE, INFORMATION), fc.array(anyStep, { maxLength: 14 }))
  .map(([measure, steps]) => lifeOf(pushed(jointOf(), measure), steps));

const RUNS = { numRuns: 3_000 };
const isLive = ({ state }: Task): boolean => LIVE_STATES.some((live) => live === state);
const pairs = (versions: readonly Task[]) => versions.slice(1).map((next, at) => [versions[at] ?? next, next] as const);

describe('whatever its officers and its case do, in whatever order', () => {
  it('an ended measure never becomes live again, and keeps the reason that ended it', () => {
    fc.assert(
      fc.property(anyLife, (versions) => {
        for (const [before, next] of pairs(versions)) {
          if (isLive(before)) continue;
          expect(isLive(next)).toBe(false);
          expect(next.lift).toMatchObject({ ...before.lift });
        }
      }),
      RUNS,
    );
  });

  it('only an applied measure is ever lifted, and none is applied while suspended or after its term', () => {
    fc.assert(
      fc.property(anyLife, (versions) => {
        for (const [before, next] of pairs(versions)) {
          if (next.state === 'lifting') expect(next.feedback?.outcome).toBe('applied');
          if (next.state === 'withdrawn') expect(next.feedback?.outcome).not.toBe('applied');
          if (next.change.action !== 'apply') continue;
          expect(before.suspension).toBeUndefined();
          expect(beijingDate(next.change.at) < next.until).toBe(true);
          expect(next.obligation).toBe('obligatory');
        }
      }),
      RUNS,
    );
  });

  it('there is one answer and one acknowledgement, and each version lies in the register as it is', () => {
    fc.assert(
      fc.property(anyLife, (versions) => {
        const last = versions.at(-1);
        const answers = versions.filter(({ change }) => change.action === 'apply' || change.action === 'decline');
        expect(answers.length).toBeLessThanOrEqual(1);
        expect(answers[0]?.feedback).toEqual(last?.feedback);
        for (const [index, version] of versions.entries()) {
          expect(version.version).toBe(index + 1);
          expect(Task.parse(version)).toEqual(version);
        }
      }),
      RUNS,
    );
  });

  it('what it did follows from the case, and seeing the case again changes nothing', () => {
    const by: Actor = { department: 'credit-office', officer: 'system', at: PUSHED_AT };
    fc.assert(
      fc.property(anyLife, anyCase, fc.option(anyCase, { nil: undefined }), (versions, joint, organisation) => {
        const last = versions.at(-1);
        const next = last && (reconcile(last, joint, organisation, by) ?? last);
        expect(next && reconcile(next, joint, organisation, by)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('a clock that was met or breached stays so, unless a suspension came to be known that had stopped it', () => {
    fc.assert(
      fc.property(anyLife, (versions) => {
        for (const [before, next] of pairs(versions)) {
          if (next.change.action === 'suspend') continue;
          const today = beijingDate(next.change.at);
          const settled = taskClocks(before, today).filter(({ state }) => state !== 'running');
          const after = taskClocks(next, today);
          for (const { name, state } of settled) expect(after.find((one) => one.name === name)?.state).toBe(state);
        }
      }),
      RUNS,
    );
  });
});
