import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awsEnvironment } from './aws-environment.ts';
import { run } from './child.ts';
import { virtualEnvironment } from './python.ts';

const root = join(import.meta.dirname, '../..');

/** The command line that the runbook's commands are written for. */
const AWS_CLI = ['awscli==1.46.3'] as const;

/** The commands of a chapter of docs/runbook.md, block by block, to the letter. */
export const commandsOf = (heading: string): readonly string[] => {
  const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
  const chapter = runbook.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';
  const blocks = [...chapter.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
  if (blocks.length === 0) throw new Error(`The chapter "${heading}" has no commands`);
  return blocks;
};

/** What an operator puts in the place of `<…>`: an output of the stacks, or a value of the day. */
const filledIn = (command: string, values: Readonly<Record<string, unknown>>): string =>
  command.replaceAll(/<([\w -]+)>/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The runbook does not say what ${whole} is`);
    return String(value);
  });

/** Follows blocks of the runbook in one shell, as an operator does who copies them; ends at the first that fails. */
export const followRunbook = async (deps: {
  readonly url: string;
  readonly blocks: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}): Promise<string> => {
  const tools = await virtualEnvironment(AWS_CLI);
  const env = awsEnvironment(deps.url);
  const script = deps.blocks.map((block) => filledIn(block, deps.values)).join('\n');
  return run({
    command: 'bash',
    args: ['-euxo', 'pipefail', '-c', script],
    cwd: root,
    env: { ...env, PATH: `${tools}:${env['PATH']}`, AWS_S3_FORCE_PATH_STYLE: '1' },
  });
};
