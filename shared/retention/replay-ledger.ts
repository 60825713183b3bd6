import type { FileEraser } from '../files/file-eraser-store.ts';
import { addMonths, beijingDate } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { Actor, HeadKey } from '../register/head.ts';
import { REPLAY } from '../register/replayed.ts';
import type { LeavingSubjects } from '../subjects/leaving-subject-store.ts';
import { type AnyHead, type AnyHeads, imageOf } from './any-head-store.ts';
import type { LedgerAction, LedgerEntry } from './ledger-entry.ts';
import type { Ledger } from './ledger-store.ts';
import { toPutAway } from './plan-retention.ts';
import { archived, erasedAtOnce, erasedFromArchive, PUT_AWAY, PutAway } from './put-away.ts';
import { retentionTermOf } from './retention-terms.ts';

/** Does once more what an entry says of a head that is not put away; false if it is as the entry says. */
export type Replayer = (key: HeadKey, entry: LedgerEntry, by: Actor, dryRun: boolean) => Promise<boolean>;

export interface ReplayDeps {
  readonly ledger: Pick<Ledger, 'since'>;
  readonly heads: Pick<AnyHeads, 'find' | 'get' | 'putAway' | 'eraseHistory'>;
  /** By the entity of the head. */
  readonly replayers: Readonly<Record<string, Replayer>>;
  readonly subjects: LeavingSubjects;
  /** Bytes are not in the table, but a bucket may have been restored beside it. */
  readonly eraseBytes: FileEraser;
  /** Id of the item under which a subject is known, by the key of its partition. */
  readonly subjectId: (pk: string) => string;
  readonly by: Actor;
}

/** What a replay found and did. */
export interface ReplayTally {
  /** Entries of the ledger, and heads that they are about. */
  readonly entries: number;
  readonly heads: number;
  /** What was done once more, by action. */
  readonly done: Readonly<Partial<Record<LedgerAction, number>>>;
  /** Heads that stood as the ledger says, and heads that the register does not know: they were entered after what was restored. */
  readonly already: number;
  readonly absent: number;
}

const AT_ONCE = 8;
const MOST_RACES = 6;
const HISTORY_PAGE = 100;

/** What is still to be done about a head, of all that the ledger says of it. */
export const outstanding = (entries: readonly LedgerEntry[]): readonly LedgerEntry[] => {
  const inOrder = entries.toSorted((a, b) => a.version - b.version);
  const last = (...actions: LedgerAction[]) => inOrder.findLast(({ action }) => actions.includes(action));
  const final = last('erase') ?? last('archive') ?? last('end');
  if (final !== undefined) return [final];
  const standing = last('suspend', 'resume');
  return [last('end-part'), last('conceal'), standing?.action === 'suspend' ? standing : undefined].filter(
    (entry) => entry !== undefined,
  );
};

const numbered = (away: PutAway, { version, action, at }: LedgerEntry): PutAway => ({
  ...away,
  version: Math.max(away.version, version),
  change: {
    ...away.change,
    action: REPLAY,
    reason: `恢复后按台账重放 replayed from the ledger after a restore: ${action}, version ${version}, ${at}`,
  },
});

/** What is to stand in the place of a head; undefined if it is put away that far already. */
const away = (head: AnyHead, entry: LedgerEntry, by: Actor): PutAway | undefined => {
  const image = imageOf(head);
  const on = beijingDate(entry.at);
  const why = { on, reason: '' };
  if (head.entity === PUT_AWAY) {
    const known = PutAway.parse(image);
    const isDone = known.state === 'erased' || entry.action === 'archive';
    return isDone ? undefined : numbered(erasedFromArchive(known, why, by), entry);
  }
  const given = toPutAway({ ...head, image });
  if (entry.action === 'erase') return numbered(erasedAtOnce(given, why, by), entry);
  const term = retentionTermOf({ of: given.of, kind: given.kind }, beijingDate(by.at));
  const eraseOn = term && term.starts !== 'never' ? { eraseOn: addMonths(on, term.eraseMonths) } : {};
  return numbered(archived(given, { ...why, ...eraseOn }, by), entry);
};

const putAway = async ({ heads, by }: ReplayDeps, entry: LedgerEntry, key: HeadKey): Promise<boolean> => {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const head = await heads.get(key);
    const next = head && away(head, entry, by);
    if (head === undefined || next === undefined) return false;
    if (await heads.putAway(head, next)) return true;
  }
  throw new Error(`head ${entry.id} was changed by others ${MOST_RACES} times in a row`);
};

const eraseAll = async ({ heads }: ReplayDeps, id: string): Promise<number> => {
  let erased = 0;
  let after: number | undefined = 0;
  while (after !== undefined) {
    const part: Awaited<ReturnType<AnyHeads['eraseHistory']>> = await heads.eraseHistory(id, after, HISTORY_PAGE);
    erased += part.erased;
    after = part.next;
  }
  return erased;
};

/** Does an entry once more; true if that changed something. */
const replayOne = async (deps: ReplayDeps, entry: LedgerEntry, head: AnyHead, dryRun: boolean): Promise<boolean> => {
  if (entry.action !== 'archive' && entry.action !== 'erase') {
    // Put away, it is out of every reader's sight, whatever it said last.
    if (head.entity === PUT_AWAY) return false;
    return (await deps.replayers[head.entity]?.(head.key, entry, deps.by, dryRun)) ?? false;
  }
  if (dryRun) return away(head, entry, deps.by) !== undefined;
  const changed = await putAway(deps, entry, head.key);
  // A restore may have brought back half of a history.
  const erased = entry.action === 'erase' ? await eraseAll(deps, entry.id) : 0;
  return changed || erased > 0;
};

/** Its id says where the bytes of a file lay, whether or not the register knows it. */
const isFileErased = ({ of, action }: LedgerEntry): boolean => of === 'file' && action === 'erase';

interface Of {
  readonly id: string;
  readonly entries: readonly LedgerEntry[];
}

const byHead = async (ledger: ReplayDeps['ledger']): Promise<readonly Of[]> => {
  const found = new Map<string, LedgerEntry[]>();
  for await (const page of ledger.since(undefined)) {
    for (const entry of page) found.set(entry.id, [...(found.get(entry.id) ?? []), entry]);
  }
  return [...found].map(([id, entries]) => ({ id, entries }));
};

/**
 * Replays the ledger kept apart on a register that was restored: what had ended ends again, what was put away or erased is so again. Done twice
 * it does nothing more; what was entered anew since is ended too, for under its key nothing could have been entered.
 */
export const replayLedger = async (
  deps: ReplayDeps,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ReplayTally> => {
  const all = await byHead(deps.ledger);
  const forgotten = new Map(
    all.filter(({ entries }) => entries.some(({ of }) => of === 'subject')).map((of) => [of.id, of]),
  );
  const heads = all.filter(({ id }) => !forgotten.has(id));
  const partitions = new Set<string>();
  const done: Partial<Record<LedgerAction, number>> = {};
  const did = (action: LedgerAction) => {
    done[action] = (done[action] ?? 0) + 1;
  };

  const outcomes = await concurrently(AT_ONCE, heads, async ({ id, entries }) => {
    if (!dryRun && entries.some(isFileErased)) await deps.eraseBytes(id);
    const head = await deps.heads.find(id);
    if (head === undefined) return 'absent';
    let changed = false;
    for (const entry of outstanding(entries)) {
      if (entry.action === 'erase') partitions.add(head.key.pk);
      if (!(await replayOne(deps, entry, head, dryRun))) continue;
      did(entry.action);
      changed = true;
    }
    return changed ? 'changed' : 'already';
  });

  for (const pk of partitions) {
    if (!forgotten.has(deps.subjectId(pk))) continue;
    const leaving = await deps.subjects.find(pk);
    if (leaving === undefined || (!leaving.isEmpty && !dryRun)) continue;
    if (!dryRun) {
      const since = leaving.leavingSince ?? deps.by.at;
      if (leaving.leavingSince === undefined) await deps.subjects.mark(pk, since);
      if (!(await deps.subjects.forget(pk, since))) continue;
    }
    did('forget');
  }

  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  return {
    entries: all.reduce((sum, { entries }) => sum + entries.length, 0),
    heads: heads.length,
    done,
    already: count('already'),
    absent: count('absent'),
  };
};
