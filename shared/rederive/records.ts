import type { CaseWork } from '../cases/case-work.ts';
import { clockKey } from '../clocks/clock-store.ts';
import type { EntryState } from '../disclosure/entry-state.ts';
import { exchangeEntryKey } from '../exchange/entry-store.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { DeliveredNotifications } from '../notifications/delivered-store.ts';
import { carryOut, type Derived, type DerivedStores, derive } from '../records/derive.ts';
import { hasDisclosureClock } from '../records/kinds/kinds.ts';
import { standingOf } from '../records/public-projection.ts';
import type { CreditRecord } from '../records/record.ts';
import { type RecordStore, recordFromItem, type StoredRecord } from '../records/record-store.ts';
import { versionsOf } from '../register/versions.ts';
import type { DisclosureCountStore } from '../statistics/disclosure-count-store.ts';
import type { NotedCase, NotedCases } from '../statistics/noted-case-store.ts';
import { namedRecord } from '../withdrawal-ledger/expected.ts';
import type { untold } from '../withdrawal-ledger/untold.ts';
import type { AwaitedPublications } from './awaited-publications.ts';
import type { DerivedItems } from './derived-items-store.ts';
import { mendEndClocks } from './end-clocks.ts';
import { AT_ONCE, type Located, type Rederiver, readHeads } from './rederiver.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

export interface RederiveRecordsDeps extends DerivedStores {
  readonly records: Pick<RecordStore, 'history'>;
  readonly delivered: DeliveredNotifications;
  readonly derivedItems: DerivedItems;
  readonly noted: NotedCases;
  readonly counts: Pick<DisclosureCountStore, 'note' | 'markFirstPublic'>;
  readonly awaited: AwaitedPublications;
  /** Whether joint cases that rested on a record that ended have not followed it. */
  readonly isLeftBehind: (record: CreditRecord) => Promise<boolean>;
  /** What was lost of the telling of its versions. */
  readonly untold: ReturnType<typeof untold>;
  readonly idOf: (text: string) => string;
}

type Versions = readonly ReturnType<typeof derive>[];

/** A record with all that follows from each of its versions. */
interface RecordHead {
  readonly head: Located<StoredRecord>;
  readonly versions: Versions;
}

/** What was found of a record in the derived table. */
interface Found {
  readonly state: EntryState | undefined;
  readonly noted: NotedCase | undefined;
  readonly delivered: ReadonlySet<string>;
  readonly isLeftBehind: boolean;
  readonly untold: readonly CaseWork[];
  /** The version by which its clock was set; none, if it has no clock. */
  readonly clocked: number;
  /** The newest version that the exchange heard of. */
  readonly heard: number;
}

/** Work is asked for once, with the newest version: that what rests on a record follows its end, and what was not told. */
const lostWork = (work: readonly CaseWork[], { isLeftBehind, untold: lost }: Found): readonly CaseWork[] => [
  ...work.filter(({ type }) => isLeftBehind && type === 'follow-end'),
  ...lost,
];

const missingOf = (versions: Versions, awaitedVersion: number | undefined, found: Found) => {
  // Not of every version: of a mirrored entry the exchange hears that an objection was settled, and not that it was confirmed since.
  const told = versions.findLast(({ exchange }) => exchange)?.exchange;
  return versions.map(({ pending, counted, clock, notifications, work, publication, exchange }, at): Derived => {
    const isAwaited = pending.version === awaitedVersion;
    return {
      ...(isAwaited && { pending, ...(publication && { publication }) }),
      // Every version in turn: what was due before a record ended is counted on.
      ...(counted && counted.version > (found.noted?.version ?? 0) && { counted }),
      notifications: notifications.filter(({ id }) => !found.delivered.has(id)),
      ...(at === versions.length - 1 && { work: lostWork(work, found) }),
      ...(at === versions.length - 1 && clock && clock.clocked.version > found.clocked && { clock }),
      ...(exchange && exchange === told && exchange.version > found.heard && { exchange }),
    };
  });
};

/** Records: notices of every version in order, a pending publication, the count. */
export const recordRederiver = (deps: RederiveRecordsDeps): Rederiver => {
  const withVersions = async (head: Located<StoredRecord>): Promise<RecordHead> => {
    const versions = await versionsOf(deps.records, head.image);
    return { head, versions: versions.map((version) => derive(version, head.key, deps.idOf)) };
  };

  const rederiveRecord = async ({ head, versions }: RecordHead, found: Found, dryRun: boolean): Promise<Tally> => {
    const { image: record, seal, key } = head;
    const pending = { recordId: record.id, recordPk: key.pk, recordSk: key.sk, version: record.version };
    const standing = standingOf(record, seal.publicSalt, deps.awaited.today);
    const isAwaited = deps.awaited.isAwaited({ pending, standing }, found.state);
    const missing = missingOf(versions, isAwaited ? record.version : undefined, found);
    const isMarked = found.noted?.firstPublicOn !== undefined || !hasDisclosureClock(record.kind);
    const firstPublicAt = isMarked ? undefined : found.state?.firstPublicAt;
    if (!dryRun) {
      for (const version of missing) await carryOut(deps, version);
      if (firstPublicAt) await deps.counts.markFirstPublic(record, firstPublicAt);
    }
    const isUncounted = firstPublicAt !== undefined || missing.some(({ counted }) => counted);
    return {
      ...NOTHING,
      looked: { record: 1 },
      missing: {
        notifications: missing.flatMap(({ notifications }) => notifications).length,
        pending: isAwaited ? 1 : 0,
        counts: isUncounted ? 1 : 0,
        work: missing.flatMap(({ work }) => work ?? []).length,
        clocks: missing.filter(({ clock }) => clock).length,
        exchange: missing.filter(({ exchange }) => exchange).length,
      },
    };
  };

  return {
    entity: 'record',
    rederive: async (items, dryRun) => {
      const { heads, unreadable } = readHeads(items, recordFromItem);
      const derived = await concurrently(AT_ONCE, heads, withVersions);
      const notifications = derived.flatMap(({ versions }) => versions.flatMap((version) => version.notifications));
      const delivered = await deps.delivered.among(notifications.map(({ id }) => id));
      const states = await deps.awaited.statesOf(heads.map(({ image }) => image.id));
      const noted = await deps.noted.of(heads.map(({ image }) => image));
      const heardNoted = await deps.derivedItems(heads.map(({ image }) => exchangeEntryKey(image.publicId)));
      const clocksNoted = await deps.derivedItems(heads.map(({ image }) => clockKey(image.id)));
      const tallies = await concurrently(AT_ONCE, derived, async (one) => {
        const { image: record } = one.head;
        const { id } = record;
        const isLeftBehind = record.state === 'ended' && (await deps.isLeftBehind(record));
        const lost = await deps.untold(
          namedRecord(record),
          one.versions.flatMap(({ work }) => work),
        );
        const clocked = clocksNoted(clockKey(id))?.version ?? 0;
        const heard = heardNoted(exchangeEntryKey(record.publicId))?.version ?? 0;
        const known = { state: states.get(id), noted: noted.get(id), delivered };
        return rederiveRecord(one, { ...known, isLeftBehind, untold: lost, clocked, heard }, dryRun);
      });
      const clocks = await mendEndClocks(deps, notifications, dryRun);
      return tallies.reduce(sum, { ...NOTHING, missing: { clocks }, unreadable });
    },
  };
};
