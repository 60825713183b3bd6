import { digestId } from '../../../shared/crypto/digest-id.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import { toProblem } from '../../../shared/http/problem-response.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import { messages } from '../../../shared/kernel/log.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { IntakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import { intakeOf } from '../../../shared/quality/intake-of.ts';
import type { IdempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { postRecords as contract, MAX_RECORDS } from '../../../shared/records/operations.ts';
import { comparablePosting } from '../../../shared/records/posting.ts';
import type { StoredRecord } from '../../../shared/records/record-store.ts';
import { type RecordView, toRecordView } from '../../../shared/records/record-view.ts';
import {
  type Entry,
  type Posted,
  readEntry,
  type TakeInDependencies,
  type TakeInManyDependencies,
  takeIn,
  takeInMany,
} from '../../../shared/records/take-in-store.ts';
import type { Actor } from '../../../shared/register/head.ts';

export interface PostRecordsDependencies extends ApiDependencies, TakeInDependencies, TakeInManyDependencies {
  readonly idempotency: IdempotencyStore;
  readonly intake: Pick<IntakeCountStore, 'count'>;
  readonly now: () => Instant;
}

type Read = Result<Entry, Failures>;

const view = ({ image }: StoredRecord, today: CalendarDate): RecordView => toRecordView(image, { today });

/**
 * Counts what was sent, once it is stored: one write more. What cannot be counted is logged and lost, for a figure must not cost a record;
 * when the same is sent again, it is counted.
 */
const count = async (
  deps: PostRecordsDependencies,
  by: Actor,
  sent: readonly unknown[],
  posted: readonly Posted[],
): Promise<void> => {
  const { department, at } = by;
  const rows = posted.map((outcome, index) => ({
    sent: sent[index],
    ...(!outcome.ok && { refused: outcome.failure[0].kind }),
  }));
  try {
    const intakes = intakeOf(rows, { department, month: beijingDate(at).slice(0, 7) }, digestId);
    await Promise.all(intakes.map((intake) => deps.intake.count(intake)));
  } catch (error) {
    deps.log.warn(messages.intakeNotCounted, { department, rows: rows.length, error });
  }
};

const one = async (posted: Posted, by: Actor): Promise<Answer> => {
  if (!posted.ok) return { refused: posted.failure };
  const { image: record, created } = posted.value;
  const headers = { etag: etag(record.version), ...(created && { location: `/records/${record.id}` }) };
  return answer(created ? 201 : 200, view(posted.value, beijingDate(by.at)), headers);
};

/** Takes in those that may be, in the order in which they were sent; each has an answer in its own place. */
const takeInAll = async (
  deps: PostRecordsDependencies,
  by: Actor,
  entries: readonly Read[],
): Promise<readonly Posted[]> => {
  const admitted = entries.flatMap((entry) => (entry.ok ? [entry.value] : []));
  const taken = (admitted.length > 0 ? await takeInMany(deps, by, admitted) : []).values();
  return entries.map((entry) => {
    if (!entry.ok) return entry;
    const { value: posted } = taken.next();
    if (posted === undefined) throw new RangeError('a record was answered with nothing');
    return posted;
  });
};

const many = (posted: readonly Posted[], by: Actor, language: Language): Answer => {
  const outcomes = posted.map((outcome, index) => {
    if (!outcome.ok) return { index, outcome: 'refused', problem: toProblem(outcome.failure, language) };
    const record = view(outcome.value, beijingDate(by.at));
    return { index, outcome: outcome.value.created ? 'created' : 'unchanged', record };
  });
  return answer(200, { outcomes });
};

/** POST /records: one record, or an array of up to a hundred with an outcome for each. */
export const postRecords = (deps: PostRecordsDependencies) =>
  api(contract, deps, async ({ body, idempotencyKey: key, caller, language }) => {
    const { department, officer } = caller;
    const by = { department, officer, at: deps.now() };
    const sent: readonly unknown[] = Array.isArray(body) ? body : [body];
    if (sent.length === 0) return refuse({ kind: 'missing-field', pointer: '' });
    if (sent.length > MAX_RECORDS) {
      return refuse({ kind: 'too-many-items', parameters: { limit: MAX_RECORDS, count: sent.length } });
    }
    const entries = sent.map((item) => readEntry(item, { department, today: beijingDate(by.at) }));
    if (key !== undefined && entries.some(({ ok: isRead }) => isRead)) {
      const request = entries.map((entry) => (entry.ok ? comparablePosting(entry.value.submission) : entry.failure));
      const isBound = await deps.idempotency.bind({ department, key, request, at: by.at });
      if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    }
    const [first] = entries;
    if (Array.isArray(body) || first === undefined) {
      const posted = await takeInAll(deps, by, entries);
      await count(deps, by, sent, posted);
      return many(posted, by, language);
    }
    const posted = first.ok ? await takeIn(deps, by, first.value) : first;
    await count(deps, by, sent, [posted]);
    return one(posted, by);
  });
