import type * as z from 'zod';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { type Answer, answer } from '../../../shared/http/respond.ts';
import { beijingDate, type CalendarDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { SUBJECT_SIDE } from '../../../shared/mandates/mandate.ts';
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

/** Whose `Idempotency-Key` it is: a department's, or that of who acts under one mandate. */
export const keyHolder = ({ department, officer }: Actor): string =>
  department === SUBJECT_SIDE || department === '' ? `${SUBJECT_SIDE}#${officer}` : department;

/** A request to change one head, whoever carries it. */
export interface ChangeRequest<Body> {
  /** The operation's id: the same request of another operation is another request. */
  readonly operation: string;
  readonly id: string;
  readonly body: Body;
  /** The version that the caller has read. */
  readonly ifMatch: number;
  readonly key?: string | undefined;
  readonly context: ChangeContext;
}

/**
 * Changes one head: load, compare the version, change, save on that version. The same request sent again after it succeeded is answered
 * like the first time; two at once: one wins, the other is told so.
 */
export const changeOne = async <Image extends Head, Body>(
  { idempotency }: Pick<ChangeDependencies, 'idempotency'>,
  step: ChangeStep<Image, Body>,
  { operation, id, body, ifMatch, key, context }: ChangeRequest<Body>,
): Promise<Result<Image, Failures>> => {
  const { officer, at } = context.by;
  const stored = await step.find(id, context.caller);
  if (stored === undefined) return fail([{ kind: 'not-found' }]);
  const changed = async (image: Image) => {
    await step.after?.(image);
    return ok(image);
  };
  const request = { operation, record: id, ifMatch, officer, body };
  const digest = digestId(canonicalJson(request));
  const { image } = stored;
  if (image.version === ifMatch + 1 && image.change.request === digest) return changed(image);
  if (image.version !== ifMatch) return fail([{ kind: 'stale-version', parameters: { current: image.version } }]);
  const next = await step.change(image, body, context);
  if (!next.ok) return next;
  // Nothing new: nothing is written.
  if (next.value === image) return changed(image);
  const isBound =
    key === undefined || (await idempotency.bind({ department: keyHolder(context.by), key, request, at }));
  if (!isBound) return fail([{ kind: 'idempotency-key-reused' }]);
  const version = { ...next.value, change: { ...next.value.change, request: digest } };
  const saved = await step.heads.change(stored, version, step.transition.from);
  return saved.ok ? changed(saved.value.image) : fail([{ kind: 'stale-version', parameters: saved.failure }]);
};

/** Who changes what, as a request and the clock say it. */
export const changeContext = (caller: Caller, at: Instant): ChangeContext => ({
  by: { department: caller.department, officer: caller.officer, at },
  today: beijingDate(at),
  caller,
});

/** A function that changes a head by its id, on the version of `If-Match`. */
export const changeHead = <Image extends Head, Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: ChangeDependencies,
  step: ChangeStep<Image, z.output<Body>>,
) =>
  api(contract, deps, async ({ id, body, caller, ifMatch, idempotencyKey: key }): Promise<Answer> => {
    const context = changeContext(caller, deps.now());
    const changed = await changeOne(deps, step, { operation: contract.id, id, body, ifMatch, key, context });
    if (!changed.ok) return { refused: changed.failure };
    return answer(200, step.view(changed.value, context), { etag: etag(changed.value.version) });
  });
