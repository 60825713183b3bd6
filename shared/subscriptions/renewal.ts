import type { Clocked } from '../clocks/clocked.ts';
import { addDays, beijingDate } from '../kernel/beijing-time.ts';
import { remindDays } from './rules.ts';
import type { DepartmentSubscription } from './subscription.ts';

/** 市信用办: it decides on what would be proposed anew. */
const CREDIT_OFFICE = 'credit-office';

/**
 * A subscription as its clock knows it: before its last day its department and the credit office are told that it runs out, each once. Nobody
 * owes a renewal: it is over by date alone, and is proposed anew where the task goes on. Nothing of one that was never approved.
 */
export const clockedSubscription = ({
  id,
  version,
  recipient,
  state,
  validFrom,
  validTo,
  change,
}: DepartmentSubscription): Clocked => {
  const last = addDays(validTo, -1);
  const before = addDays(validTo, -remindDays(validTo));
  const runs = {
    name: 'renew-subscription',
    since: validFrom,
    due: { date: last, provisional: false },
    // Not before it begins: who was just told that it was approved need not be told that it ends.
    notice: { on: before > validFrom ? before : validFrom, also: [CREDIT_OFFICE] },
    ...(state === 'ended' && { releasedOn: beijingDate(change.at) }),
  } as const;
  return {
    entity: 'subscription',
    id,
    version,
    kind: 'subscription',
    department: recipient,
    debtor: recipient,
    duties: state === 'approved' || state === 'ended' ? [runs] : [],
  };
};
