import type { Clocked } from '../clocks/clocked.ts';
import type { Duty } from '../clocks/duty.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { addWorkingDays, calendarCovers } from '../kernel/working-calendar.ts';
import { confirmBy } from '../take-downs/take-down-terms.ts';
import { WITHDRAWAL } from './clocks.ts';
import { findingDuty } from './finding-duty.ts';
import { endedOn } from './publicity.ts';
import { type CreditRecord, WITHDRAWAL_VERBS } from './record.ts';

const isWithdrawal = (verb: string): boolean => WITHDRAWAL_VERBS.some((withdrawal) => withdrawal === verb);

/** Of a take-down: that a second officer of those who took it down says that it stays, or lets the record go on. */
const takeDownDuty = ({ suspension, state }: CreditRecord): readonly Duty[] => {
  if (suspension?.ground !== 'take-down' || state === 'ended') return [];
  const since = beijingDate(suspension.since);
  const { confirmation, department: debtor } = suspension;
  return [
    {
      name: 'confirm-take-down',
      since,
      due: confirmBy(since),
      debtor,
      ...(confirmation && { doneOn: beijingDate(confirmation.at) }),
    },
  ];
};

/**
 * What is owed on a withdrawal: that a second officer confirms or rejects a withdrawal, so that it leaves the public within three working days of
 * its document (行政处罚法 48). What ends by repair or on an objection waits for nobody.
 */
const withdrawalDuty = (record: CreditRecord): readonly Duty[] => {
  // One that waits though the record has ended by a decision is owed still.
  const withdrawal = record.withdrawal ?? record.end;
  if (withdrawal === undefined || !isWithdrawal(withdrawal.verb) || !calendarCovers(withdrawal.decidedOn)) return [];
  const doneOn = record.withdrawal === undefined ? endedOn(record) : undefined;
  return [
    {
      name: 'confirm-withdrawal',
      since: beijingDate(withdrawal.proposedAt),
      due: addWorkingDays(withdrawal.decidedOn, WITHDRAWAL.workingDays),
      ...(doneOn && { doneOn }),
    },
  ];
};

/** What is owed on a record, first due first. */
export const dutiesOfRecord = (record: CreditRecord): readonly Duty[] =>
  [...findingDuty(record), ...withdrawalDuty(record), ...takeDownDuty(record)].toSorted((a, b) =>
    a.due.date < b.due.date ? -1 : 1,
  );

/** A record as its clock sees it: its own department owes, but for a take-down. */
export const clockedRecord = (record: CreditRecord): Clocked => {
  const { id, version, kind, department, subject } = record;
  const duties = dutiesOfRecord(record);
  return { entity: 'record', id, version, kind, department, debtor: department, subject, duties };
};
