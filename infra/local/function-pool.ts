import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { createExecutionEnvironment, type ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FunctionReply } from './function-thread.ts';
import type { Log } from './log.ts';

export type Invocation = FunctionReply & { requestId: string };

export type FunctionPool = {
  readonly definition: FunctionDefinition;
  /** Invokes with JSON text. A thrown error, a crash and a timeout are answers with `ok: false`, never exceptions. */
  invoke(payload: string): Promise<Invocation>;
  inFlight(): number;
  /** How many invocations have begun since the start. */
  begun(): number;
  stop(): Promise<void>;
};

/**
 * The execution environments of one function: each runs one invocation at a time, the one used last is used first, and a
 * new one is made only when none is free, as Lambda does.
 */
export const createFunctionPool = (deps: {
  definition: FunctionDefinition;
  clockOffset: SharedArrayBuffer;
  log: Log;
  /** See LocalStackOptions. */
  patience?: number | undefined;
  /** See LocalStackOptions. */
  skew?: ((functionName: string) => number) | undefined;
}): FunctionPool => {
  const { definition, log, skew = () => 0 } = deps;
  const free: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: ((environment: ExecutionEnvironment) => void)[] = [];
  let running = 0;
  let begun = 0;

  const start = () => {
    const environment = createExecutionEnvironment(deps);
    all.add(environment);
    return environment;
  };

  const acquire = async () => {
    const idle = free.pop();
    if (idle) return idle;
    if (all.size < definition.concurrency) return start();
    return new Promise<ExecutionEnvironment>((resolve) => waiting.push(resolve));
  };

  const release = (environment: ExecutionEnvironment) => {
    if (!environment.alive()) all.delete(environment);
    const next = waiting.shift();
    if (next) return next(environment.alive() ? environment : start());
    if (environment.alive()) free.push(environment);
  };

  return {
    definition,
    invoke: async (payload) => {
      begun += 1;
      running += 1;
      const requestId = randomUUID();
      const environment = await acquire();
      const startedAt = performance.now();
      const reply = await environment.run({ requestId, payload, skewMilliseconds: skew(definition.name) });
      running -= 1;
      release(environment);
      if (!reply.ok) {
        const { errorType, errorMessage, trace } = reply;
        const durationMs = Math.round(performance.now() - startedAt);
        log({
          level: 'ERROR',
          message: 'invocation failed',
          function: definition.name,
          requestId,
          errorType,
          errorMessage,
          trace,
          durationMs,
        });
      }
      return { ...reply, requestId };
    },
    inFlight: () => running,
    begun: () => begun,
    stop: async () => {
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
};
