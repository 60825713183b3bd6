import { beijingDate, type CalendarDate, type Instant } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { addWorkingDays, calendarCovers, type Deadline } from '../kernel/working-calendar.ts';
import type { NotificationType } from '../notifications/notification-types.ts';
import data from './acknowledgement-terms.json' with { type: 'json' };

/**
 * What tells a recipient that something it knows of holds no more or stands still: to be acknowledged in time (I4). What is to be lifted is
 * answered by the lift itself, which has a term of its own (`task.lift`).
 */
export const END_TYPES = [
  'record.ended',
  'record.suspended',
  'record.publicity-ended',
  'task.suspended',
  'task.withdrawn',
  'measure.ended',
  'measure.suspended',
] as const satisfies readonly NotificationType[];
export type EndType = (typeof END_TYPES)[number];

/** Whether a notification tells of an end. */
export const isEndType = (type: NotificationType): type is EndType => END_TYPES.some((end) => end === type);

interface AcknowledgementTerm {
  readonly workingDays: number;
  readonly basis: Label;
}

const TERMS: readonly (AcknowledgementTerm & { readonly from: string })[] = data.terms.toSorted((a, b) =>
  a.from < b.from ? 1 : -1,
);

/** The term in force on a day; undefined before the first one. */
export const acknowledgementTermOn = (date: CalendarDate): AcknowledgementTerm | undefined =>
  TERMS.find(({ from }) => from <= date);

/** By when an end that was told at a moment is to be acknowledged; undefined where the calendar or the terms say nothing of that day. */
export const endDue = (at: Instant): Deadline | undefined => {
  const told = beijingDate(at);
  const term = calendarCovers(told) ? acknowledgementTermOn(told) : undefined;
  return term && addWorkingDays(told, term.workingDays);
};

/** The due date that a notification of an end bears; nothing for any other. */
export const dueOfEnd = (type: NotificationType, at: Instant): { readonly due?: CalendarDate } => {
  const due = isEndType(type) ? endDue(at) : undefined;
  return due === undefined ? {} : { due: due.date };
};
