import type { CaseWorkQueue } from '../cases/case-work-queue.ts';
import type { BearerStore } from '../files/bearer-store.ts';
import { borneFiles } from '../files/borne-files.ts';
import { FILE_HEAD } from '../files/file-store.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { HeadKey } from '../register/head.ts';
import { type AnyHeads, imageOfItem, type OlderVersion } from '../retention/any-head-store.ts';
import { type LedgerEntry, ledgerEntryOf } from '../retention/ledger-entry.ts';
import type { Ledger } from '../retention/ledger-store.ts';
import { PUT_AWAY, PutAway } from '../retention/put-away.ts';
import { type RetentionDue, retentionDue } from '../retention/retained.ts';
import { type RetentionDueStore, retentionDueKey } from '../retention/retention-due-store.ts';
import { dueAfterErasure } from '../retention/told-retention.ts';
import type { ToldStore } from '../withdrawal-ledger/told-store.ts';
import type { DerivedItems } from './derived-items-store.ts';
import { AT_ONCE, type Rederiver, readHeads } from './rederiver.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

export interface RederiveRetentionDeps {
  readonly heads: Pick<AnyHeads, 'history'>;
  readonly due: Pick<RetentionDueStore, 'note'>;
  readonly ledger: Pick<Ledger, 'missing'>;
  readonly derivedItems: DerivedItems;
  readonly caseWork: CaseWorkQueue;
  readonly told: Pick<ToldStore, 'of'>;
  readonly bearers: Pick<BearerStore, 'note' | 'of'>;
}

type Image = ReturnType<typeof imageOfItem>;

interface HeadOf {
  readonly image: Image;
  readonly key: HeadKey;
}

/** What the ledger must know of a head: of each version what its sort says, of those since it was put away what that says. */
const entriesOf = (entity: string, image: Image, older: readonly OlderVersion[]): readonly LedgerEntry[] => {
  const away = entity === PUT_AWAY ? PutAway.parse(image) : undefined;
  const sortOf = (version: number) => (away !== undefined && version > away.content ? PUT_AWAY : (away?.of ?? entity));
  return [...older, image].flatMap((one) => {
    const sort = sortOf(one.version);
    const said = sort === PUT_AWAY && away ? { ...one, of: away.of } : one;
    return ledgerEntryOf(sort, said) ?? [];
  });
};

/** When it is due; of an erased head, once no version of its history says anything any more, only who was told of it. */
const dueOf = async (
  { told }: Pick<RederiveRetentionDeps, 'told'>,
  entity: string,
  { image, key }: HeadOf,
  older: readonly OlderVersion[],
): Promise<RetentionDue> => {
  const isGone = entity === PUT_AWAY && image.state === 'erased' && older.every(({ isErased }) => isErased);
  return isGone ? dueAfterErasure(PutAway.parse(image), await told.of(image.id)) : retentionDue(entity, image, key);
};

const isLost = (
  due: RetentionDue,
  noted: Awaited<ReturnType<Awaited<ReturnType<DerivedItems>>>> | undefined,
): boolean => (due.due === undefined ? noted !== undefined : noted === undefined || noted['due'] !== due.due);

/** Files that a head bears, of which that is not noted. */
const unnotedFiles = async (
  { bearers }: Pick<RederiveRetentionDeps, 'bearers'>,
  { image }: HeadOf,
): Promise<readonly string[]> => {
  const files = borneFiles(image);
  const noted = await concurrently(AT_ONCE, files, (file) => bearers.of(file));
  return files.filter((_, index) => !noted[index]?.some(({ bearer }) => bearer === image.id));
};

/** Terms of heads of one sort, also where a rule has changed since, and what the ledger kept apart must know of them. */
export const retentionRederiver = (entity: string, deps: RederiveRetentionDeps): Rederiver => {
  const rederiveHead = async (
    head: HeadOf,
    noted: Awaited<ReturnType<DerivedItems>>,
    dryRun: boolean,
  ): Promise<Tally> => {
    const older = head.image.version === 1 ? [] : await deps.heads.history(head.image.id);
    const { id } = head.image;
    const due = await dueOf(deps, entity, head, older);
    // What is borne is asked about once, found to be borne, and has no day any more.
    const isBorne = entity === FILE_HEAD.entity && (await deps.bearers.of(id)).length > 0;
    const lost = !isBorne && isLost(due, noted(retentionDueKey(id)));
    const unnoted = await unnotedFiles(deps, head);
    const missing = await deps.ledger.missing(entriesOf(entity, head.image, older));
    if (!dryRun) {
      await deps.bearers.note({ id, key: head.key }, unnoted);
      if (lost) await deps.due.note(due);
      await deps.caseWork.send(missing.map((entry) => ({ type: 'enter-in-ledger', id: entry.id, entry }) as const));
    }
    return { ...NOTHING, missing: { retention: lost ? 1 : 0, ledger: missing.length, bearers: unnoted.length } };
  };

  return {
    entity,
    rederive: async (items, dryRun) => {
      const { heads } = readHeads(items, (item) => ({ image: imageOfItem(item) }));
      const noted = await deps.derivedItems(heads.map(({ image }) => retentionDueKey(image.id)));
      const tallies = await concurrently(AT_ONCE, heads, (head) => rederiveHead(head, noted, dryRun));
      return tallies.reduce(sum, NOTHING);
    },
  };
};
