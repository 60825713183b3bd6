import { type Instant, toEpochMs, toInstant } from '../kernel/beijing-time.ts';
import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Endpoint, EndpointAction, EndpointState, SealedSecret } from './endpoint.ts';
import {
  type EndpointChange,
  type EndpointDisabling,
  type EndpointSubmission,
  type Network,
  type SecretRotation,
  unfitUrl,
} from './settings.ts';

const ANY = ['enabled', 'disabled'] as const;

export const ENDPOINT_TRANSITIONS = {
  change: { action: 'change', from: ANY },
  rotate: { action: 'rotate', from: ANY },
  disable: { action: 'disable', from: ['enabled'] },
  gone: { action: 'disable-gone', from: ['enabled'] },
  enable: { action: 'enable', from: ['disabled'] },
} as const satisfies Record<string, Transition<EndpointState, EndpointAction>>;

type Step = Result<Endpoint, Failures>;
type Kept = Pick<SealedSecret, 'kind' | 'sealed' | 'publicKey'>;

const HOUR_MS = 3_600_000;

const next = (
  endpoint: Endpoint,
  transition: Transition<EndpointState, EndpointAction>,
  by: Actor,
  change: Partial<Endpoint> & { readonly reason?: string },
): Endpoint => {
  const { reason, ...changed } = change;
  return { ...endpoint, ...changed, version: endpoint.version + 1, change: changeBy(transition, by, reason) };
};

/** What is not said of the types is everything. */
const told = ({ url, types }: EndpointChange) => ({ url, ...(types && { types: [...new Set(types)] }) });

/** Enters an endpoint, enabled. */
export const openEndpoint = (entry: {
  readonly id: string;
  readonly submission: EndpointSubmission;
  readonly secret: Kept;
  readonly network: Network;
  readonly by: Actor;
}): Step => {
  const { id, submission, secret, network, by } = entry;
  const failures = unfitUrl(submission.url, network);
  if (isRefused(failures)) return fail(failures);
  return ok({
    id,
    version: 1,
    state: 'enabled',
    department: by.department,
    name: submission.name,
    ...told(submission),
    secrets: [{ ...secret, from: by.at }],
    change: { action: 'open', ...by },
  });
};

/** Changes where it lies and what it is told of. */
export const changeEndpoint = (endpoint: Endpoint, change: EndpointChange, by: Actor, network: Network): Step => {
  const failures = unfitUrl(change.url, network);
  if (isRefused(failures)) return fail(failures);
  const { types: _, ...rest } = endpoint;
  return ok(next(rest, ENDPOINT_TRANSITIONS.change, by, told(change)));
};

/** Gives it a new secret. The one before goes on signing for some hours; one that was being replaced already ends at once: there are never three. */
export const rotateSecret = (
  endpoint: Endpoint,
  { overlapHours }: Pick<SecretRotation, 'overlapHours'>,
  secret: Kept,
  by: Actor,
): Endpoint => {
  const [current] = endpoint.secrets;
  const until = toInstant(toEpochMs(by.at) + overlapHours * HOUR_MS);
  const before = current !== undefined && overlapHours > 0 ? [{ ...current, until }] : [];
  return next(endpoint, ENDPOINT_TRANSITIONS.rotate, by, { secrets: [{ ...secret, from: by.at }, ...before] });
};

/** The secrets that sign at a moment, the current one first. */
export const secretsAt = ({ secrets }: Pick<Endpoint, 'secrets'>, at: Instant): readonly SealedSecret[] =>
  secrets.filter(({ until }) => until === undefined || at < until);

/** Disables it: what comes meanwhile waits. */
export const disableEndpoint = (endpoint: Endpoint, { reason }: EndpointDisabling, by: Actor): Step => {
  const failures = [
    ...allowedFrom(endpoint, ENDPOINT_TRANSITIONS.disable),
    ...identityNumbersIn([{ pointer: '/reason', text: reason }]),
  ];
  if (isRefused(failures)) return fail(failures);
  return ok(next(endpoint, ENDPOINT_TRANSITIONS.disable, by, { state: 'disabled', disabledBecause: reason, reason }));
};

/** Its receiver said that it is gone for good (410): it is not asked again; undefined if it is disabled already. */
export const endpointGone = (endpoint: Endpoint, by: Actor): Endpoint | undefined => {
  if (endpoint.state === 'disabled') return undefined;
  const because = '410 Gone';
  return next(endpoint, ENDPOINT_TRANSITIONS.gone, by, {
    state: 'disabled',
    disabledBecause: because,
    reason: because,
  });
};

/** Enables it again: what waited is sent, oldest first. */
export const enableEndpoint = (endpoint: Endpoint, by: Actor): Step => {
  const failures = allowedFrom(endpoint, ENDPOINT_TRANSITIONS.enable);
  if (isRefused(failures)) return fail(failures);
  const { disabledBecause: _, ...rest } = endpoint;
  return ok(next(rest, ENDPOINT_TRANSITIONS.enable, by, { state: 'enabled' }));
};
