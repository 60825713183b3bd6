import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { endRecord } from '../../../shared/records/marks.ts';
import type { RecordStore } from '../../../shared/records/record-store.ts';
import { TRANSITIONS } from '../../../shared/records/transitions.ts';
import type { Actor } from '../../../shared/register/head.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { type AnyHead, type AnyHeads, imageOf } from '../../../shared/retention/any-head-store.ts';
import type { ErasureOrder } from '../../../shared/retention/erasure-order.ts';
import { toPutAway } from '../../../shared/retention/plan-retention.ts';
import { erasedAtOnce, erasedFromArchive, PUT_AWAY, PutAway } from '../../../shared/retention/put-away.ts';
import type { RetentionDueStore } from '../../../shared/retention/retention-due-store.ts';
import { type EraseContentDeps, eraseContent } from './erase-content.ts';
import { type EraseFilesDeps, eraseBorne } from './erase-files.ts';

export interface EraseOrderedDeps extends EraseContentDeps, EraseFilesDeps {
  readonly heads: Pick<AnyHeads, 'find' | 'get' | 'putAway' | 'eraseHistory' | 'history'>;
  readonly records: Pick<RecordStore, 'get' | 'change'>;
  readonly erasures: Pick<HeadStore<ErasureOrder>, 'get'>;
  readonly due: Pick<RetentionDueStore, 'note' | 'notedVersion'>;
  readonly now: () => Instant;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

const MOST_RACES = 6;
/**
 * How long the relay is waited for between looks. It is some tenths of a second behind, mostly: what fails instead comes again after the
 * queue's visibility timeout, minutes in which content stands that was ordered to go. All that a batch may wait is less than the function's time.
 */
const BETWEEN_LOOKS_MS = [100, 200, 400, 800];

/** The officer who confirmed, at the moment of the work. */
const orderedBy = ({ change }: ErasureOrder, at: Instant): Actor => ({
  department: change.department,
  officer: change.officer,
  at,
});

/** A record that is still in force ends first, so that whoever was told of it is told of its end, and what rests on it ends too. */
const end = async (deps: EraseOrderedDeps, order: ErasureOrder): Promise<void> => {
  const { key } = order.target;
  const found = await deps.records.get(key);
  if (found === undefined) return;
  const { document, decidedOn, reason, proposedBy } = order;
  await settleHead(deps.records, {
    key,
    found,
    next: (record) => {
      const decided = { verb: 'delete', document, decidedOn, reason, proposedBy } as const;
      const ended = endRecord(record, decided, orderedBy(order, deps.now()));
      return ended.ok ? ended.value : undefined;
    },
    from: TRANSITIONS.end.from,
  });
};

/** Whether the relay has told of the end that an order made. */
const isTold = async ({ heads, due }: EraseOrderedDeps, order: ErasureOrder): Promise<boolean> => {
  const head = await heads.get(order.target.key);
  if (head === undefined || head.entity === PUT_AWAY) return true;
  return ((await due.notedVersion(order.target.id)) ?? 0) >= head.version;
};

const waitUntilTold = async (deps: EraseOrderedDeps, order: ErasureOrder): Promise<void> => {
  for (const milliseconds of BETWEEN_LOOKS_MS) {
    if (await isTold(deps, order)) return;
    await deps.pause(milliseconds);
  }
  if (!(await isTold(deps, order))) throw new Error('its end is not relayed yet');
};

const nextOf = (head: AnyHead, order: ErasureOrder, by: Actor): PutAway | undefined => {
  const image = imageOf(head);
  const why = { order: order.id, reason: '按删除决定 by an order of erasure' };
  if (head.entity !== PUT_AWAY) {
    return erasedAtOnce(toPutAway({ ...head, image }), { on: beijingDate(by.at), ...why }, by);
  }
  const away = PutAway.parse(image);
  return away.state === 'erased' ? undefined : erasedFromArchive(away, why, by);
};

const erase = async (deps: EraseOrderedDeps, order: ErasureOrder, asked: WorkOf<'erase'>): Promise<void> => {
  for (let race = 0; race < MOST_RACES; race += 1) {
    const head = await deps.heads.get(order.target.key);
    if (head === undefined) return;
    const next = nextOf(head, order, orderedBy(order, deps.now()));
    const away = next ?? PutAway.parse(imageOf(head));
    if (next !== undefined) await eraseBorne(deps, head);
    if (next === undefined || (await deps.heads.putAway(head, next))) return eraseContent(deps, away, asked);
  }
  throw new Error(`what is to be erased was changed by others ${MOST_RACES} times in a row`);
};

/**
 * Carries out an order of erasure in three steps, each asked for by the one before: it ends; the relay has told of that, so that what follows
 * stands before the last step in the queue; its content goes.
 */
export const eraseOrdered =
  (deps: EraseOrderedDeps) =>
  async (asked: WorkOf<'erase'>): Promise<void> => {
    const order = (await deps.erasures.get(asked.order))?.image;
    if (order?.state !== 'confirmed') return;
    switch (asked.step) {
      case 'end': {
        await end(deps, order);
        return deps.work.send([{ ...asked, step: 'wait' }]);
      }
      case 'wait': {
        await waitUntilTold(deps, order);
        return deps.work.send([{ ...asked, step: 'erase' }]);
      }
      case 'erase':
        return erase(deps, order, asked);
      default:
        return asked.step satisfies never;
    }
  };
