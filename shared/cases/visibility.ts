import type { Role } from '../http/operation.ts';
import type { JointCase } from './joint-case.ts';

/** Who may read any case: who settles plans, who audits, and who may stop or end it. */
const SEE_ALL: readonly Role[] = ['credit-office', 'auditor', 'court', 'review-authority'];

/** Roles that read cases: all of them, or those of their own department. */
export const READERS: readonly Role[] = ['initiator', ...SEE_ALL];

/** Whether somebody may know of a case; another's is as absent as one that does not exist (I7). */
export const maySee = (
  jointCase: Pick<JointCase, 'department'>,
  caller: { readonly department: string; readonly roles: readonly Role[] },
): boolean =>
  caller.roles.some((role) => SEE_ALL.includes(role)) ||
  (caller.roles.includes('initiator') && caller.department === jointCase.department);
