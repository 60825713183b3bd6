import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly zombie: boolean;
}

const processes = (): readonly Process[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [pid, parent, state] = line.trim().split(/\s+/);
      return state === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), zombie: state.startsWith('Z') }];
    });

/** A process and all that it started, itself first. */
export const familyOf = (pid: number): readonly number[] => {
  const all = processes();
  const below = (parent: number): number[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  return [pid, ...below(pid)];
};

/** Signals a process by its id; one that is gone is no matter. */
export const signal = (pid: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGTERM'): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

const LOOKS = 500;
const BETWEEN_LOOKS_MS = 20;

/** Waits until none of these processes lives any more; whose parent has died may stay a zombie. */
export const untilGone = async (pids: readonly number[]): Promise<void> => {
  for (let look = 0; look < LOOKS; look += 1) {
    const living = processes().filter(({ pid, zombie }) => !zombie && pids.includes(pid));
    if (living.length === 0) return;
    await pause(BETWEEN_LOOKS_MS);
  }
  throw new Error(`still alive: ${pids.join(', ')}`);
};
