import type { Part } from './bulk.ts';
import type { Change } from './change.ts';
import type { Published } from './entry-state.ts';
import { GROUPS } from './group.ts';
import type { CountsOf } from './list-counts.ts';
import { LISTED, partsOfList } from './lists.ts';
import { shelves } from './shelves.ts';

/** What stood before a version. */
interface Before {
  readonly parts: readonly Pick<Part, 'group' | 'rows'>[];
  readonly countsOf: CountsOf;
}

/**
 * Finds the files for what comes: the group of parts and the list of each entry that enters, or goes to another shelf. Whatever stays on its
 * shelf stays in its file, so that a change never moves what it does not concern.
 */
export const findPlaces = async (
  changes: readonly Change[],
  { parts, countsOf }: Before,
): Promise<readonly Change[]> => {
  const groupOn = shelves(
    GROUPS,
    parts.map(({ group, rows }) => [group, rows]),
  );
  const comes = changes.filter((change) => change.op !== 'DEL');
  const kinds = new Set(comes.flatMap(({ after: { list } }) => (list === undefined ? [] : partsOfList(list).kind)));
  // An index that is lost is counted again for all kinds: each list once.
  const counts = new Map((await Promise.all([...kinds].map(countsOf))).flatMap((some) => [...some]));
  const listOn = shelves(LISTED, counts);
  const foundFor = (after: Published, before: Published | undefined): Published => ({
    ...after,
    group: after.group === before?.group ? after.group : groupOn(after.group),
    ...(after.list !== undefined && { list: after.list === before?.list ? after.list : listOn(after.list) }),
  });
  return changes.map((change) => {
    if (change.op === 'DEL') return change;
    const after = foundFor(change.after, change.op === 'MOD' ? change.before : undefined);
    return { ...change, after, state: { ...change.state, published: after } };
  });
};
