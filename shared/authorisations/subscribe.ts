import { beijingDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import type { Authorisation, AuthorisationAction, AuthorisationState } from './authorisation.ts';
import { holdsOn } from './give.ts';
import { readerOn } from './readers.ts';

export const READER_SUBSCRIPTION = {
  begin: { action: 'subscribe', from: ['given'] },
  end: { action: 'unsubscribe', from: ['given'] },
} as const satisfies Record<string, Transition<AuthorisationState, AuthorisationAction>>;

/** What forbids that a reader is told of new records on an authorisation: it is over, or the subject is a person. */
export const refusedToSubscribe = (given: Authorisation, by: Actor): readonly Failure[] => {
  const today = beijingDate(by.at);
  if (given.subject.category === 'person') return [{ kind: 'person-not-subscribed' }];
  const holds = holdsOn(given, today) && readerOn(given.reader, today) !== undefined;
  return holds ? [] : [{ kind: 'authorisation-over' }];
};

/** The reader is told from now on; undefined if it is already, or if the authorisation was taken back meanwhile. */
export const subscribeReader = (given: Authorisation, by: Actor): Authorisation | undefined =>
  given.subscribed !== undefined || given.state === 'revoked'
    ? undefined
    : {
        ...given,
        version: given.version + 1,
        subscribed: { at: by.at, officer: by.officer },
        change: changeBy(READER_SUBSCRIPTION.begin, by),
      };

/** The reader is told no more; undefined if it is not. */
export const unsubscribeReader = (given: Authorisation, by: Actor): Authorisation | undefined => {
  const { subscribed, ...rest } = given;
  return subscribed === undefined || given.state === 'revoked'
    ? undefined
    : { ...rest, version: given.version + 1, change: changeBy(READER_SUBSCRIPTION.end, by) };
};
