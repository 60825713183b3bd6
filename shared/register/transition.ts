import type { Failure } from '../kernel/failure.ts';
import type { Actor, Change, Head, Transition } from './head.ts';

/** Refuses a transition from a state that does not allow it. */
export const allowedFrom = <State extends string>(
  { state }: Pick<Head<State>, 'state'>,
  transition: Transition<State>,
): readonly Failure[] => (transition.from.includes(state) ? [] : [{ kind: 'state-forbids', parameters: { state } }]);

/** The change that a transition makes, as the next version bears it. */
export const changeBy = <Action extends string>(
  { action }: Pick<Transition<string, Action>, 'action'>,
  { department, officer, at }: Actor,
  reason?: string,
): Change<Action> => ({ action, department, officer, at, ...(reason !== undefined && { reason }) });
