import { beijingDate } from '../kernel/beijing-time.ts';
import type { CreditRecord } from '../records/record.ts';
import { recipientsOf } from './subscriptions.ts';

/**
 * A version with those who are told of it: nobody new while it is held (I10); else who must know, and everyone who was ever told, though
 * its grade be another one by now (I4).
 */
export const withTold = (record: CreditRecord): CreditRecord => {
  if (record.holds.length > 0) return record;
  const { told, version, receivedAt } = record;
  const recipients = [...(told?.recipients ?? []), ...recipientsOf(record, beijingDate(receivedAt))];
  return { ...record, told: { since: told?.since ?? version, recipients: [...new Set(recipients)] } };
};
