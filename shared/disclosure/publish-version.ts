import { addDays, beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import { type Change, removalsOf, volumeAllows, withdrawnState } from './change.ts';
import { type Cut, type CutDeps, cut, handledOf, MOST_CHANGES } from './cut.ts';
import { FilesFull } from './full-files.ts';
import type { Head } from './head-store.ts';
import type { Lease } from './lease.ts';
import { publisherMessages } from './messages.ts';
import { later } from './next-head.ts';
import type { Plan } from './plan.ts';
import { type PrepareDeps, type PreparedVersion, prepareVersion, type VersionInput } from './prepare.ts';
import { type ProjectDeps, project } from './project.ts';
import { NO_REFRESH, type Refresh, refreshes } from './refresh.ts';
import { rememberingBucket } from './remembering-bucket.ts';
import { discardWorkshop, readPlan } from './workshop.ts';

export type PublishVersionDeps = CutDeps &
  PrepareDeps &
  ProjectDeps & {
    /** A new id, never used before. */
    newRunId(): string;
  };

/** What a version is asked for. */
export interface VersionRequest {
  /** The newest version, as it was read. */
  readonly head: Head | undefined;
  /** Published even if nothing changed. */
  readonly daily: boolean;
  /** Somebody said that so many additions are right. */
  readonly allowVolume: boolean;
  /** Files that were found damaged. */
  readonly refresh: Refresh;
}

export interface VersionOutcome {
  readonly outcome: 'published' | 'nothing' | 'overtaken';
  readonly head: Head | undefined;
  /** Whether a further version is worth while. */
  readonly more: boolean;
  /** Whether the volume check, which counts all that waits, let the additions pass. */
  readonly volumeAllowed: boolean;
}

/** Publishes one version, if there is anything to publish; finishes an unfinished one together with it. */
export const publishVersion = async (
  given: PublishVersionDeps,
  request: VersionRequest,
  lease: Pick<Lease, 'hold'>,
): Promise<VersionOutcome> => {
  const { head } = request;
  const deps = { ...given, staging: rememberingBucket(given.staging) };
  const unfinished = head?.state === 'committed' ? await readPlan(deps, head.planKey) : undefined;
  const now = deps.clock.now();
  // A day that a version has begun stays begun, even if the machine's clock is set back: what left does not come back.
  const cutAt = later(now, head?.cutAt);
  const today = beijingDate(cutAt);
  const entries = head?.entries ?? 0;
  const allows = (additions: number): boolean => request.allowVolume || volumeAllows(additions, entries);
  const found = await cut(deps, { today, unfinished, allows });
  const chosen = choose(deps, found, request, { today, isClockBehind: beijingDate(now) < today });
  // A day's first version is due even if nothing changed: the days of withdrawn.json go on.
  const due = request.daily && !(head && unfinished && beijingDate(head.cutAt) === today);
  const makes = (changes: readonly Change[]) => changes.length > 0 || due || refreshes(request.refresh);
  const volumeAllowed = chosen.result === 'complete';
  const show = async (version: Head, plan: Plan, more: boolean): Promise<VersionOutcome> => {
    const shown = await project(deps, version, plan, lease);
    return { outcome: 'published', head: shown, more: more && shown.state === 'projected', volumeAllowed };
  };
  const prepared = makes(chosen.changes)
    ? await prepareWhatCan(deps, { ...request, unfinished, found, chosen, cutAt, today, makes })
    : undefined;
  if (prepared === undefined || prepared === POSTPONED) {
    return head && unfinished
      ? show(head, unfinished, found.more)
      : { outcome: 'nothing', head, more: prepared === POSTPONED && found.more, volumeAllowed };
  }
  await lease.hold();
  if (!(await deps.heads.commit(prepared.head, head))) {
    deps.log.warn(publisherMessages.overtaken, { version: prepared.head.version });
    await discardWorkshop(deps, prepared.head);
    return { outcome: 'overtaken', head: undefined, more: false, volumeAllowed };
  }
  return show(prepared.head, prepared.plan, found.more || chosen.more);
};

interface Chosen {
  readonly changes: readonly Change[];
  readonly result: VersionInput['result'];
  readonly more: boolean;
}

const choose = (
  deps: PublishVersionDeps,
  found: Cut,
  { head, allowVolume }: VersionRequest,
  { today, isClockBehind }: { readonly today: CalendarDate; readonly isClockBehind: boolean },
): Chosen => {
  const { removals, modifications, additions, additionsWaiting } = found;
  const entries = head?.entries ?? 0;
  const isTooMuch = !allowVolume && !volumeAllows(additionsWaiting, entries);
  if (isTooMuch) deps.log.warn(publisherMessages.additionsHeld, { additions: additionsWaiting, entries });
  // One of the two clocks is wrong. Until they agree on the day, nothing is shown that the other one says is too early.
  if (isClockBehind) deps.log.warn(publisherMessages.clockBehind, { newest: head?.cutAt });
  const held = isTooMuch || isClockBehind;
  const urgent = [...removals, ...modifications];
  const all = held ? removalsOf(urgent, today) : [...urgent, ...additions];
  const changes = all.slice(0, deps.mostChanges ?? MOST_CHANGES);
  return { changes, result: held ? 'additions-held' : 'complete', more: changes.length < all.length };
};

interface Preparation extends VersionRequest {
  readonly unfinished: Plan | undefined;
  readonly found: Cut;
  readonly chosen: Chosen;
  readonly cutAt: Instant;
  readonly today: CalendarDate;
  readonly makes: (changes: readonly Change[]) => boolean;
}

/** All that was to be published waits for another day: what is behind it does not. */
const POSTPONED = 'postponed';

/**
 * Prepares the chosen changes; if that fails, the removals alone, whatever cannot be read, and nothing that a refresh
 * asks for. Undefined if then nothing is left to publish.
 */
const prepareWhatCan = async (
  deps: PublishVersionDeps,
  given: Preparation,
): Promise<PreparedVersion | typeof POSTPONED | undefined> => {
  const { head, unfinished, found, chosen, cutAt, today, refresh } = given;
  const { isLoad } = found;
  const prepare = async (version: Pick<VersionInput, 'changes' | 'result' | 'refresh' | 'removalsOnly'>) => {
    const { changes } = version;
    const runId = deps.newRunId();
    const handled = changes.flatMap(({ state }) => handledOf(state.recordId, found.lookedAt));
    try {
      return await prepareVersion(deps, { ...version, runId, head, unfinished, handled, cutAt, today, isLoad });
    } catch (cause) {
      // If this fails too, what was staged goes when its version is over; the cause is what matters.
      await discardWorkshop(deps, { version: (head?.version ?? 0) + 1, runId }).catch(() => undefined);
      throw cause;
    }
  };
  try {
    return await prepare({ ...chosen, refresh, removalsOnly: false });
  } catch (error) {
    if (error instanceof FilesFull) {
      const changes = await postponed(deps, given, error);
      return given.makes(changes) ? prepareWhatCan(deps, { ...given, chosen: { ...chosen, changes } }) : POSTPONED;
    }
    const changes = removalsOf(chosen.changes, today);
    if (chosen.changes.length === 0) throw error;
    deps.log.error(publisherMessages.additionsFailed, { error });
    const result = chosen.changes.every(({ op }) => op === 'DEL') ? chosen.result : 'additions-held';
    if (changes.length > 0) return prepare({ changes, result, refresh: NO_REFRESH, removalsOnly: true });
    return given.makes([]) ? prepare({ changes, result, refresh, removalsOnly: false }) : undefined;
  }
};

/** Within so many days what a full file could not take is looked at again, spread, so that each day few additions wait. */
const AGAIN_WITHIN_DAYS = 30;

/** Lets additions to full files wait, and answers the other changes. */
const postponed = async (
  deps: PublishVersionDeps,
  { chosen, found, today, unfinished }: Preparation,
  { files }: FilesFull,
): Promise<readonly Change[]> => {
  for (const { path, waiting } of files) deps.log.error(publisherMessages.fileFull, { path, waiting: waiting.size });
  const full = new Set(files.flatMap(({ waiting }) => [...waiting]));
  const isWaiting = ({ op, publicId }: Change): boolean => op === 'ADD' && full.has(publicId);
  // The plan of an unfinished version will store its own state of a record: until then what waits stays where it is.
  if (unfinished === undefined) {
    const held = chosen.changes.filter(isWaiting).map(({ state }) => state);
    const dayOf = (at: number): CalendarDate => addDays(today, 1 + (at % AGAIN_WITHIN_DAYS));
    await deps.states.put(held.map((state, at) => withdrawnState(state, dayOf(at))));
    await deps.pending.settle(held.flatMap(({ recordId }) => handledOf(recordId, found.lookedAt)));
  }
  return chosen.changes.filter((change) => !isWaiting(change));
};
