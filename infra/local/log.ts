/** Where the runner and the functions write: one JSON line each. */
export type Log = {
  (entry: { level: 'INFO' | 'WARN' | 'ERROR'; message: string } & Record<string, unknown>): void;
  /** A line that a function wrote itself, passed on as it is. */
  line(text: string): void;
};

/** A log that writes each line to the given sink. */
export const createLog = (write: (line: string) => void): Log =>
  Object.assign((entry: Record<string, unknown>) => write(JSON.stringify({ source: 'local', ...entry })), {
    line: write,
  });
