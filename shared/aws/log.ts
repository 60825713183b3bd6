import type { Log, LogFields } from '../kernel/log.ts';

/** V8 quotes the text that is no JSON, which may be a person's: what it says of it stays out of the log, where it came from does not. */
const said = ({ name, message, stack }: Error) =>
  name === 'SyntaxError'
    ? { message: 'text that cannot be read', stack: stack?.replace(message, '') }
    : { message, stack };

const describe = (value: unknown): unknown =>
  value instanceof Error
    ? {
        name: value.name,
        ...said(value),
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
