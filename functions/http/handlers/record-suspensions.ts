import type * as z from 'zod';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { answer } from '../../../shared/http/respond.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import {
  resumeRecordOperation,
  suspendRecordOperation,
  toOrderView,
} from '../../../shared/record-suspensions/operations.ts';
import { type OrderContext, resumeOnOrder, suspendOnOrder } from '../../../shared/record-suspensions/suspension.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { RECORD_HEAD, type RecordStore } from '../../../shared/records/record-store.ts';
import { TRANSITIONS } from '../../../shared/records/transitions.ts';

export interface RecordSuspensionsDependencies extends ApiDependencies {
  readonly records: Pick<RecordStore, 'find' | 'get' | 'change'>;
  readonly now: () => Instant;
}

/** Who loses that many races in a row loses them to something that is wrong. */
const MOST_RACES = 6;

type Order<Body> = (record: CreditRecord, body: Body, context: OrderContext) => Result<CreditRecord, Failures>;

/**
 * A function that changes any record on another's word, a court's, review body's or of who supervises, whatever its department does to it
 * at that moment.
 */
export const onOrder = <Body extends z.ZodType>(
  contract: Operation<Body>,
  { records, ...deps }: RecordSuspensionsDependencies,
  order: Order<z.output<Body>>,
) => {
  const obey = async (id: string, body: z.output<Body>, context: OrderContext) => {
    let stored = await records.find(id);
    for (let race = 0; stored !== undefined && race < MOST_RACES; race += 1) {
      const { image } = stored;
      const next = order(image, body, context);
      if (!next.ok || next.value === image) return next;
      const saved = await records.change(stored, next.value, TRANSITIONS.suspend.from);
      if (saved.ok) return ok(saved.value.image);
      stored = await records.get(RECORD_HEAD.keyOf(image));
    }
    if (stored !== undefined) throw new Error(`record ${id} was changed by others ${MOST_RACES} times in a row`);
    return fail([{ kind: 'not-found' }] satisfies Failures);
  };

  return api(contract, deps, async ({ id, body, caller }) => {
    const { department, officer, roles } = caller;
    const ordered = await obey(id, body, { by: { department, officer, at: deps.now() }, roles });
    if (!ordered.ok) return { refused: ordered.failure };
    return answer(200, toOrderView(ordered.value), { etag: etag(ordered.value.version) });
  });
};

/** POST /records/{id}/suspension. */
export const suspendRecords = (deps: RecordSuspensionsDependencies) =>
  onOrder(suspendRecordOperation, deps, suspendOnOrder);

/** POST /records/{id}/resumption. */
export const resumeRecords = (deps: RecordSuspensionsDependencies) =>
  onOrder(resumeRecordOperation, deps, resumeOnOrder);
