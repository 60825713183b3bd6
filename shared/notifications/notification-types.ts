/** What a department is told of. */
export const NOTIFICATION_TYPES = [
  // A record came, was corrected, ended, or left the public: its term ran out, or an objection came to that.
  'record.posted',
  'record.corrected',
  // It was found what became of it: a commitment was kept or broken.
  'record.outcome-found',
  // It is objected to, the objection came to its end; it stands still, or does no more.
  'record.objected',
  'record.objection-settled',
  'record.suspended',
  'record.resumed',
  'record.ended',
  'record.publicity-ended',
  // Its retention period is over, or its content was erased: it is to be used no more. The archive was opened.
  'record.retention-ended',
  'archive.opened',
  // A decision was served and its measures can be dispatched; a case's plan was carried out.
  'case.served',
  'case.carried-out',
  // To an implementing department: a measure to apply, for information only, standing still, to be lifted, or needed no more.
  'task.pushed',
  'measure.informed',
  'task.suspended',
  'task.resumed',
  'task.lift',
  'task.withdrawn',
  // To those who initiated it: applied or declined, and lifted.
  'task.answered',
  'task.lifted',
  // Repair was applied for, is urged by the credit office, needs no decision any more; to the credit office: was decided, was abused or not after all.
  'repair.applied',
  'repair.urged',
  'repair.closed',
  'repair.decided',
  'repair.bad-faith',
  // To a department whose clock runs out or has run out; and to the credit office, when it stays silent.
  'task.reminder',
  'task.overdue',
  'task.escalated',
  // The same of any other clock, which the notification names.
  'clock.reminder',
  'clock.overdue',
  'clock.escalated',
  // A unit's progress report is due tomorrow, or overdue.
  'report.reminder',
  'report.overdue',
  // Every live measure on a basis that ended was lifted or withdrawn.
  'basis.repealed',
  // To those who were told of a measure by a check or a report and have no task: it ended, stands still, or does no more.
  'measure.ended',
  'measure.suspended',
  'measure.resumed',
  // A decision relied on a measure that was annulled since.
  'check.reopen',
  // A department did not say what became of measures that bound its decision.
  'check.outcome-overdue',
  // To who handles an objection, and to the credit office: it came, has more time, was decided; review was asked for and decided; it fell
  // away with what it was against; what was decided could not be done, for the entry had changed.
  'objection.filed',
  'objection.extended',
  'objection.decided',
  'objection.review-requested',
  'objection.reviewed',
  'objection.fell-away',
  'objection.not-carried-out',
  // To an initiating department: the subject's own side stated its case.
  'case.stated',
  // To a reader: a subject took its authorisation back.
  'authorisation.revoked',
  // To the department whose it is: where it is told by webhook was changed, or its receiver said that it is gone. A test goes to the endpoint alone.
  'endpoint.changed',
  'endpoint.gone',
  'endpoint.test',
  // To the credit office: a department asks to be told of records; to that department: it is, it is not, or it is no more.
  'subscription.proposed',
  'subscription.approved',
  'subscription.refused',
  'subscription.ended',
  // To a department: a file of records that it handed in was taken in row by row, or refused as a whole.
  'import.finished',
  'import.rejected',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];
