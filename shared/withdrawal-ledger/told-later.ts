import type { NotificationType } from '../notifications/notification-types.ts';

/**
 * What those hear whom only the ledger knows: that what they were told is not so any more, stands still, holds again or was corrected. That
 * it is objected to is told to those whom the record names: an objection that comes to something is one of these.
 */
export const TOLD_LATER = [
  'record.corrected',
  'record.suspended',
  'record.resumed',
  'record.publicity-ended',
  'record.ended',
  'measure.suspended',
  'measure.resumed',
  'measure.ended',
] as const satisfies readonly NotificationType[];
export type ToldLater = (typeof TOLD_LATER)[number];
