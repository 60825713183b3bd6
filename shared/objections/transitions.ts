import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import type { Objection, ObjectionAction, ObjectionState } from './objection.ts';

type ObjectionTransition = Transition<ObjectionState, ObjectionAction>;

/** States in which somebody owes a decision: the entry bears its mark. */
export const UNDECIDED_STATES = ['open', 'in-review'] as const satisfies ObjectionState[];

/** Every change of an objection, with the states from which it may be made: the condition of the write. */
export const OBJECTION_TRANSITIONS = {
  extend: { action: 'extend', from: ['open'] },
  decide: { action: 'decide', from: ['open'] },
  askReview: { action: 'ask-review', from: ['decided'] },
  decideReview: { action: 'decide-review', from: ['in-review'] },
  fallAway: { action: 'fall-away', from: UNDECIDED_STATES },
} as const satisfies Record<string, ObjectionTransition>;

/** Whether somebody owes a decision on it. */
export const isUndecided = ({ state }: Pick<Objection, 'state'>): boolean =>
  UNDECIDED_STATES.some((undecided) => undecided === state);

/** The next version of an objection: what it says from now on, who changed it, and why. */
export const nextObjection = (
  objection: Objection,
  transition: ObjectionTransition,
  by: Actor,
  { reason, ...changed }: Partial<Objection> & { readonly reason?: string },
): Objection => ({
  ...objection,
  ...changed,
  version: objection.version + 1,
  change: changeBy(transition, by, reason),
});

const ENDED = '所异议的信息已经终止，异议随之了结 what was objected to has ended, and the objection with it';

/** What it was against ended meanwhile: nothing is left that could be deleted or mended. Undefined if it was decided. */
export const fallAway = (objection: Objection, by: Actor): Objection | undefined =>
  isUndecided(objection)
    ? nextObjection(objection, OBJECTION_TRANSITIONS.fallAway, by, {
        state: 'moot',
        moot: { reason: ENDED, at: by.at },
        reason: ENDED,
      })
    : undefined;
