import { CASE_HEAD } from '../../shared/cases/case-store.ts';
import type { PlanProgress } from '../../shared/cases/plan-progress.ts';
import { TASK_HEAD } from '../../shared/tasks/task-store.ts';
import { headsInMemory } from './heads-in-memory.ts';
import { openTown } from './town.ts';
import { openWorld, type Stores, type World } from './world.ts';

const isFurther = (next: PlanProgress, known: PlanProgress | undefined): boolean =>
  known === undefined ||
  next.version > known.version ||
  (next.version === known.version &&
    (next.organisation > known.organisation || (next.organisation === known.organisation && next.done > known.done)));

/** A world without an engine: the pure model alone. */
export const worldInMemory = (): World => {
  const cases = headsInMemory(CASE_HEAD);
  const tasks = headsInMemory(TASK_HEAD);
  const progress = new Map<string, PlanProgress>();
  const complete = new Set<string>();
  const stores: Stores = {
    cases: { ...cases, beside: async (id) => ({ keys: cases.linked(`case#${id}`), next: undefined }) },
    tasks: {
      ...tasks,
      liveOn: async ({ basis, shard }) => ({ keys: tasks.linked(`basis#${basis}#${shard}`), next: undefined }),
    },
    progress: {
      find: async (id) => progress.get(id),
      note: async (id, next) => {
        if (isFurther(next, progress.get(id))) progress.set(id, next);
      },
    },
    reports: {
      lifting: async () => {},
      notLifted: async () => {},
      note: async (basis) => void complete.add(basis),
      isComplete: async (basis) => complete.has(basis),
      find: async () => undefined,
    },
  };
  return openWorld(openTown(''), stores);
};
