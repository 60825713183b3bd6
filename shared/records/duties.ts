import type { Clocked } from '../clocks/clocked.ts';
import type { Duty } from '../clocks/duty.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { addWorkingDays, calendarCovers } from '../kernel/working-calendar.ts';
import { WITHDRAWAL } from './clocks.ts';
import { endedOn } from './publicity.ts';
import { type CreditRecord, WITHDRAWAL_VERBS } from './record.ts';

const isWithdrawal = (verb: string): boolean => WITHDRAWAL_VERBS.some((withdrawal) => withdrawal === verb);

/**
 * What is owed on a record: that a second officer confirms or rejects a withdrawal, so that it leaves the public within three working days of
 * its document (行政处罚法 48). What ends by repair or on an objection waits for nobody.
 */
export const dutiesOfRecord = (record: CreditRecord): readonly Duty[] => {
  const withdrawal = record.end ?? record.withdrawal;
  if (withdrawal === undefined || !isWithdrawal(withdrawal.verb) || !calendarCovers(withdrawal.decidedOn)) return [];
  const doneOn = endedOn(record);
  return [
    {
      name: 'confirm-withdrawal',
      since: beijingDate(withdrawal.proposedAt),
      due: addWorkingDays(withdrawal.decidedOn, WITHDRAWAL.workingDays),
      ...(doneOn && { doneOn }),
    },
  ];
};

/** A record as its clock sees it: its own department owes. */
export const clockedRecord = (record: CreditRecord): Clocked => {
  const { id, version, kind, department, subject } = record;
  const duties = dutiesOfRecord(record);
  return { entity: 'record', id, version, kind, department, debtor: department, subject, duties };
};
