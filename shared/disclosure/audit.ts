import { beijingDate, type Instant } from '../kernel/beijing-time.ts';
import type { Log } from '../kernel/log.ts';
import { namesAreStale } from '../name-index/audit-names.ts';
import { bucketOf, MEMBERS, memberPaths } from '../transparency/members.ts';
import { filesOfTree, LOG } from '../transparency/tiles.ts';
import { auditContent, type ContentAuditDeps } from './audit-content.ts';
import { auditListIndexes } from './audit-lists.ts';
import { emptySample, isOfNight, nightOf, noteInSample } from './audit-sample.ts';
import { BulkList, filesOf, type Part } from './bulk.ts';
import type { Codec } from './codec.ts';
import { elementOf } from './delta.ts';
import type { Published } from './entry-state.ts';
import type { EntryStateStore } from './entry-state-store.ts';
import { BULK, paths } from './files.ts';
import { FOLDERS } from './folders.ts';
import type { Head } from './head-store.ts';
import type { Lease } from './lease.ts';
import { emptyState, moved, STATE_BYTES, sameState } from './lt-hash.ts';
import { publisherMessages } from './messages.ts';
import { isOutdated } from './notes.ts';
import type { Bucket } from './object-bucket.ts';
import { NO_REFRESH, type Refresh } from './refresh.ts';
import { sweep } from './sweep.ts';

export interface AuditDeps extends Pick<ContentAuditDeps, 'presentation'> {
  readonly states: EntryStateStore;
  readonly disclosure: Bucket;
  readonly codec: Pick<Codec, 'stretch' | 'sha256' | 'commitment'>;
  readonly clock: { now(): Instant };
  readonly log: Log;
}

/** Parts made before there was Parquet are written again, so many in a night: some minutes of the function's time. */
const OLDER_A_NIGHT = 1_000;

/** So many entries have their notes written anew after one audit; the next one finds the rest. */
const MOST_OUTDATED = 50_000;

/**
 * Adds the public state up anew from the notes of each record, and compares it with the digest of a projected head.
 * Then removes content that lies in the public copy beside what it should hold, and answers what does not lie there
 * though it should, and what of tonight's share of all files is not what it should be. If it does not add up, nothing
 * is touched.
 */
export const audit = async (deps: AuditDeps, head: Head, lease: Pick<Lease, 'hold'>): Promise<Refresh> => {
  const night = nightOf(beijingDate(deps.clock.now()));
  const known = await refold(deps, night);
  if (!sameState(known.digest, head.stateDigest)) {
    deps.log.error(publisherMessages.digestDiffers, { version: head.version });
    return NO_REFRESH;
  }
  const parts = await partsOf(deps, head);
  const groups = new Map(parts?.flatMap((part) => filesOf(part).map((file) => [file, part.group])));
  const missing = parts && (await sweep(deps, BULK, [paths.bulk(head.version), ...groups.keys()], lease));
  const older = (parts ?? []).filter(({ parquet }) => parquet === undefined).map(({ group }) => group);
  const files = new Set<string>();
  for (const { prefix, mendedBy } of FOLDERS) {
    const lost = await sweep(deps, prefix, known.files.get(prefix) ?? [], lease);
    for (const path of lost) files.add(mendedBy(path, (text) => deps.codec.sha256(text)));
  }
  for (const path of await auditListIndexes(deps, known.lists)) files.add(path);
  const ofTonight = (parts ?? []).filter(({ group }) => isOfNight(deps.codec.sha256(group), night));
  const content = await auditContent(deps, known.sample, ofTonight);
  for (const path of content.files) files.add(path);
  return {
    bulkList: parts === undefined,
    groups: [
      ...new Set([
        ...(missing ?? []).flatMap((path) => groups.get(path) ?? []),
        ...content.groups,
        ...older.slice(0, OLDER_A_NIGHT),
      ]),
    ],
    files: [...files],
    wrong: content.wrong,
    entries: known.outdated,
    members: await sweep(deps, MEMBERS, [memberPaths.root(head.version), ...known.members], lease),
    log: await lacksTiles(deps, head),
    names: await namesAreStale(deps.disclosure),
  };
};

/** Whether a file of the log is not there. Nothing is removed: a partial tile that is left over says what the full one says. */
const lacksTiles = async ({ disclosure, log }: AuditDeps, head: Head): Promise<boolean> => {
  const missing = new Set(filesOfTree(head.log?.size ?? 0));
  for await (const page of disclosure.list(LOG)) for (const path of page) missing.delete(path);
  for (const path of missing) log.error(publisherMessages.fileDamaged, { path });
  return missing.size > 0;
};

const refold = async ({ states, codec }: AuditDeps, night: number) => {
  let digest = emptyState();
  const files = new Map(FOLDERS.map(({ prefix }) => [prefix, new Set<string>()]));
  const lists = new Map<string, number>();
  const members = new Set<string>();
  const outdated: string[] = [];
  const sample = emptySample();
  const inSample = { night, sha256: (text: string) => codec.sha256(text) };
  const note = (published: Published): void => {
    for (const { prefix, filesOf: filesIn } of FOLDERS)
      for (const path of filesIn(published)) if (path !== undefined) files.get(prefix)?.add(path);
    const { list } = published;
    if (list !== undefined) lists.set(list, (lists.get(list) ?? 0) + 1);
  };
  for await (const page of states.pages()) {
    const added: string[] = [];
    for (const { recordId, publicId, published } of page) {
      if (publicId === undefined || published === undefined) continue;
      added.push(elementOf(publicId, published));
      note(published);
      noteInSample(sample, { publicId, published }, inSample);
      const at = bucketOf(codec.sha256(publicId));
      members.add(memberPaths.bucket(at)).add(memberPaths.node(at.node));
      if (isOutdated(published) && outdated.length < MOST_OUTDATED) outdated.push(recordId);
    }
    digest = moved(digest, { added, removed: [] }, (element) => codec.stretch(element, STATE_BYTES));
  }
  return { digest, files, lists, members, outdated, sample };
};

/** All parts; undefined if the list is not the one that the head names. */
const partsOf = async ({ disclosure, codec, log }: AuditDeps, head: Head): Promise<readonly Part[] | undefined> => {
  const path = paths.bulk(head.version);
  const bytes = await disclosure.get(path);
  if (bytes === undefined || codec.sha256(bytes) !== head.bulkSha256) {
    log.error(publisherMessages.fileDamaged, { path });
    return undefined;
  }
  return BulkList.parse(JSON.parse(new TextDecoder().decode(bytes))).parts;
};
