import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './child.ts';

/** Where what tests fetch is kept between runs. */
export const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'joint-credit');

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * A Python virtual environment outside the tree, made once for its exact packages and kept in the user's cache.
 * Returns the folder of its commands.
 */
export const virtualEnvironment = async (packages: readonly [string, ...string[]]): Promise<string> => {
  const folder = join(cacheFolder(), packages.join('_').replaceAll('==', '-'));
  const commands = join(folder, 'bin');
  const complete = join(folder, 'complete');
  if (await exists(complete)) return commands;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run({ command: 'python3', args: ['-m', 'venv', folder] });
  await run({ command: join(commands, 'python'), args: ['-m', 'pip', 'install', '--quiet', ...packages] });
  await writeFile(complete, '');
  return commands;
};
