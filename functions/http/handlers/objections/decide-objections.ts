import type * as z from 'zod';
import type { Operation } from '../../../../shared/http/operation.ts';
import type { Failures } from '../../../../shared/kernel/failure.ts';
import { fail, type Result } from '../../../../shared/kernel/result.ts';
import type { DecisionContext } from '../../../../shared/objections/decision.ts';
import { decideObjection, extendObjection } from '../../../../shared/objections/handling.ts';
import type { Objection } from '../../../../shared/objections/objection.ts';
import type { ObjectionStore } from '../../../../shared/objections/objection-store.ts';
import {
  decideObjectionOperation,
  decideReviewOperation,
  extendObjectionOperation,
} from '../../../../shared/objections/operations.ts';
import { decideReview } from '../../../../shared/objections/review.ts';
import { OBJECTION_TRANSITIONS } from '../../../../shared/objections/transitions.ts';
import { toHandledView } from '../../../../shared/objections/views.ts';
import { type ChangeDependencies, type ChangeStep, changeHead } from '../change-head.ts';
import { type ObjectedDependencies, PUT_AWAY, readObjected } from './objected.ts';
import { knownObjection } from './read-objections.ts';

export interface DecideObjectionsDependencies extends ChangeDependencies, ObjectedDependencies {
  readonly objections: ObjectionStore;
}

/** A function that changes an objection in view of what it is against, as that is now. */
const changeObjection = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: DecideObjectionsDependencies,
  step: Pick<ChangeStep<Objection, z.output<Body>>, 'transition'> & {
    readonly change: (
      objection: Objection,
      body: z.output<Body>,
      context: DecisionContext,
    ) => Result<Objection, Failures>;
  },
) =>
  changeHead(contract, deps, {
    heads: deps.objections,
    find: (id, caller) => knownObjection(deps.objections, id, caller),
    transition: step.transition,
    change: async (objection, body, { by, today, caller: { roles } }) => {
      const objected = await readObjected(deps, objection.target);
      return objected === undefined ? fail([PUT_AWAY]) : step.change(objection, body, { by, today, roles, objected });
    },
    view: (objection, { today }) => toHandledView(objection, { today }),
  });

/** POST /objections/{id}/decision. */
export const decideObjections = (deps: DecideObjectionsDependencies) =>
  changeObjection(decideObjectionOperation, deps, {
    transition: OBJECTION_TRANSITIONS.decide,
    change: decideObjection,
  });

/** POST /objections/{id}/extension. */
export const extendObjections = (deps: DecideObjectionsDependencies) =>
  changeObjection(extendObjectionOperation, deps, {
    transition: OBJECTION_TRANSITIONS.extend,
    change: extendObjection,
  });

/** POST /objections/{id}/review-decision. */
export const decideReviews = (deps: DecideObjectionsDependencies) =>
  changeObjection(decideReviewOperation, deps, {
    transition: OBJECTION_TRANSITIONS.decideReview,
    change: decideReview,
  });
