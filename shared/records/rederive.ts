import type { DecideDeps } from '../disclosure/decide.ts';
import type { EntryState } from '../disclosure/entry-state.ts';
import type { EntryStateStore } from '../disclosure/entry-state-store.ts';
import type { PendingStore } from '../disclosure/pending-store.ts';
import { statedSince, type WithdrawnNotice } from '../disclosure/withdrawn.ts';
import type { WithdrawnStore } from '../disclosure/withdrawn-store.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { concurrently } from '../kernel/concurrently.ts';
import type { DeliveredNotifications } from '../notifications/delivered-store.ts';
import type { DisclosureCountStore } from '../statistics/disclosure-count-store.ts';
import type { NotedCase, NotedCases } from '../statistics/noted-case-store.ts';
import { type CodeAliasStore, olderCodesOf } from '../subjects/code-alias-store.ts';
import type { NameLeadStore } from '../subjects/name-lead-store.ts';
import { deriveTypicalCase } from '../typical-cases/derive.ts';
import { typicalCaseStanding } from '../typical-cases/public-projection.ts';
import { awaitsPublication } from './awaits-publication.ts';
import { carryOut, type Derived, type DerivedStores, derive } from './derive.ts';
import { hasDisclosureClock } from './kinds/kinds.ts';
import { standingOf } from './public-projection.ts';
import type { CreditRecord } from './record.ts';
import type { RecordStore } from './record-store.ts';
import type { Head, RegisterPage, RegisterPages } from './register-pages-store.ts';
import { NOTHING, sum, type Tally } from './tally.ts';

export interface RederiveDeps extends DerivedStores {
  readonly register: RegisterPages;
  readonly records: Pick<RecordStore, 'history'>;
  readonly pending: PendingStore;
  readonly states: Pick<EntryStateStore, 'get'>;
  readonly withdrawn: Pick<WithdrawnStore, 'since'>;
  readonly delivered: DeliveredNotifications;
  readonly noted: NotedCases;
  readonly counts: DisclosureCountStore;
  readonly codeAliases: CodeAliasStore;
  readonly nameLeads: Pick<NameLeadStore, 'put'>;
  readonly missingLeads: (subject: unknown) => Promise<number>;
  readonly publisher: DecideDeps;
  readonly idOf: (text: string) => string;
}

/** Records and subjects of a page at a time: enough to keep a table busy from one machine. */
const AT_ONCE = 16;
const HISTORY_PAGE = 100;

/** What holds for the whole run, read before the register is. */
interface Run {
  readonly today: CalendarDate;
  readonly dryRun: boolean;
  readonly waiting: ReadonlyMap<string, number>;
  readonly isStated: (notice: WithdrawnNotice) => boolean;
}

const noticeText = ({ withdrawnOn, departmentCode, documentNumber }: WithdrawnNotice): string =>
  `${withdrawnOn} ${departmentCode} ${documentNumber}`;

/**
 * Derives anew all that must follow from the register, and writes what is missing: what was lost between the register and the relay.
 * On a healthy system that is nothing; what is still on its way counts as missing, and comes to nothing when it arrives twice.
 */
export const rederive = async (
  deps: RederiveDeps,
  request: { readonly today: CalendarDate; readonly dryRun: boolean; readonly segments: number },
): Promise<Tally> => {
  const { today, dryRun, segments } = request;
  const since = statedSince(today);
  const stated = new Set((await deps.withdrawn.since(since)).map(noticeText));
  const run: Run = {
    today,
    dryRun,
    waiting: new Map((await deps.pending.all()).map(({ recordId, version }) => [recordId, version])),
    isStated: (notice) => notice.withdrawnOn < since || stated.has(noticeText(notice)),
  };
  const all = Array.from({ length: segments }, (_, segment) => segment);
  const tallies = await concurrently(segments, all, async (segment) => {
    let tally = NOTHING;
    for await (const page of deps.register.segment(segment, segments)) {
      tally = sum(tally, await rederivePage(deps, run, page));
    }
    return tally;
  });
  return tallies.reduce(sum, NOTHING);
};

type Versions = readonly ReturnType<typeof derive>[];

/** What was found of a record in the derived table. */
interface Found {
  readonly state: EntryState | undefined;
  readonly noted: NotedCase | undefined;
  readonly delivered: ReadonlySet<string>;
}

const rederivePage = async (deps: RederiveDeps, run: Run, page: RegisterPage): Promise<Tally> => {
  const derived = await concurrently(AT_ONCE, page.heads, async (head) => ({
    head,
    versions: (await versionsOf(deps, head)).map((version) => derive(version, head.key, deps.idOf)),
  }));
  const notifications = derived.flatMap(({ versions }) => versions.flatMap((version) => version.notifications));
  const records = page.heads.map(({ image }) => image);
  const delivered = await deps.delivered.among(notifications.map(({ id }) => id));
  const states = await deps.states.get(records.map(({ id }) => id));
  const noted = await deps.noted.of(records);
  const ofRecords = await concurrently(AT_ONCE, derived, ({ head, versions }) => {
    const { id } = head.image;
    return rederiveRecord(deps, run, { head, versions }, { state: states.get(id), noted: noted.get(id), delivered });
  });
  const ofSubjects = await concurrently(AT_ONCE, page.subjects, (subject) => rederiveSubject(deps, run, subject));
  const ofCases = await rederiveTypicalCases(deps, run, page.typicalCases);
  return [...ofRecords, ...ofSubjects, ofCases].reduce(sum, { ...NOTHING, unreadable: page.unreadable });
};

/** All versions of a record, oldest first: a department hears of them in order. */
const versionsOf = async (deps: RederiveDeps, { image: record }: Head): Promise<readonly CreditRecord[]> => {
  const older: CreditRecord[] = [];
  let after: number | undefined = record.version === 1 ? undefined : 0;
  while (after !== undefined) {
    const { versions, next } = await deps.records.history(record.id, after, HISTORY_PAGE);
    older.push(...versions.map(({ image }) => image));
    after = next;
  }
  return [...older, record];
};

const rederiveRecord = async (
  deps: RederiveDeps,
  run: Run,
  { head, versions }: { readonly head: Head; readonly versions: Versions },
  { state, noted, delivered }: Found,
): Promise<Tally> => {
  const { image: record, seal, key } = head;
  const known = { state, waiting: run.waiting.get(record.id), isStated: run.isStated };
  const pending = { recordId: record.id, recordPk: key.pk, recordSk: key.sk, version: record.version };
  const standing = standingOf(record, seal.publicSalt, run.today);
  const awaits = awaitsPublication(deps.publisher, { pending, standing }, known, run.today);
  const missing = versions.map(({ pending: changed, counted, notifications, publication }): Derived => {
    const isAwaited = awaits && changed.version === record.version;
    return {
      ...(isAwaited && { pending: changed, ...(publication && { publication }) }),
      // Every version in turn: what was due before a record ended is counted on.
      ...(counted && counted.version > (noted?.version ?? 0) && { counted }),
      notifications: notifications.filter(({ id }) => !delivered.has(id)),
    };
  });
  const isMarked = noted?.firstPublicOn !== undefined || !hasDisclosureClock(record.kind);
  const firstPublicAt = isMarked ? undefined : state?.firstPublicAt;
  if (!run.dryRun) {
    for (const version of missing) await carryOut(deps, version);
    if (firstPublicAt) await deps.counts.markFirstPublic(record, firstPublicAt);
  }
  return {
    ...NOTHING,
    records: 1,
    notifications: missing.reduce((count, { notifications }) => count + notifications.length, 0),
    pending: awaits ? 1 : 0,
    counts: firstPublicAt || missing.some(({ counted }) => counted) ? 1 : 0,
  };
};

/** Nobody is told of typical cases and they are not counted: their publication is all that can be missing. */
const rederiveTypicalCases = async (
  deps: RederiveDeps,
  { waiting, isStated, today, dryRun }: Run,
  heads: RegisterPage['typicalCases'],
): Promise<Tally> => {
  const states = await deps.states.get(heads.map(({ image }) => image.id));
  const missing = heads.flatMap(({ image, seal, key }) => {
    const derived = deriveTypicalCase(image, key);
    if (derived.pending === undefined) return [];
    const standing = typicalCaseStanding(image, seal.publicSalt, today);
    const known = { state: states.get(image.id), waiting: waiting.get(image.id), isStated };
    const awaits = awaitsPublication(deps.publisher, { pending: derived.pending, standing }, known, today);
    return awaits ? [derived] : [];
  });
  if (!dryRun) for (const derived of missing) await carryOut(deps, derived);
  return { ...NOTHING, pending: missing.length };
};

const rederiveSubject = async (deps: RederiveDeps, { dryRun }: Run, subject: unknown): Promise<Tally> => {
  const codes = await Promise.all(olderCodesOf(subject).map(([type, code]) => deps.codeAliases.find(type, code)));
  const lostCodes = codes.filter((found) => found === undefined).length;
  const lostNames = await deps.missingLeads(subject);
  if (lostCodes > 0 && !dryRun) await deps.codeAliases.put(subject);
  if (lostNames > 0 && !dryRun) await deps.nameLeads.put(subject);
  return { ...NOTHING, subjects: 1, aliases: lostCodes + lostNames };
};
