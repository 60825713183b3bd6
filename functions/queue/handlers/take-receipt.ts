import type { Bucket } from '../../../shared/disclosure/object-bucket.ts';
import { isRemovedEverywhere } from '../../../shared/exchange/entry.ts';
import type { ExchangeEntries } from '../../../shared/exchange/entry-store.ts';
import { type Outcome, type RowOutcome, refusedWhole, taken, twofold } from '../../../shared/exchange/outcome.ts';
import { receiptOutcomePath } from '../../../shared/exchange/paths.ts';
import { meaningOf, Receipt, type ReceiptAnswer, receiptFailures } from '../../../shared/exchange/receipt.ts';
import type { OutSequences } from '../../../shared/exchange/sequence-store.ts';
import { SUPERIOR_PLATFORM } from '../../../shared/exchange/superior-platform.ts';
import { parseInput, parseJson } from '../../../shared/http/parse.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { concurrently } from '../../../shared/kernel/concurrently.ts';
import { isRefused } from '../../../shared/kernel/failure.ts';
import { type Log, messages } from '../../../shared/kernel/log.ts';
import type { InboxStore } from '../../../shared/notifications/inbox-store.ts';

const AT_ONCE = 16;

export interface TakeReceiptDeps {
  readonly entries: Pick<ExchangeEntries, 'at' | 'receipt'>;
  readonly sequences: Pick<OutSequences, 'current'>;
  readonly inbox: Pick<InboxStore, 'acknowledge'>;
  readonly exchange: Pick<Bucket, 'put'>;
  readonly now: () => Instant;
  readonly log: Log;
}

const SERVED = { contentType: 'application/json', cacheControl: 'no-store' };

/**
 * Notes what the counterpart answered to a package. An answer to something older changes nothing, one to nothing that was said is a problem;
 * the last removal that is confirmed acknowledges the notice of the end. Taken again it changes nothing.
 */
export const takeReceipt = (deps: TakeReceiptDeps) => {
  const { entries, log } = deps;

  /** Done with every confirmation, so that what an interrupted run left out is made good by the next one. */
  const acknowledge = async (entry: string, at: Instant): Promise<void> => {
    const now = await entries.at(entry);
    if (now?.notice === undefined || !isRemovedEverywhere(now)) return;
    const { notice: id } = now;
    const found = await deps.inbox.acknowledge({ id, department: SUPERIOR_PLATFORM, officer: 'receipt', at });
    if (found === undefined) throw new Error(`the notice ${id} is not delivered yet`);
  };

  const take = async (answer: ReceiptAnswer, index: number, sequence: number): Promise<RowOutcome> => {
    const { entry, channel, state, reason } = answer;
    const at = deps.now();
    const meaning = meaningOf(await entries.at(entry), answer, sequence);
    if (meaning === 'unsaid') {
      const problem = twofold([{ kind: 'not-exchanged', pointer: `/entries/${index}` }]);
      return { index, outcome: 'refused', problem };
    }
    if (meaning === 'superseded') return { index, outcome: 'superseded' };
    const receipt = { state, at, ...(reason !== undefined && { reason }) };
    await entries.receipt(entry, channel, { package: sequence, receipt });
    if (state === 'removed') await acknowledge(entry, at);
    if (state === 'refused') log.warn(messages.exchangeEntryRefused, { entry, channel, package: sequence });
    return { index, outcome: 'noted' };
  };

  const outcomeOf = async (bytes: Uint8Array): Promise<Outcome> => {
    const json = parseJson(bytes);
    const parsed = json.ok ? parseInput(Receipt, json.value) : json;
    if (!parsed.ok) return refusedWhole(parsed.failure);
    const { package: sequence, entries: answers } = parsed.value;
    const wrong = receiptFailures(parsed.value);
    if (isRefused(wrong)) return refusedWhole(wrong);
    const { finished, sequence: last } = await deps.sequences.current();
    if (sequence > last) return refusedWhole([{ kind: 'not-exchanged', pointer: '/package' }]);
    // Read before all was noted that follows from the package: it comes again in a moment.
    if (sequence > finished) throw new Error(`package ${sequence} is still going out`);
    return taken(await concurrently(AT_ONCE, answers.entries(), ([index, answer]) => take(answer, index, sequence)));
  };

  return async (name: string, bytes: Uint8Array): Promise<void> => {
    const outcome = await outcomeOf(bytes);
    await deps.exchange.put(receiptOutcomePath(name), new TextEncoder().encode(canonicalJson(outcome)), SERVED);
    const refused = outcome.rows.filter((row) => row.problem !== undefined).length;
    const fields = { what: 'receipt', rows: outcome.rows.length, refused };
    if (outcome.result === 'refused' || refused > 0) log.warn(messages.exchangeRefused, fields);
    else log.info(messages.exchangeReceived, fields);
  };
};
