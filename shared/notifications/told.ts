import { beijingDate } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import { recipientsOf, type Subscription } from './subscriptions.ts';

/**
 * A version with those who are told of it: nobody new while it is held (I10); else who must know by the subscriptions of the day on which it was
 * received, and everyone who was ever told, though its grade be another one by now (I4). Said again with more of those that were approved, it
 * adds whom these name: who is told stands in the record itself, so that a replay tells the same.
 */
export const withTold = (record: CreditRecord, approved: readonly Subscription[] = []): CreditRecord => {
  if (record.holds.length > 0) return record;
  const { told, version, receivedAt } = record;
  const recipients = [...(told?.recipients ?? []), ...recipientsOf(record, beijingDate(receivedAt), approved)];
  return { ...record, told: { since: told?.since ?? version, recipients: [...new Set(recipients)] } };
};
