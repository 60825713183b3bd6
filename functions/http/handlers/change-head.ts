import type * as z from 'zod';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { IdempotencyStore } from '../../../shared/records/idempotency-store.ts';
import type { Actor, Head, Transition } from '../../../shared/register/head.ts';
import type { HeadStore, Stored } from '../../../shared/register/head-store.ts';

export interface ChangeDependencies extends ApiDependencies {
  readonly idempotency: IdempotencyStore;
  readonly now: () => Instant;
}

/** Who changes something, and on which Beijing day. */
export interface ChangeContext {
  readonly by: Actor;
  readonly today: CalendarDate;
  readonly caller: Caller;
}

/** How an operation changes a head. */
export interface ChangeStep<Image extends Head, Body> {
  readonly heads: Pick<HeadStore<Image>, 'change'>;
  /** The head that the caller may know of; what is another's is as absent as what does not exist (I7). */
  readonly find: (id: string, caller: Caller) => Promise<Stored<Image> | undefined>;
  readonly transition: Transition<Image['state']>;
  /** The next version, or why not. It may read what it needs, but changes nothing. */
  readonly change: (
    image: Image,
    body: Body,
    context: ChangeContext,
  ) => Result<Image, Failures> | Promise<Result<Image, Failures>>;
  readonly view: (image: Image, context: ChangeContext) => unknown;
  /** What the change means elsewhere; done once it is saved, and again when the request is repeated. */
  readonly after?: (image: Image) => Promise<void>;
}

/**
 * A function that changes a head: load, compare the version, change, save on that version. The same request sent again after it succeeded
 * is answered like the first time; two at once: one wins, the other is told so.
 */
export const changeHead = <Image extends Head, Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: ChangeDependencies,
  step: ChangeStep<Image, z.output<Body>>,
) =>
  api(contract, deps, async ({ id, body, caller, ifMatch, idempotencyKey: key }): Promise<Answer> => {
    const at = deps.now();
    const { department, officer } = caller;
    const stored = await step.find(id, caller);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const context = { by: { department, officer, at }, today: beijingDate(at), caller };
    const changed = async (image: Image) => {
      await step.after?.(image);
      return answer(200, step.view(image, context), { etag: etag(image.version) });
    };
    const request = { operation: contract.id, record: id, ifMatch, officer, body };
    const digest = digestId(canonicalJson(request));
    const { image } = stored;
    if (image.version === ifMatch + 1 && image.change.request === digest) return changed(image);
    if (image.version !== ifMatch) return refuse({ kind: 'stale-version', parameters: { current: image.version } });
    const next = await step.change(image, body, context);
    if (!next.ok) return { refused: next.failure };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request, at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const version = { ...next.value, change: { ...next.value.change, request: digest } };
    const saved = await step.heads.change(stored, version, step.transition.from);
    return saved.ok ? changed(saved.value.image) : refuse({ kind: 'stale-version', parameters: saved.failure });
  });
