import type { Log } from '../kernel/log.ts';
import type { Lease } from './lease.ts';
import { publisherMessages } from './messages.ts';
import type { Bucket } from './object-bucket.ts';

/** Removes what is not expected in a folder; answers what is expected and not there. */
export const sweep = async (
  { disclosure, log }: { readonly disclosure: Bucket; readonly log: Log },
  folder: string,
  expected: Iterable<string>,
  lease: Pick<Lease, 'hold'>,
): Promise<readonly string[]> => {
  const missing = new Set(expected);
  for await (const page of disclosure.list(folder)) {
    const strays = page.filter((path) => !missing.delete(path));
    if (strays.length === 0) continue;
    await lease.hold();
    await disclosure.delete(strays);
    log.error(publisherMessages.straysRemoved, { folder, files: strays.length });
  }
  for (const path of missing) log.error(publisherMessages.fileDamaged, { path });
  return [...missing];
};
