import { erasureId, erasureKey } from '../../../shared/crypto/erasure-keys.ts';
import { api, etag } from '../../../shared/http/api.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import type { HeadStore } from '../../../shared/register/head-store.ts';
import { type AnyHead, type AnyHeads, imageOf } from '../../../shared/retention/any-head-store.ts';
import {
  decideErasure,
  ERASURE_TRANSITIONS,
  type ErasureOrder,
  proposeErasure,
} from '../../../shared/retention/erasure-order.ts';
import {
  confirmErasureOfRecord,
  getErasureOfRecord,
  proposeErasureOfRecord,
} from '../../../shared/retention/operations.ts';
import { PUT_AWAY } from '../../../shared/retention/put-away.ts';
import { toErasureView } from '../../../shared/retention/views.ts';
import { type ChangeDependencies, changeContext, changeHead } from './change-head.ts';

export interface ErasureDependencies extends ChangeDependencies {
  readonly erasures: Pick<HeadStore<ErasureOrder>, 'add' | 'get' | 'change'>;
  readonly heads: Pick<AnyHeads, 'find'>;
}

/** A record as it stands or lies in the archive; what is of another sort is no record. */
const recordOf = async ({ heads }: ErasureDependencies, id: string): Promise<AnyHead | undefined> => {
  const head = await heads.find(id);
  const of = head?.entity === PUT_AWAY ? imageOf(head)['of'] : head?.entity;
  return of === 'record' ? head : undefined;
};

const shown = (status: number, order: ErasureOrder): Answer =>
  answer(status, toErasureView(order), { etag: etag(order.version) });

/** POST /records/{id}/erasure: proposed by an officer of the credit office; nothing changes until another one confirms. */
export const proposeErasures = (deps: ErasureDependencies) =>
  api(proposeErasureOfRecord, deps, async ({ id, body, caller }) => {
    const target = await recordOf(deps, id);
    if (target === undefined) return refuse({ kind: 'not-found' });
    if (target.state === 'erased') return refuse({ kind: 'content-erased' });
    const known = await deps.erasures.get(erasureKey({ id }));
    const given = { id: erasureId({ id }), target: { id, key: target.key }, known: known?.image };
    const context = changeContext(caller, deps.now());
    if (known !== undefined && known.image.state === 'proposed') return again(known.image, body, caller.officer);
    const order = proposeErasure(body, given, context);
    if (!order.ok) return { refused: order.failure };
    if (known === undefined) {
      const added = await deps.erasures.add(order.value, { ...body, officer: caller.officer });
      if (!added.ok) return refuse({ kind: 'state-forbids', parameters: { state: added.failure.image.state } });
      return shown(201, added.value.image);
    }
    const saved = await deps.erasures.change(known, order.value, ERASURE_TRANSITIONS.propose.from);
    return saved.ok ? shown(201, saved.value.image) : refuse({ kind: 'stale-version', parameters: saved.failure });
  });

/** The same proposal sent again by the same officer is the one that waits. */
const again = (
  known: ErasureOrder,
  { ground, document, decidedOn, reason }: Pick<ErasureOrder, 'ground' | 'document' | 'decidedOn' | 'reason'>,
  officer: string,
): Answer => {
  const isSame =
    known.proposedBy === officer &&
    known.ground === ground &&
    known.document === document &&
    known.decidedOn === decidedOn &&
    known.reason === reason;
  return isSame ? shown(200, known) : refuse({ kind: 'state-forbids', parameters: { state: known.state } });
};

/** GET /records/{id}/erasure. */
export const getErasures = (deps: ErasureDependencies) =>
  api(getErasureOfRecord, deps, async ({ id }) => {
    const known = await deps.erasures.get(erasureKey({ id }));
    return known === undefined ? refuse({ kind: 'not-found' }) : shown(200, known.image);
  });

/** POST /records/{id}/erasure/confirmation: what follows is the queue's work, and cannot be undone. */
export const confirmErasures = (deps: ErasureDependencies) =>
  changeHead(confirmErasureOfRecord, deps, {
    heads: deps.erasures,
    find: (id) => deps.erasures.get(erasureKey({ id })),
    transition: ERASURE_TRANSITIONS.confirm,
    change: (order, body, { by }) => decideErasure(order, body, by),
    view: toErasureView,
  });
