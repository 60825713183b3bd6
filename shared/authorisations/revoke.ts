import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import type { Authorisation, AuthorisationAction, AuthorisationState } from './authorisation.ts';

export const REVOKE = { action: 'revoke', from: ['given'] } as const satisfies Transition<
  AuthorisationState,
  AuthorisationAction
>;

/**
 * Takes an authorisation back, at once and without a reason (personal information protection law, article 15); undefined if it was taken back
 * before.
 */
export const revokeAuthorisation = (given: Authorisation, by: Actor): Authorisation | undefined =>
  given.state === 'revoked'
    ? undefined
    : {
        ...given,
        version: given.version + 1,
        state: 'revoked',
        revokedAt: by.at,
        change: changeBy(REVOKE, by),
      };
