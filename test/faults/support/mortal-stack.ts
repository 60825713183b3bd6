import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../../e2e/target.ts';
import type { Chance } from './chance.ts';
import { familyOf, signal, untilGone } from './processes.ts';

const root = join(import.meta.dirname, '../../..');
const OUTLIVES_MS = 1_000;

interface Outputs {
  readonly publicUrl: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The stack of `npm start` as a process of its own. */
export interface MortalStack {
  /** The target, once it answers; undefined if it was killed before. */
  readonly ready: Promise<(Target & Outputs) | undefined>;
  /** Kills it and its engines with SIGKILL at this very moment; ends when all of them are gone. */
  kill(): Promise<void>;
  /** Kills it alone and does not wait for its engines, which end by themselves when they notice. */
  killAlone(): Promise<void>;
  /** Kills any one of its processes, the runner, an engine or who watches over it; a moment later the runner too, if it lives without that one. */
  killAny(): Promise<void>;
  /** Ends it as Ctrl-C does. */
  end(): Promise<void>;
}

/** A folder that outlives the stacks that run on it, with a copy of the template: a build beside the test must not change what restarts. */
export const home = () => {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  cpSync(join(root, 'cdk.out'), join(folder, 'assembly'), { recursive: true });
  return {
    assembly: join(folder, 'assembly'),
    state: join(folder, 'state'),
    log: join(folder, 'log'),
    temporary,
    /** Engines that were left to end by themselves. */
    orphans: [] as number[],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
export type Home = ReturnType<typeof home>;

const json = async (url: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(url, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
};

const targetAt = async (apiUrl: string, end: () => Promise<void>): Promise<Target & Outputs> => {
  const control = `${apiUrl}/_local`;
  const told = (await json(`${control}/outputs`)) as Outputs;
  const tokens = new Map<string, Promise<unknown>>();
  const fire = async (name: string) => void (await json(`${control}/schedules/${name}`, {}));
  return {
    apiUrl,
    ...told,
    token: async (claims) => {
      const key = JSON.stringify(claims);
      const token = tokens.get(key) ?? json(`${control}/tokens`, { claims });
      tokens.set(key, token);
      return ((await token) as { token: string }).token;
    },
    setClock: async (instant) => void (await json(`${control}/clock`, { now: instant.toISOString() })),
    firePublication: (reason) => fire(`publish-${reason}`),
    fireSchedule: fire,
    idle: async () => void (await json(`${control}/idle`)),
    stop: end,
  };
};

/** The address that the command prints when it is ready; undefined if it ends before. */
const announced = async (child: ChildProcess): Promise<string | undefined> => {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += chunk;
    const [, apiUrl] = /^API +(\S+)$/m.exec(said) ?? [];
    if (apiUrl !== undefined) return apiUrl;
  }
  return undefined;
};

const environment = ({ temporary }: Home): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  NODE_NO_WARNINGS: '1',
  TMPDIR: temporary,
});

/** Whether nobody answered: the other end is gone, or went while it answered. */
export const isDead = (error: unknown): boolean => error instanceof TypeError;

/** Starts the command on the state that lies in `at`, its clock at `now`. */
export const startMortalStack = (at: Home, now: Date, chance: Chance): MortalStack => {
  const { assembly, state, log } = at;
  const options = { assembly, state, logs: log, now: now.toISOString(), port: '0' };
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, [join(root, 'infra/local/start.ts'), ...given, '--no-throttle'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(at),
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the stack could not be started');
  const exit = once(child, 'exit');
  const abandon = () => signal(pid, 'SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  let killed = false;
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });

  const end = async () => {
    const family = familyOf(pid);
    signal(pid, 'SIGTERM');
    await exit;
    await untilGone(family);
  };
  const start = async () => {
    const apiUrl = await announced(child);
    child.stdout?.resume();
    if (killed) return undefined;
    if (apiUrl === undefined) throw new Error(`the stack ended: ${complaint}`);
    try {
      return await targetAt(apiUrl, end);
    } catch (error) {
      if (killed) return undefined;
      throw error;
    }
  };

  return {
    ready: start(),
    kill: async () => {
      killed = true;
      // Held still first, so that nothing is started that would not be seen.
      signal(pid, 'SIGSTOP');
      const family = familyOf(pid);
      const engineFirst = chance.happens(0.5);
      for (const one of engineFirst ? family.toReversed() : family) signal(one, 'SIGKILL');
      await exit;
      await untilGone(family);
    },
    killAlone: async () => {
      killed = true;
      signal(pid, 'SIGSTOP');
      at.orphans.push(...familyOf(pid));
      signal(pid, 'SIGKILL');
      await exit;
    },
    killAny: async () => {
      killed = true;
      const family = familyOf(pid);
      signal(chance.oneOf(family), 'SIGKILL');
      // Without its watcher an engine, and the runner with it, goes on.
      await Promise.race([exit, pause(OUTLIVES_MS)]);
      for (const one of family) signal(one, 'SIGKILL');
      await exit;
      await untilGone(family);
    },
    end,
  };
};
