import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const TAIL_LINES = 40;

export type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
};

const exitOf = ({ command, args, cwd, env }: Command, stdout: 'pipe' | 'inherit') =>
  new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio: ['ignore', stdout, stdout] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });

export const lastLines = (text: string): string => text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');

/** The end of a log that need not exist yet. */
export const lastLinesOf = (file: string): Promise<string> => readFile(file, 'utf8').then(lastLines, () => '');

/** Runs a command to its end and returns what it wrote; a failure bears the end of it. */
export const run = async (command: Command): Promise<string> => {
  const { code, output } = await exitOf(command, 'pipe');
  if (code === 0) return output;
  throw new Error(`${command.command} ${command.args.join(' ')} ended with ${code}:\n${lastLines(output)}`);
};

/** Runs a command in front of the user and returns its exit code. */
export const show = async (command: Command): Promise<number> => (await exitOf(command, 'inherit')).code;
