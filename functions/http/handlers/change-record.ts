import type * as z from 'zod';
import { digestId } from '../../../shared/crypto/record-keys.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { IdempotencyStore } from '../../../shared/records/idempotency-store.ts';
import type { Actor } from '../../../shared/records/open-record.ts';
import { ownRecord } from '../../../shared/records/own-record.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { RecordStore } from '../../../shared/records/record-store.ts';
import { toRecordView } from '../../../shared/records/record-view.ts';
import type { Transition } from '../../../shared/records/transitions.ts';

export interface ChangeRecordDependencies extends ApiDependencies {
  readonly records: RecordStore;
  readonly idempotency: IdempotencyStore;
  readonly now: () => Instant;
}

/** A pure change of a record: the next version, or why not. */
export type Change<Body> = (
  record: CreditRecord,
  body: Body,
  context: { readonly by: Actor; readonly today: CalendarDate },
) => Result<CreditRecord, Failures>;

/**
 * A function that changes a record of the caller's own department: load, compare the version, change, save on that version.
 * The same request sent again after it succeeded is answered like the first time; two at once: one wins, the other is told so.
 */
export const changeRecord = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: ChangeRecordDependencies,
  step: {
    readonly transition: Transition;
    readonly change: Change<z.output<Body>>;
    /** What the change means elsewhere; done once it is saved, and again when the request is repeated. */
    readonly after?: (record: CreditRecord) => Promise<void>;
  },
) =>
  api(contract, deps, async ({ id, body, caller, ifMatch, idempotencyKey: key }): Promise<Answer> => {
    const at = deps.now();
    const { department, officer } = caller;
    const stored = await ownRecord(deps.records, id, department);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const today = beijingDate(at);
    const changed = async (record: CreditRecord) => {
      await step.after?.(record);
      return answer(200, toRecordView(record, { today }), { etag: etag(record.version) });
    };
    const request = { operation: contract.id, record: id, ifMatch, officer, body };
    const digest = digestId(canonicalJson(request));
    const { record } = stored;
    if (record.version === ifMatch + 1 && record.change.request === digest) return changed(record);
    if (record.version !== ifMatch) return refuse({ kind: 'stale-version', parameters: { current: record.version } });
    const next = step.change(record, body, { by: { department, officer, at }, today });
    if (!next.ok) return { refused: next.failure };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request, at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const version = { ...next.value, change: { ...next.value.change, request: digest } };
    const saved = await deps.records.change(stored, version, step.transition.from);
    return saved.ok ? changed(saved.value.record) : refuse({ kind: 'stale-version', parameters: saved.failure });
  });
