/** Where the runner and the functions write: one JSON line each. */
export type Log = {
  (entry: { level: 'INFO' | 'WARN' | 'ERROR'; message: string } & Record<string, unknown>): void;
  /** A line that a function wrote itself, passed on as it is; on AWS it goes to the function's own log group. */
  line(text: string, functionName: string): void;
};

/** A log that writes each line to the given sink. */
export const createLog = (write: (line: string, functionName?: string) => void): Log =>
  Object.assign((entry: Record<string, unknown>) => write(JSON.stringify({ source: 'local', ...entry })), {
    line: write,
  });
