import { BODY_SORTS } from '../bodies/bodies.ts';
import type { Caller } from '../http/event.ts';
import type { Role } from '../http/operation.ts';
import type { Objection } from './objection.ts';

/** Who reads every objection: who supervises and reviews, who audits, and the body to which the credit office's own decisions go. */
const SEE_ALL: readonly Role[] = ['credit-office', 'review-authority', 'auditor'];

/** Roles that read objections: all of them, or those that their department handles. */
export const OBJECTION_READERS: readonly Role[] = ['reporter', 'initiator', ...BODY_SORTS, ...SEE_ALL];

/** Whether somebody reads the objections of every department. */
export const seesAll = ({ roles }: Pick<Caller, 'roles'>): boolean => roles.some((role) => SEE_ALL.includes(role));

/** Whether somebody may know of an objection; another's is as absent as one that does not exist (I7). */
export const mayKnow = (
  { department }: Pick<Objection, 'department'>,
  caller: Pick<Caller, 'roles' | 'department'>,
): boolean => seesAll(caller) || caller.department === department;
