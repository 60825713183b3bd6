import * as z from 'zod';
import { dateView, instantView } from '../kernel/view.ts';
import { ERASURE_GROUNDS, ERASURE_STATES, type ErasureOrder } from './erasure-order.ts';
import type { PutAway } from './put-away.ts';

/** An order of erasure as the credit office sees it. */
export const ErasureView = z
  .object({
    record: z.string(),
    version: z.int(),
    state: z.enum(ERASURE_STATES),
    ground: z.enum(ERASURE_GROUNDS),
    document: z.string(),
    decidedOn: dateView,
    reason: z.string(),
    changedAt: instantView,
  })
  .meta({ id: 'Erasure' });

export const toErasureView = (order: ErasureOrder): z.output<typeof ErasureView> => {
  const { target, version, state, ground, document, decidedOn, reason, change } = order;
  return { record: target.id, version, state, ground, document, decidedOn, reason, changedAt: change.at };
};

/** What lay in the archive, as it is shown to whom it was opened. */
export const OpenedView = z
  .object({
    id: z.string(),
    of: z.string().describe('归档对象类别 what it is: record, case, task, objection, …'),
    kind: z.string().optional(),
    state: z.string().describe('归档前的状态 where it stood before'),
    archivedOn: dateView,
    eraseOn: dateView.optional(),
    openedAt: instantView,
    content: z.record(z.string(), z.unknown()).describe('最后一个版本的内容 what its last version said'),
  })
  .meta({ id: 'OpenedArchive' });

/** Internal ids never leave the API, nor does what only encryption hides. */
const HIDDEN = new Set(['key', 'pk', 'sk', 'sealed', 'request', 'account', 'owner']);

const shown = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => !HIDDEN.has(name));
  return Object.fromEntries(members.map(([name, member]) => [name, shown(member)]));
};

const Content = z.record(z.string(), z.unknown());

export const toOpenedView = (away: PutAway, image: object): z.output<typeof OpenedView> => {
  const { id, of, kind, was: state, archivedOn, eraseOn, change } = away;
  return {
    id,
    of,
    ...(kind !== undefined && { kind }),
    state,
    archivedOn,
    ...(eraseOn && { eraseOn }),
    openedAt: change.at,
    content: Content.parse(shown(image)),
  };
};
