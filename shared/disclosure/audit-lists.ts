import type { Log } from '../kernel/log.ts';
import { paths } from './files.ts';
import { countsIn, type ListCounts, ListIndex, partsOfList } from './lists.ts';
import { publisherMessages } from './messages.ts';
import type { Bucket } from './object-bucket.ts';

/** The indexes of lists that do not state how many entries stand in each list. One that is missing is found elsewhere. */
export const auditListIndexes = async (
  { disclosure, log }: { readonly disclosure: Bucket; readonly log: Log },
  lists: ListCounts,
): Promise<readonly string[]> => {
  const wrong: string[] = [];
  for (const [kind, counts] of Map.groupBy(lists, ([list]) => partsOfList(list).kind)) {
    const path = paths.listIndex(kind);
    const bytes = await disclosure.get(path);
    if (bytes === undefined || states(bytes, new Map(counts))) continue;
    log.error(publisherMessages.fileDamaged, { path });
    wrong.push(path);
  }
  return wrong;
};

const states = (bytes: Uint8Array, counts: ListCounts): boolean => {
  try {
    const stated = countsIn(ListIndex.parse(JSON.parse(new TextDecoder().decode(bytes))));
    return stated.size === counts.size && [...counts].every(([list, count]) => stated.get(list) === count);
  } catch {
    return false;
  }
};
