import * as z from 'zod';
import { EntryState } from './entry-state.ts';
import { StoredDate } from './stored.ts';

/**
 * Where in the staging bucket the bytes of a public file lie: in an object of their own, or in a pack of many small
 * ones.
 */
const Staged = z.object({ key: z.string(), packed: z.boolean() });
export type Staged = z.infer<typeof Staged>;

/**
 * All that a committed version still has to do, so that any later run can finish it. The content of an unfinished
 * version that a newer one removed again is not in it any more: it is never made public late.
 */
export const Plan = z.object({
  version: z.int().min(1),
  /** Public path → its bytes. */
  puts: z.record(z.string(), Staged),
  deletes: z.array(z.string()),
  /** What is known of the records that changed. */
  states: z.array(EntryState),
  /** Pending changes that are taken care of. */
  handled: z.array(z.object({ recordId: z.string(), version: z.int(), order: z.string().optional() })),
  /** Entries that the calendar ended, whose recipients are to be told. */
  ended: z.array(z.object({ recordId: z.string(), version: z.int(), endedOn: StoredDate })),
  /** Records that become public for the first time. */
  firsts: z.array(z.object({ id: z.string(), department: z.string(), kind: z.string(), decisionDate: StoredDate })),
});
export type Plan = Readonly<z.infer<typeof Plan>>;

const newest = <Item extends { readonly recordId: string }>(items: readonly Item[]): Item[] => [
  ...new Map(items.map((item) => [item.recordId, item])).values(),
];

/** One plan for an unfinished version and the one after it: what the newer one replaced or deleted is not put first. */
export const joined = (unfinished: Plan | undefined, next: Plan): Plan => {
  if (unfinished === undefined) return next;
  const gone = new Set(next.deletes);
  const kept = Object.entries(unfinished.puts).filter(([path]) => !gone.has(path));
  const puts = { ...Object.fromEntries(kept), ...next.puts };
  const states = newest([...unfinished.states, ...next.states]);
  const shown = new Set(states.flatMap(({ recordId, published }) => (published ? [recordId] : [])));
  return {
    version: next.version,
    puts,
    deletes: [...new Set([...unfinished.deletes, ...next.deletes])].filter((path) => !(path in puts)),
    states,
    handled: newest([...unfinished.handled, ...next.handled]),
    ended: [...unfinished.ended, ...next.ended],
    firsts: [...unfinished.firsts, ...next.firsts].filter(({ id }) => shown.has(id)),
  };
};
