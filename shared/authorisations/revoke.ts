import { type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import type { Authorisation, AuthorisationAction, AuthorisationState } from './authorisation.ts';

export const REVOKE = { action: 'revoke', from: ['given'] } as const satisfies Transition<
  AuthorisationState,
  AuthorisationAction
>;

/** Takes an authorisation back, at once and without a reason (personal information protection law, article 15); again changes nothing. */
export const revokeAuthorisation = (given: Authorisation, by: Actor): Result<Authorisation, Failures> => {
  if (given.state === 'revoked') return ok(given);
  const forbidden = allowedFrom(given, REVOKE);
  if (isRefused(forbidden)) return fail(forbidden);
  return ok({
    ...given,
    version: given.version + 1,
    state: 'revoked',
    revokedAt: by.at,
    change: changeBy(REVOKE, by),
  });
};
