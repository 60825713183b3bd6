import { type ParseArgsConfig, parseArgs } from 'node:util';
import * as z from 'zod';

/** An operator's command: how it is called, what may be said, and which variables stand for options that are not. */
export interface Command<Shape extends z.ZodRawShape> {
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly variables: Readonly<Record<string, string>>;
  /** By the names of the options. */
  readonly settings: Shape;
}

const wrong = ({ path, message }: z.core.$ZodIssue, variables: Command<z.ZodRawShape>['variables']): string => {
  const option = path.join('.');
  return `--${option}${variables[option] ? ` or ${variables[option]}` : ''}: ${message}`;
};

/**
 * Reads a command's settings from its options and variables. Undefined if they are not complete: then it has said what is
 * missing and how the command is used, and the exit code is 2; and undefined after `--help`.
 */
export const readCommand = <Shape extends z.ZodRawShape>(
  { usage, options, variables, settings }: Command<Shape>,
  args = process.argv.slice(2),
): z.output<z.ZodObject<Shape>> | undefined => {
  if (args.includes('--help')) {
    console.log(usage);
    return undefined;
  }
  try {
    const fallbacks = Object.entries(variables).map(([option, variable]) => [option, process.env[variable]]);
    const { values } = parseArgs({ args, options });
    const given = z.object(settings).safeParse({ ...Object.fromEntries(fallbacks), ...values });
    if (given.success) return given.data;
    throw new Error(given.error.issues.map((issue) => wrong(issue, variables)).join('\n'));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
};
