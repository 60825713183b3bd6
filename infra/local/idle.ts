import { setTimeout as wait } from 'node:timers/promises';
import type { FunctionPool } from './function-pool.ts';
import type { EventSource } from './sources/event-source.ts';

const BETWEEN_LOOKS_MILLISECONDS = 20;

/** A program that is done otherwise does not wait for this timer. */
const UNCOUNTED = { ref: false };

/** Names what is going on: running functions and sources with something left. */
const whatIsBusy = async (pools: FunctionPool[], sources: EventSource[]) => {
  const running = pools.filter((pool) => pool.inFlight() > 0).map(({ definition }) => `function ${definition.name}`);
  if (running.length > 0) return running;
  const states = await Promise.all(
    sources.map(async (source) => ({ name: source.name, drained: await source.drained() })),
  );
  return states.filter(({ drained }) => !drained).map(({ name }) => name);
};

/**
 * Waits until nothing is in flight: no function runs, streams are read to their end, queues with a reader are empty,
 * messages in flight included. Only functions make work for functions, so if none began while all this was looked at,
 * it held all at once. Fails after the given time, naming what is still busy.
 */
export const waitUntilIdle = async (deps: {
  pools: FunctionPool[];
  sources: EventSource[];
  timeoutMilliseconds: number;
}) => {
  const { pools, sources, timeoutMilliseconds } = deps;
  const begun = () => pools.reduce((sum, pool) => sum + pool.begun(), 0);
  const deadline = Date.now() + timeoutMilliseconds;
  let busy: string[] = ['the look at it'];
  while (Date.now() < deadline) {
    const before = begun();
    const look = await Promise.race([whatIsBusy(pools, sources), wait(deadline - Date.now(), busy, UNCOUNTED)]);
    if (look.length === 0 && begun() === before) return;
    if (look.length > 0) busy = look;
    await wait(BETWEEN_LOOKS_MILLISECONDS);
  }
  throw new Error(`Not idle after ${timeoutMilliseconds} ms: ${busy.join(', ')}`);
};
