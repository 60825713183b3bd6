import type { CaseWork } from '../cases/case-work.ts';
import { endDateKey } from '../cases/end-date-store.ts';
import { bringAbout, type Follows, type FollowsStores } from '../cases/follows.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { DeliveredNotifications } from '../notifications/delivered-store.ts';
import type { Head, HeadKey } from '../register/head.ts';
import type { HeadStore, Stored } from '../register/head-store.ts';
import { versionsOf } from '../register/versions.ts';
import type { DerivedItems } from './derived-items-store.ts';
import { mendEndClocks } from './end-clocks.ts';
import { AT_ONCE, type Located, type Rederiver, readHeads } from './rederiver.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

export interface RederiveFollowsDeps extends FollowsStores {
  readonly delivered: DeliveredNotifications;
  readonly derivedItems: DerivedItems;
}

/** A sort of head from which notices, an end by date, counts, a clock and work follow. */
export interface FollowedKind<Image extends Head> {
  readonly entity: string;
  readonly read: (item: unknown) => Stored<Image>;
  readonly heads: Pick<HeadStore<Image>, 'history'>;
  readonly derive: (image: Image, key: HeadKey) => Follows;
  /** Where it is noted with its newest version: what is counted of it, and its clock. */
  readonly noted: (image: Image) => { readonly counts?: HeadKey; readonly clocks?: HeadKey };
  /** Work that was asked for and is not done. */
  readonly lostWork: (head: Located<Stored<Image>>, versions: readonly Follows[]) => Promise<readonly CaseWork[]>;
  /** Makes good first what was lost beside that, or only counts it: notes of who was told. */
  readonly mendTellings?: (versions: readonly Image[], dryRun: boolean) => Promise<number>;
}

interface Derived<Image extends Head> {
  readonly head: Located<Stored<Image>>;
  readonly images: readonly Image[];
  readonly versions: readonly Follows[];
}

/** What of a head is not where it should be. */
interface Lost {
  readonly isDelivered: (id: string) => boolean;
  readonly end: boolean;
  readonly counts: boolean;
  readonly clocks: boolean;
  readonly work: readonly CaseWork[];
}

const lastEnd = (versions: readonly Follows[]) => versions.findLast(({ end }) => end !== undefined)?.end;

/** An end to come that is not noted, or one that is still noted though there is none any more. */
const isEndLost = (end: Follows['end'], noted: { readonly version: number } | undefined): boolean => {
  if (end === undefined) return false;
  if (end.until === undefined) return noted !== undefined && noted.version <= end.version;
  return noted === undefined || noted.version < end.version;
};

/** What is missing of each version, oldest first: notices of every version, all else as the newest has it. */
const missingOf = (versions: readonly Follows[], lost: Lost): readonly Follows[] => {
  const end = lost.end ? lastEnd(versions) : undefined;
  return versions.map(({ notifications, counted, clock }, at): Follows => {
    const isNewest = at === versions.length - 1;
    return {
      notifications: notifications.filter(({ id }) => !lost.isDelivered(id)),
      ...(isNewest && end && { end }),
      ...(isNewest && lost.counts && counted && { counted }),
      ...(isNewest && lost.clocks && clock && { clock }),
      work: isNewest ? lost.work : [],
    };
  });
};

/** Derives anew what follows from heads of one sort. */
export const followsRederiver = <Image extends Head>(
  deps: RederiveFollowsDeps,
  kind: FollowedKind<Image>,
): Rederiver => {
  const withVersions = async (head: Located<Stored<Image>>): Promise<Derived<Image>> => {
    const images = await versionsOf(kind.heads, head.image);
    return { head, images, versions: images.map((version) => kind.derive(version, head.key)) };
  };

  const keysOf = ({ image }: Stored<Image>): readonly HeadKey[] => {
    const { counts, clocks } = kind.noted(image);
    return [endDateKey(image.id), ...(counts ? [counts] : []), ...(clocks ? [clocks] : [])];
  };

  const rederiveHead = async (
    { head, images, versions }: Derived<Image>,
    noted: Awaited<ReturnType<DerivedItems>>,
    delivered: ReadonlySet<string>,
    dryRun: boolean,
  ): Promise<Tally> => {
    const { counts, clocks } = kind.noted(head.image);
    const isBehind = (key: HeadKey | undefined) => key !== undefined && (noted(key)?.version ?? 0) < head.image.version;
    const tellings = (await kind.mendTellings?.(images, dryRun)) ?? 0;
    const lost = {
      isDelivered: (id: string) => delivered.has(id),
      end: isEndLost(lastEnd(versions), noted(endDateKey(head.image.id))),
      counts: isBehind(counts),
      clocks: isBehind(clocks),
      work: await kind.lostWork(head, versions),
    };
    const missing = missingOf(versions, lost);
    if (!dryRun) for (const version of missing) await bringAbout(deps, version);
    return {
      ...NOTHING,
      looked: { [kind.entity]: 1 },
      missing: {
        notifications: missing.flatMap(({ notifications }) => notifications).length,
        ends: lost.end ? 1 : 0,
        counts: lost.counts ? 1 : 0,
        clocks: lost.clocks ? 1 : 0,
        work: lost.work.length,
        tellings,
      },
    };
  };

  return {
    entity: kind.entity,
    rederive: async (items, dryRun) => {
      const { heads, unreadable } = readHeads(items, kind.read);
      const derived = await concurrently(AT_ONCE, heads, withVersions);
      const notifications = derived.flatMap(({ versions }) => versions.flatMap((version) => version.notifications));
      const delivered = await deps.delivered.among(notifications.map(({ id }) => id));
      const noted = await deps.derivedItems(heads.flatMap(keysOf));
      const tallies = await concurrently(AT_ONCE, derived, (one) => rederiveHead(one, noted, delivered, dryRun));
      const clocks = await mendEndClocks(deps, notifications, dryRun);
      return tallies.reduce(sum, { ...NOTHING, missing: { clocks }, unreadable });
    },
  };
};
