import { beijingDate, type CalendarDate } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import { type Retained, type RetentionDates, retentionDates } from './retention-dates.ts';

type Kept = Pick<CreditRecord, 'decisionDate' | 'actDate'> & {
  readonly kind: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly end?: Pick<NonNullable<CreditRecord['end']>, 'endedAt'> | undefined;
};

/** What of a record decides how long it is kept: the behaviour's end, or the decision's date where the act is not dated. */
export const retainedRecord = (record: Kept): Retained => ({
  of: 'record',
  kind: record.kind,
  act: record.actDate ?? record.decisionDate,
  content: record.content,
  endedOn: record.end && beijingDate(record.end.endedAt),
});

/** How long a record is kept, by the rule in force on `today`; undefined while what it records still runs. */
export const recordRetention = (record: Kept, today: CalendarDate): RetentionDates | undefined =>
  retentionDates(retainedRecord(record), today);

/** Whether a record's term is over: from that day on it is neither public nor used, whenever it is put into the archive. */
export const isBeyondRetention = (record: Kept, today: CalendarDate): boolean => {
  const dates = recordRetention(record, today);
  return dates !== undefined && dates.archiveOn <= today;
};
