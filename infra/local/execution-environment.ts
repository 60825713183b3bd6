import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { heapOfThread } from '../heap-limit.ts';
import type { FunctionDefinition } from './function-definition.ts';
import {
  describeFailure,
  type FunctionMessage,
  type FunctionReply,
  type FunctionRequest,
  type FunctionThread,
} from './function-thread.ts';
import type { Log } from './log.ts';

/** Lambda's limit for a synchronous answer: 6 MB and the envelope around it. */
const LARGEST_ANSWER_BYTES = 6_291_556;

/** Lambda's limit for loading a function, which its timeout does not count. */
const INIT_MILLISECONDS = 10_000;

/** One thread that holds one loaded copy of a function. */
export type ExecutionEnvironment = {
  run(request: FunctionRequest): Promise<FunctionReply>;
  /** False after a crash, a timeout or a failed load: such an environment is not used again. */
  alive(): boolean;
  stop(): Promise<void>;
};

const failure = (errorType: string, errorMessage: string): FunctionReply => ({
  ok: false,
  errorType,
  errorMessage,
  trace: [],
});

const withinLimit = (reply: FunctionReply): FunctionReply => {
  if (!reply.ok || Buffer.byteLength(reply.payload) <= LARGEST_ANSWER_BYTES) return reply;
  return failure('Function.ResponseSizeTooLarge', `The answer is larger than ${LARGEST_ANSWER_BYTES} bytes`);
};

/** Starts a thread with the function's own environment variables and memory limit, and nothing of this process's. */
export const createExecutionEnvironment = (deps: {
  definition: FunctionDefinition;
  clockOffset: SharedArrayBuffer;
  log: Log;
  /** See LocalStackOptions. */
  patience?: number | undefined;
}): ExecutionEnvironment => {
  const { definition, clockOffset, log, patience = 1 } = deps;
  const timeoutMilliseconds = definition.timeoutSeconds * 1000 * patience;
  const thread: FunctionThread = {
    functionName: definition.name,
    functionArn: definition.arn,
    codeDirectory: definition.codeDirectory,
    handler: definition.handler,
    timeoutMilliseconds,
    memoryMegabytes: definition.memoryMegabytes,
    logStreamName: `local/[$LATEST]${randomBytes(16).toString('hex')}`,
    clockOffset,
  };
  const { environment, resourceLimits } = heapOfThread(definition.environment, definition.memoryMegabytes);
  const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
    workerData: thread,
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits,
  });
  for (const stream of [worker.stdout, worker.stderr])
    createInterface({ input: stream }).on('line', (text) => log.line(text, definition.name));

  let alive = true;
  let timer: NodeJS.Timeout | undefined;
  let loaded = false;
  let finish: ((reply: FunctionReply) => void) | undefined;
  const answer = (reply: FunctionReply) => {
    clearTimeout(timer);
    const waiting = finish;
    finish = undefined;
    waiting?.(reply);
  };
  const die = (reply: FunctionReply) => {
    alive = false;
    answer(reply);
  };
  const limit = (milliseconds: number, errorType: string, what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      die(failure(errorType, `${what} after ${(milliseconds / 1000).toFixed(2)} seconds`));
      worker.terminate();
    }, milliseconds);
  };
  const limitTask = () => limit(timeoutMilliseconds, 'Sandbox.Timedout', 'Task timed out');

  worker.on('message', (message: FunctionMessage) => {
    if (message !== 'loaded') return answer(withinLimit(message));
    loaded = true;
    if (finish) limitTask();
  });
  worker.on('error', (error) => die(describeFailure(error)));
  worker.on('exit', (code) => die(failure('Runtime.ExitError', `The function's runtime exited with code ${code}`)));

  return {
    run: (request) =>
      new Promise((resolve) => {
        if (!alive) return resolve(failure('Runtime.ExitError', "The function's runtime is gone"));
        finish = resolve;
        if (loaded) limitTask();
        else limit(INIT_MILLISECONDS * patience, 'Sandbox.Timedout', 'Loading timed out');
        worker.postMessage(request);
      }),
    alive: () => alive,
    stop: async () => {
      await worker.terminate();
    },
  };
};
