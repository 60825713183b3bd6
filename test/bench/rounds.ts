import { setTimeout as pause } from 'node:timers/promises';

/** One of several that are compared: a round of it answers what it cost, in any unit that is the same for all. */
export type Contestant = () => Promise<number>;

/** What each cost, round by round. */
export type Costs<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/** Between two contestants what the one before left behind (sockets, garbage) may settle. */
const PAUSE_MS = 5;

/**
 * Runs all contestants in every round, each round beginning with another, after one round that warms up: a machine that gets slower
 * meanwhile makes all slower.
 */
export const interleaved = async <Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, Contestant>>,
): Promise<Costs<Name>> => {
  const names = Object.keys(contestants) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round += 1) {
    for (const place of names.keys()) {
      const name = names[(place + round) % names.length] as Name;
      const cost = await contestants[name]();
      if (round > 0) costs[name].push(cost);
      await pause(PAUSE_MS);
    }
  }
  return costs;
};

/** Microseconds of processor time that a piece of work took this process, all its threads, for each of `units`. */
export const cpuOf = async (units: number, work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / units;
};

/** A contestant that does the same `times` over, one after another. */
export const repeated =
  (times: number, work: () => Promise<unknown>): Contestant =>
  () =>
    cpuOf(times, async () => {
      for (let done = 0; done < times; done += 1) await work();
    });
