import { expect } from 'vitest';
import type { clientOf } from '../../e2e/client.ts';
import { inboxOf } from './inbox.ts';

/** All that departments have in their inboxes, as "who what about version", sorted; that they have something of it twice fails the test. */
export const heardBy = async (
  api: ReturnType<typeof clientOf>,
  departments: readonly string[],
): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const department of departments) {
    const notices = await inboxOf(api, department);
    expect(new Set(notices.map(({ id }) => id)).size).toBe(notices.length);
    all.push(...notices.map(({ type, subject, data }) => `${department} ${type.slice(13)} ${subject} ${data.version}`));
  }
  expect(new Set(all).size).toBe(all.length);
  return all.sort();
};

/** What `rederive --dry-run` says of a register of which everything followed; what awaits the publisher it judges by the day of this machine, which is another one. */
export const NOTHING_MISSING = /缺失 missing +0 [^,]*, \d+ [^,]* pending publications(, 0 [^,]*)+$/m;
