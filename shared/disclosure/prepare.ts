import type { CalendarDate, Instant } from '../kernel/beijing-time.ts';
import { draftNames } from '../name-index/draft-names.ts';
import type { LogSigner } from '../transparency/log-signer.ts';
import type { Change } from './change.ts';
import { deltaText, tally } from './delta.ts';
import { type Draft, place, placeJson } from './draft.ts';
import { draftBulk } from './draft-bulk.ts';
import { draftFeeds } from './draft-feeds.ts';
import { draftLists } from './draft-lists.ts';
import { draftLog } from './draft-log.ts';
import { draftLookups } from './draft-lookups.ts';
import { draftMembers } from './draft-members.ts';
import { draftPages } from './draft-pages.ts';
import { draftVersions } from './draft-versions.ts';
import { mediaTypes, PREFIX_LENGTH, paths } from './files.ts';
import type { Head } from './head-store.ts';
import { keysFile, type ManifestFile, type ManifestSigner, manifestText, type PublicationResult } from './manifest.ts';
import { type DraftDeps, newDraft } from './new-draft.ts';
import { standingsAfter } from './next-head.ts';
import type { Plan } from './plan.ts';
import { planOf } from './plan-of.ts';
import type { Refresh } from './refresh.ts';
import { renewals } from './renewals.ts';
import type { FollowSubjects } from './subject-change.ts';
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
}

/** A version that is ready to be committed: its head, and its plan, which lies in the staging bucket. */
export interface PreparedVersion {
  readonly head: Head;
  readonly plan: Plan;
}

/** Makes all files of a version in the staging bucket. Nothing of it is public before its head is committed. */
export const prepareVersion = async (deps: PrepareDeps, input: VersionInput): Promise<PreparedVersion> => {
  const { head: before, cutAt, runId, today } = input;
  const { codec } = deps;
  const draft = newDraft(deps, input);
  const { version } = draft;
  const anew = await renewals(draft, input.changes);
  const bulk = await draftBulk(draft, [...input.changes, ...anew.lost], before);
  const changes = [...input.changes, ...anew.lost, ...bulk.lost];
  const lost = new Set(bulk.lost.map(({ publicId }) => publicId));
  const renewed = anew.renewed.filter(({ publicId }) => !lost.has(publicId));
  const touches = [...changes, ...renewed];
  const names = draftNames(draft);
  // What is written of each organisation beside its look-up file, from the same entries and in the same version.
  const followers: readonly FollowSubjects[] = [draftPages(draft), names.follow];
  await draftLookups(draft, touches, async (subjects) => {
    for (const follow of followers) await follow(subjects);
  });
  await names.finish();
  await draftLists(draft, touches);
  const delta = await place(draft, paths.delta(version), await codec.gzip(deltaText(changes)));
  const standings = standingsAfter(before, changes, { cutAt, now: deps.clock.now(), codec });
  const members = await draftMembers(draft, changes, { before, entries: standings.entries });
  const signer = await deps.signer();
  const logSigner = await deps.logSigner();
  const files: ManifestFile[] = [
    { ...delta, mediaType: mediaTypes.ndjson, rows: changes.length },
    { ...bulk.list, mediaType: mediaTypes.json },
    { ...members, mediaType: mediaTypes.json },
  ];
  const previous = before ? { version: before.version, sha256: before.manifestSha256 } : null;
  const stateDigest = codec.base64(standings.stateDigest);
  const content = { ...standings, stateDigest, previous, result: input.result, changes: tally(changes), files };
  const manifest = await placeJson(draft, paths.manifest(version), manifestText(content, signer));
  const { publishedAt } = standings;
  await draftVersions(draft, { version, manifest: manifest.path, sha256: manifest.sha256, publishedAt });
  const { ADD: added, MOD: changed, DEL: removed } = content.changes;
  const { path, sha256 } = manifest;
  const { entries } = standings;
  await draftFeeds(draft, { version, publishedAt, manifest: path, sha256, added, changed, removed, entries });
  const grown = await draftLog(draft, { before, manifestSha256: manifest.sha256, signer: logSigner });
  const origin = before?.log?.origin ?? deps.logOrigin ?? logSigner.ownOrigin;
  const log = grown ? { ...grown, origin } : before?.log;
  const keys = keysFile(signer, logSigner.verifierKeys(origin));
  await draftNotes(draft, { ...deps, keys, today });

  const plan = planOf(draft, { ...input, changes, renewed: renewed.map(({ state }) => state) });
  await draft.shop.putPlan(plan);
  const digests = { manifestSha256: manifest.sha256, bulkSha256: bulk.list.sha256, membersSha256: members.sha256 };
  const head: Head = { ...standings, ...digests, runId, state: 'committed', planKey: draft.shop.planKey };
  return { head: log ? { ...head, log } : head, plan };
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
