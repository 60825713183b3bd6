import type { Role } from '../http/operation.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Actor } from '../register/head.ts';
import type { JointCase } from './joint-case.ts';

/** Who changes a case, in which roles, on which Beijing day. */
export interface CaseContext {
  readonly by: Actor;
  readonly roles: readonly Role[];
  readonly today: CalendarDate;
}

/** Whether somebody acts for the initiating department. */
export const initiates = (
  { department }: Pick<JointCase, 'department'>,
  { by, roles }: Pick<CaseContext, 'by' | 'roles'>,
): boolean => roles.includes('initiator') && by.department === department;

/** Whether somebody is a court, or decides on administrative review 行政复议: both may stop and end any case. */
export const reviews = ({ roles }: Pick<CaseContext, 'roles'>): boolean =>
  roles.includes('court') || roles.includes('review-authority');

/** Refuses everybody but the initiating department (I7). */
export const initiatorOnly = (jointCase: JointCase, context: CaseContext): readonly Failure[] =>
  initiates(jointCase, context) ? [] : [{ kind: 'not-initiating-department' }];

/** Refuses everybody but the initiating department, a court or a review authority. */
export const initiatorOrReviewer = (jointCase: JointCase, context: CaseContext): readonly Failure[] =>
  reviews(context) ? [] : initiatorOnly(jointCase, context);

/** Refuses the officer whose own word is to be judged (I7). */
export const anotherThan = (officer: string, { by }: CaseContext): readonly Failure[] =>
  by.officer === officer ? [{ kind: 'same-officer' }] : [];

/** A date of a request: not in the future, and not before what it follows. */
export const dated = (
  pointer: string,
  date: CalendarDate,
  { earliest, today }: { readonly earliest?: CalendarDate; readonly today: CalendarDate },
): readonly Failure[] => {
  if (date > today) return [{ kind: 'decision-in-future', pointer, parameters: { today } }];
  return earliest !== undefined && date < earliest
    ? [{ kind: 'date-too-early', pointer, parameters: { earliest } }]
    : [];
};
