import type { Log, LogFields } from '../kernel/log.ts';

const describe = (value: unknown): unknown =>
  value instanceof Error
    ? {
        name: value.name,
        message: value.message,
        stack: value.stack,
        ...(value.cause !== undefined && { cause: describe(value.cause) }),
      }
    : value;

const line = (level: string, message: string, fields: LogFields): string =>
  JSON.stringify({
    level,
    message,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, describe(value)])),
  });

/** Logs JSON lines to standard output, where Lambda takes them up. */
export const jsonLog: Log = {
  info: (message, fields) => console.log(line('INFO', message, fields)),
  warn: (message, fields) => console.warn(line('WARN', message, fields)),
  error: (message, fields) => console.error(line('ERROR', message, fields)),
};
