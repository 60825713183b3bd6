import fc from 'fast-check';
import { beijingDate, type Instant, toEpochMs, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { confirmLift, giveFeedback } from '../../../shared/tasks/feedback.ts';
import { reconcile } from '../../../shared/tasks/reconcile.ts';
import type { Task } from '../../../shared/tasks/task.ts';
import { acknowledge } from '../../../shared/tasks/transitions.ts';
import { ended, jointOf, PUSHED_AT, suspended } from './tasks.ts';

const DAY_MS = 86_400_000;

const STEPS = ['acknowledge', 'apply', 'decline', 'suspend', 'resume', 'end', 'confirm'] as const;
export type Step = { readonly does: (typeof STEPS)[number]; readonly days: number };

/** What happens to a task, and how many days after what happened before. */
export const anyLife: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ does: fc.constantFrom(...STEPS), days: fc.integer({ min: 0, max: 9 }) }),
  { maxLength: 8 },
);

const accepted = (result: Result<Task, unknown>): Task | undefined => (result.ok ? result.value : undefined);

const take = (task: Task, { does }: Step, at: Instant): Task | undefined => {
  const by = { department: task.department, officer: `${task.department}/a`, at };
  const context = { by, today: beijingDate(at) };
  const on = beijingDate(at);
  switch (does) {
    case 'acknowledge':
      return accepted(acknowledge(task, by));
    case 'apply':
      return accepted(giveFeedback(task, { outcome: 'applied', on, what: '已落实' }, context));
    case 'decline':
      return accepted(giveFeedback(task, { outcome: 'declined', on, what: '不适用' }, context));
    case 'suspend':
      return reconcile(task, suspended(jointOf(), '停字1号', at), undefined, by);
    case 'resume':
      return reconcile(task, jointOf(), undefined, by);
    case 'end':
      return reconcile(task, ended(jointOf()), undefined, by);
    case 'confirm':
      return accepted(confirmLift(task, { on, what: '已解除' }, context));
    default:
      return does satisfies never;
  }
};

/** All versions of a task to which these things happen; what is refused happens not. */
export const versionsOf = (first: Task, life: readonly Step[]): readonly Task[] => {
  const versions = [first];
  let at = toEpochMs(PUSHED_AT);
  for (const step of life) {
    at += step.days * DAY_MS;
    const next = take(versions.at(-1) ?? first, step, toInstant(at));
    if (next !== undefined) versions.push(next);
  }
  return versions;
};
