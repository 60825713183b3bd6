import { readdirSync, readFileSync } from 'node:fs';
import { familyOf } from '../../faults/support/processes.ts';

/** Ticks of the clock a second that the kernel counts in, on every platform that this runs on. */
const TICKS = 100;

/** Seconds of a processor that a system took so far. */
export interface ProcessorTime {
  /** The functions, and all that calls them: gateway, queues, objects, schedules. */
  readonly runner: number;
  /** The tables' engine, a process of its own. */
  readonly engine: number;
}

const secondsOf = (stat: string): number => {
  // The name, in parentheses, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};

const read = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** What a running system and its engine have taken; nothing where there is no /proc. */
export const processorTime = (pid: number): ProcessorTime => {
  const taken = familyOf(pid).map((one) => {
    const stat = read(`/proc/${one}/stat`);
    return stat === undefined ? 0 : secondsOf(stat);
  });
  const [runner = 0, ...others] = taken;
  return { runner, engine: others.reduce((sum, one) => sum + one, 0) };
};

/** The names of a process's threads, with what each sort took: to see where the time went. */
export const threadTimes = (pid: number): Readonly<Record<string, number>> => {
  const sums: Record<string, number> = {};
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [name, stat] = ['comm', 'stat'].map((file) => read(`/proc/${pid}/task/${thread}/${file}`));
    if (name !== undefined && stat !== undefined) sums[name.trim()] = (sums[name.trim()] ?? 0) + secondsOf(stat);
  }
  return sums;
};
