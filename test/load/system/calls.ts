import { existsSync, readFileSync } from 'node:fs';

/** How often each operation of the tables was called. */
export type Calls = Readonly<Record<string, number>>;

/** Adds up what the threads of a system have written down. */
export const callsOf = (file: string): Calls => {
  const sums: Record<string, number> = {};
  if (!existsSync(file)) return sums;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const counts: Record<string, number> = JSON.parse(line);
    for (const [operation, count] of Object.entries(counts)) sums[operation] = (sums[operation] ?? 0) + count;
  }
  return sums;
};
