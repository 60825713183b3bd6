/** What a function's thread is given when it starts. */
export type FunctionThread = {
  functionName: string;
  functionArn: string;
  codeDirectory: string;
  /** `file.export`, as in the template. */
  handler: string;
  timeoutMilliseconds: number;
  memoryMegabytes: number;
  logStreamName: string;
  clockOffset: SharedArrayBuffer;
};

/** One invocation; the payload is JSON text, as on the wire, so that no object is shared by accident. */
export type FunctionRequest = {
  requestId: string;
  payload: string;
  /** How far the clock of the machine that this invocation came to is ahead. */
  skewMilliseconds: number;
};

export type FunctionReply =
  | { ok: true; payload: string }
  | { ok: false; errorType: string; errorMessage: string; trace: string[] };

/** What a thread says: first that it is loaded, then one reply for each request. */
export type FunctionMessage = 'loaded' | FunctionReply;

/** What was thrown, as Lambda reports it. */
export const describeFailure = (error: unknown): FunctionReply => {
  if (!(error instanceof Error)) return { ok: false, errorType: 'Error', errorMessage: String(error), trace: [] };
  return { ok: false, errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
};
