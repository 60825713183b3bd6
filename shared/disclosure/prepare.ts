import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import type { LogSigner } from '../transparency/log-signer.ts';
import { CHECKPOINT } from '../transparency/tiles.ts';
import type { Change } from './change.ts';
import { deltaText, tally } from './delta.ts';
import { type Draft, type Placed, place, placeJson, unlessItFails } from './draft.ts';
import { draftContent } from './draft-content.ts';
import { draftFeeds } from './draft-feeds.ts';
import { draftLog } from './draft-log.ts';
import { draftMembers } from './draft-members.ts';
import { draftVersions } from './draft-versions.ts';
import { mediaTypes, PREFIX_LENGTH, paths } from './files.ts';
import type { Head } from './head-store.ts';
import { keysFile, type ManifestFile, type ManifestSigner, manifestText, type PublicationResult } from './manifest.ts';
import { type DraftDeps, newDraft } from './new-draft.ts';
import { standingsAfter } from './next-head.ts';
import type { Plan } from './plan.ts';
import { planOf } from './plan-of.ts';
import type { Refresh } from './refresh.ts';
import { statedSince, withdrawnFile } from './withdrawn.ts';
import type { WithdrawnStore } from './withdrawn-store.ts';

export interface PrepareDeps extends DraftDeps {
  readonly withdrawn: WithdrawnStore;
  readonly signer: () => Promise<ManifestSigner>;
  readonly logSigner: () => Promise<LogSigner>;
  /** The name of a log that begins; one that has begun keeps its name. @default - follows from its first key */
  readonly logOrigin?: string | undefined;
  readonly clock: { now(): Instant };
}

/** A version to be made: the state before it and what changes. */
export interface VersionInput {
  readonly runId: string;
  readonly head: Head | undefined;
  /** What the version of `head` has yet to do. */
  readonly unfinished: Plan | undefined;
  readonly changes: readonly Change[];
  /** Pending changes that this version takes care of. */
  readonly handled: Plan['handled'];
  readonly cutAt: Instant;
  readonly today: CalendarDate;
  readonly result: PublicationResult;
  readonly refresh: Refresh;
  /** Whether new records for several further versions wait behind this one. */
  readonly isLoad: boolean;
  /** Removals alone, after a version with everything could not be made: what cannot be read keeps none of them waiting. */
  readonly removalsOnly: boolean;
}

/** A version that is ready to be committed: its head, and its plan, which lies in the staging bucket. */
export interface PreparedVersion {
  readonly head: Head;
  readonly plan: Plan;
}

/** Makes all files of a version in the staging bucket. Nothing of it is public before its head is committed. */
export const prepareVersion = async (deps: PrepareDeps, input: VersionInput): Promise<PreparedVersion> => {
  const { head: before, cutAt, runId, today, result } = input;
  const { codec, clock } = deps;
  const draft = newDraft(deps, input);
  const { changes, renewed, bulk, namesWait } = await draftContent(draft, input.changes, before);
  const standings = standingsAfter(before, changes, { cutAt, now: clock.now(), codec });
  const members = await draftMembers(draft, changes, { before, entries: standings.entries });
  const [signer, logSigner] = [await deps.signer(), await deps.logSigner()];
  const manifest = await draftManifest(draft, { before, changes, standings, result, files: [bulk, members], signer });
  const forLog = { before, manifestSha256: manifest.sha256, signer: logSigner };
  const grown = await unlessItFails(draft, CHECKPOINT, (own) => draftLog(own, forLog));
  const origin = before?.log?.origin ?? deps.logOrigin ?? logSigner.ownOrigin;
  const log = grown ? { ...grown, origin } : before?.log;
  const keys = keysFile(signer, logSigner.verifierKeys(origin));
  await draftNotes(draft, { ...deps, keys, today });

  const plan = planOf(draft, { ...input, changes, renewed });
  await draft.shop.putPlan(plan);
  const digests = { manifestSha256: manifest.sha256, bulkSha256: bulk.sha256, membersSha256: members.sha256 };
  const head: Head = { ...standings, ...digests, runId, state: 'committed', planKey: draft.shop.planKey };
  return { head: { ...head, ...(log && { log }), ...(namesWait && { namesWait }) }, plan };
};

/** The files that tell what changed: the delta, the manifest that names it, the list of versions and the feeds. */
const draftManifest = async (
  draft: Draft,
  given: {
    readonly before: Head | undefined;
    readonly changes: readonly Change[];
    readonly standings: ReturnType<typeof standingsAfter>;
    readonly result: PublicationResult;
    /** JSON files that the manifest names beside the delta. */
    readonly files: readonly Omit<ManifestFile, 'mediaType'>[];
    readonly signer: ManifestSigner;
  },
): Promise<Placed> => {
  const { before, changes, standings, result, files, signer } = given;
  const { codec, version } = draft;
  const { publishedAt, entries } = standings;
  const delta = await place(draft, paths.delta(version), await codec.gzip(deltaText(changes)));
  const counted = tally(changes);
  const text = manifestText(
    {
      ...standings,
      stateDigest: codec.base64(standings.stateDigest),
      previous: before ? { version: before.version, sha256: before.manifestSha256 } : null,
      result,
      changes: counted,
      files: [
        { ...delta, mediaType: mediaTypes.ndjson, rows: changes.length },
        ...files.map((file) => ({ ...file, mediaType: mediaTypes.json })),
      ],
    },
    signer,
  );
  const placed = await placeJson(draft, paths.manifest(version), text);
  const { path: manifest, sha256 } = placed;
  await draftVersions(draft, { version, manifest, sha256, publishedAt });
  const { ADD: added, MOD: changed, DEL: removed } = counted;
  await draftFeeds(draft, { version, publishedAt, manifest, sha256, added, changed, removed, entries });
  return placed;
};

/** The files that hold no entries: withdrawals of the last days, keys, and how to look up. */
const draftNotes = async (
  draft: Draft,
  { withdrawn, keys, today }: { withdrawn: WithdrawnStore; keys: unknown; today: CalendarDate },
): Promise<void> => {
  await placeJson(draft, paths.withdrawn, withdrawnFile(await withdrawn.since(statedSince(today)), today));
  await placeJson(draft, paths.keys, keys);
  const rules = { hash: 'SHA-256', of: 'unifiedSocialCreditCode', prefixLength: PREFIX_LENGTH };
  await placeJson(draft, paths.lookupRules, rules);
};
