import type { CalendarDate } from '../kernel/beijing-time.ts';
import { isBeyondRetention } from '../retention/record-retention.ts';
import { isStale } from './mirrored.ts';
import type { CreditRecord } from './record.ts';

type Marked = Pick<CreditRecord, 'objection'>;

/** Whether an objection was not decided in time: from the day after its decision was due the record is neither public nor used. */
export const isOverdueUndecided = ({ objection }: Marked, today: CalendarDate): boolean =>
  objection?.suspendsFrom !== undefined && objection.suspendsFrom <= today;

/**
 * Whether a record may be used on a day: shown to those who were authorised, counted where a law counts records. None that has ended, is held
 * or stands still may be, nor one under an objection that was not decided in time, nor one that is older than it may be
 * kept, nor a mirrored one that its source has not confirmed in time.
 */
export const isUsable = (
  record: Pick<
    CreditRecord,
    | 'state'
    | 'holds'
    | 'suspension'
    | 'objection'
    | 'mirrored'
    | 'kind'
    | 'decisionDate'
    | 'actDate'
    | 'content'
    | 'end'
  >,
  today: CalendarDate,
): boolean =>
  record.state !== 'ended' &&
  record.holds.length === 0 &&
  record.suspension === undefined &&
  !isOverdueUndecided(record, today) &&
  !isStale(record, today) &&
  !isBeyondRetention(record, today);
