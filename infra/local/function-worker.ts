import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { describeFailure, type FunctionMessage, type FunctionRequest, type FunctionThread } from './function-thread.ts';

/**
 * Runs in a thread of its own: one execution environment of one function. It moves `Date` before the bundle is loaded,
 * since a bundle may keep a reference to it, and then answers one invocation after another.
 */
const thread: FunctionThread = workerData;
const port = parentPort;
if (!port) throw new Error('function-worker.ts runs in a worker thread only');

const offset = new Float64Array(thread.clockOffset);
const machineNow = Date.now;
let skew = 0;
const shownNow = () => machineNow() + (offset[0] ?? 0) + skew;
globalThis.Date = new Proxy(Date, {
  apply: () => new Date(shownNow()).toString(),
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length > 0 ? given : [shownNow()], newTarget),
  get: (target, key) => (key === 'now' ? shownNow : Reflect.get(target, key)),
});

const [file = 'index', exported = 'handler'] = thread.handler.split('.');
const bundlePath = join(thread.codeDirectory, `${file}.js`);
const bundle: Record<string, unknown> = createRequire(bundlePath)(bundlePath);
const handler = bundle[exported];
if (typeof handler !== 'function') throw new Error(`${thread.handler} is not a function of ${thread.functionName}`);

const contextOf = (request: FunctionRequest) => {
  const deadline = performance.now() + thread.timeoutMilliseconds;
  return {
    awsRequestId: request.requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: thread.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: thread.functionArn,
    memoryLimitInMB: String(thread.memoryMegabytes),
    logGroupName: `/aws/lambda/${thread.functionName}`,
    logStreamName: thread.logStreamName,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
};

port.on('message', async (request: FunctionRequest) => {
  skew = request.skewMilliseconds;
  try {
    const result: unknown = await handler(JSON.parse(request.payload), contextOf(request));
    port.postMessage({ ok: true, payload: JSON.stringify(result) ?? 'null' } satisfies FunctionMessage);
  } catch (error) {
    port.postMessage(describeFailure(error));
  }
});
port.postMessage('loaded' satisfies FunctionMessage);
