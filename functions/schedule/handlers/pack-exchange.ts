import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import type { ExchangeEntries, Unreadable } from '../../../shared/exchange/entry-store.ts';
import { type LookDeps, type Looked, lookAt } from '../../../shared/exchange/look.ts';
import { packageOf } from '../../../shared/exchange/package.ts';
import { MANIFEST, outPath, PREPARED, packageName } from '../../../shared/exchange/paths.ts';
import { channelsAfter, noticeOf, Plan, type PlannedEntry } from '../../../shared/exchange/plan.ts';
import type { OutSequence, OutSequences } from '../../../shared/exchange/sequence-store.ts';
import { beijingDate, type Instant, toEpochMs } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { NotificationQueue } from '../../../shared/notifications/notification-queue.ts';

/** A package is read whole by its counterpart: some tens of megabytes at the longest texts. */
const MOST_ENTRIES = 2_000;
const AT_ONCE = 16;
/** Well before the function's end (300 s): no package is begun after it. */
const BEGIN_UNTIL_MS = 200_000;
const SERVED = { contentType: 'application/json', cacheControl: 'no-store' };

export interface PackExchangeDependencies extends Omit<LookDeps, 'sha256'> {
  readonly entries: Pick<ExchangeEntries, 'dueBy' | 'urgent' | 'of' | 'pack' | 'looked'>;
  readonly sequences: OutSequences;
  readonly exchange: Pick<Bucket, 'get' | 'put' | 'delete'>;
  readonly notifications: NotificationQueue;
  readonly sha256: (data: string | Uint8Array) => string;
  readonly idOf: (text: string) => string;
  /** Names a run: what two prepare at a time lies apart. */
  readonly runId: () => string;
  readonly now: () => Instant;
  readonly log: Log;
}

/** What was found to say, by entry; and what could not be looked at, with the reason. */
interface Gathered {
  readonly found: Map<string, Looked>;
  readonly unreadable: Map<Unreadable['entry'], Unreadable['error']>;
}

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalJson(value));

/**
 * Packs what the superior platform has to hear: prepared apart, given its number by one conditional write, brought out, then noted on each
 * entry. A run finishes first what an interrupted one left; two at a time do the same or one of them stops, so that a number is one package.
 */
export const packExchange = (deps: PackExchangeDependencies) => {
  const { entries, sequences, exchange, log } = deps;
  const look = lookAt({ ...deps, sha256: deps.sha256 });

  const note = async (plan: Plan, planned: PlannedEntry): Promise<void> => {
    const { sequence } = plan;
    const notice = noticeOf(planned, plan, deps.idOf);
    if (notice !== undefined) await deps.notifications.send([notice]);
    const channels = channelsAfter(planned, plan);
    await entries.pack({ entry: planned.entry, package: sequence, channels, ...(notice && { notice: notice.id }) });
    await entries.looked(planned.entry, planned.heard, planned.lookOn);
  };

  /** The manifest last, so that whoever sees it finds all it names; false if a file is not there. */
  const copied = async ({ sequence, files }: Plan, prepared: string): Promise<boolean> => {
    for (const file of [...files, MANIFEST]) {
      const bytes = await exchange.get(`${prepared}${file}`);
      if (bytes === undefined) return false;
      await exchange.put(outPath(sequence, file), bytes, SERVED);
    }
    return true;
  };

  /** Brings out what has its number, and notes it on each entry: as often as it is interrupted. */
  const bringOut = async ({ sequence, finished, prepared }: OutSequence): Promise<void> => {
    if (sequence === finished || prepared === undefined) return;
    const planned = await exchange.get(`${prepared}plan.json`);
    const plan = planned && Plan.parse(JSON.parse(new TextDecoder().decode(planned)));
    if (plan === undefined || !(await copied(plan, prepared))) {
      // Another run brought it out meanwhile, and cleared up.
      if ((await sequences.current()).finished >= sequence) return;
      throw new Error(`package ${sequence} has its number and lacks what was prepared`);
    }
    await concurrently(AT_ONCE, plan.entries, (one) => note(plan, one));
    await sequences.finish(sequence);
    await exchange.delete(['plan.json', ...plan.files, MANIFEST].map((file) => `${prepared}${file}`));
    const count = (op: 'put' | 'remove') => plan.entries.filter((one) => one[op].length > 0).length;
    log.info(messages.exchangePacked, { package: sequence, put: count('put'), removed: count('remove') });
  };

  /**
   * What there is to say, up to a package's size; what has nothing to say is looked at again on its day. What cannot be read is left where it is,
   * keeps no other back, and is looked at again by the next run.
   */
  const gather = async (pages: AsyncIterable<readonly string[]>, { found, unreadable }: Gathered): Promise<void> => {
    for await (const page of pages) {
      const read = await entries.of([...new Set(page)]);
      const { looked: all, unreadable: unlooked } = await look(read.entries);
      for (const { entry, error } of [...read.unreadable, ...unlooked]) unreadable.set(entry, error);
      for (const looked of all) {
        const { plan, lines } = looked;
        if (lines.length === 0) await entries.looked(plan.entry, plan.heard, plan.lookOn);
        else found.set(plan.entry, looked);
      }
      if (found.size >= MOST_ENTRIES) return;
    }
  };

  const prepare = async (last: OutSequence, found: readonly Looked[], cutAt: Instant) => {
    const sequence = last.sequence + 1;
    const lines = found.flatMap((one) => one.lines);
    const made = packageOf(lines, { sequence, previous: last.manifest, cutAt }, deps.sha256);
    const prepared = `${PREPARED}${packageName(sequence)}-${deps.runId()}/`;
    const files = made.files.map(({ path }) => path);
    const plan: Plan = { sequence, cutAt, files, entries: found.map((one) => one.plan) };
    const all = [...made.files, made.manifest, { path: 'plan.json', bytes: bytesOf(plan) }];
    for (const { path, bytes } of all) await exchange.put(`${prepared}${path}`, bytes, SERVED);
    const isFirst = await sequences.commit({ sequence, prepared, manifest: deps.sha256(made.manifest.bytes) });
    // The SDK repeats a write whose answer was lost: then it is our own that stands in the way.
    const isOurs = isFirst || (await sequences.current()).prepared === prepared;
    if (!isOurs) await exchange.delete(all.map(({ path }) => `${prepared}${path}`));
    return isOurs;
  };

  const packOne = async (unreadable: Gathered['unreadable']): Promise<boolean> => {
    // Before anything is read: what another run packs meanwhile takes the number, and this package is thrown away.
    const last = await sequences.current();
    await bringOut(last);
    const cutAt = deps.now();
    const found = new Map<string, Looked>();
    await gather(entries.urgent(), { found, unreadable });
    if (found.size < MOST_ENTRIES) await gather(entries.dueBy(beijingDate(cutAt)), { found, unreadable });
    if (found.size === 0 || !(await prepare(last, [...found.values()], cutAt))) return false;
    await bringOut(await sequences.current());
    return true;
  };

  return async (): Promise<void> => {
    const began = toEpochMs(deps.now());
    const unreadable: Gathered['unreadable'] = new Map();
    while ((await packOne(unreadable)) && toEpochMs(deps.now()) - began < BEGIN_UNTIL_MS);
    for (const [entry, error] of unreadable) log.error(messages.exchangeEntryUnreadable, { entry, error });
    if (unreadable.size > 0) throw new Error(`${unreadable.size} entries could not be looked at; all others were`);
  };
};
