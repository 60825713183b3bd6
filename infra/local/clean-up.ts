import { setTimeout as pause } from 'node:timers/promises';

/** What has been started and how to end it, last first; each step has its time, and none keeps the others from ending. */
export type CleanUp = {
  add(step: () => Promise<void> | void, patienceMilliseconds?: number): void;
  run(): Promise<void>;
};

const PATIENCE_MILLISECONDS = 5_000;

export const createCleanUp = (): CleanUp => {
  const steps: (() => Promise<unknown>)[] = [];
  let running: Promise<void> | undefined;
  const runAll = async () => {
    const errors: unknown[] = [];
    for (const step of steps.reverse()) await step().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw new AggregateError(errors, 'Not everything could be stopped');
  };
  return {
    add: (step, patienceMilliseconds = PATIENCE_MILLISECONDS) => {
      steps.push(() => {
        const patience = new AbortController();
        const late = pause(patienceMilliseconds, undefined, { signal: patience.signal }).catch(() => {});
        return Promise.race([Promise.resolve().then(step), late]).finally(() => patience.abort());
      });
    },
    run: () => {
      running ??= runAll();
      return running;
    },
  };
};
