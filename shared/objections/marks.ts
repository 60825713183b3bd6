import { addDays } from '../kernel/beijing-time.ts';
import type { Settlement } from '../records/marks.ts';
import type { ObjectionMark } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import type { Decision, Objection } from './objection.ts';
import { isUndecided } from './transitions.ts';

/** The mark that an undecided objection puts on what it is against; from the day after its decision was due nothing of that is used. */
export const markOf = ({ id, filedOn, decideBy, suspends, review }: Objection): ObjectionMark => {
  const due = (review?.decideBy ?? decideBy).date;
  return {
    id,
    filedOn,
    decideBy: due,
    ...(suspends && { suspendsFrom: addDays(due, 1) }),
    ...(review && { review: true }),
  };
};

/** The word that holds: the review's, or the first. Undefined while it is still to be said. */
export const standingDecision = (objection: Objection): Decision | undefined => {
  if (isUndecided(objection)) return undefined;
  return objection.review?.decision ?? objection.decision;
};

/** What a decision does to a record. */
export const settlementOf = ({ id, by }: Objection, decision: Decision): Settlement => {
  const { outcome, documentNumber: document, decidedOn, reason, correction, supplement } = decision;
  return {
    id,
    outcome,
    document,
    decidedOn,
    reason,
    // The subject's side asked for it, and another one decided (I7).
    proposedBy: by.mandate,
    ...(correction && { correction }),
    ...(supplement !== undefined && { supplement }),
  };
};

/** What a decision makes of a head; `overtaken` where that changed meanwhile, so that only the mark could be taken away. */
export interface Settled<Image> {
  readonly next: Image;
  readonly overtaken: boolean;
}

/** In whose name a decision is carried out. */
export const deciderOf = ({ department, officer }: Decision, at: Actor['at']): Actor => ({ department, officer, at });

/** Whether something bears, or bore in that version, the mark that an objection has put on it since it was filed, or since review was asked. */
export const bears = (marked: { readonly objection?: ObjectionMark }, { id, review }: Objection): boolean =>
  marked.objection?.id === id && (marked.objection.review === true) === (review !== undefined);
