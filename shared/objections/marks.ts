import { addDays } from '../kernel/beijing-time.ts';
import { type DecidedEnd, endOfSettlement, type Settlement } from '../records/marks.ts';
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

/** How the record of that id ends by what was decided on an objection to it, whether that was carried out or not; undefined if it does not. */
export const decidedRecordEnd = (objection: Objection, id: string): DecidedEnd | undefined => {
  const decision = objection.target.id === id && objection.state !== 'moot' ? standingDecision(objection) : undefined;
  return decision && endOfSettlement(settlementOf(objection, decision));
};

/**
 * The mark that a head is to bear by the objections to it as they are now: that of an undecided one, though it may not be there yet, and none
 * that was decided since. A mark of an objection that is not among these stays.
 */
export const markNow = (
  { id, objection: borne }: { readonly id: string; readonly objection?: ObjectionMark },
  objections: readonly Objection[],
): ObjectionMark | undefined => {
  const against = objections.filter(({ target }) => target.id === id);
  const undecided = against.filter(isUndecided);
  const open = undecided.find((one) => one.id === borne?.id) ?? undecided[0];
  if (open !== undefined) return markOf(open);
  return against.some((one) => one.id === borne?.id) ? undefined : borne;
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
