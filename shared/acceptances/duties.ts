import type { Clocked } from '../clocks/clocked.ts';
import type { Duty } from '../clocks/duty.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import type { Acceptance } from './acceptance.ts';
import { keptOn } from './changes.ts';

/** What is owed on an acceptance: its subject supplies the documents. Found broken or ended, nothing is owed any more. */
export const dutiesOfAcceptance = (acceptance: Acceptance): readonly Duty[] => {
  const { acceptedOn, supplyBy, state, change } = acceptance;
  const doneOn = keptOn(acceptance);
  const isLeft = state === 'broken' || state === 'withdrawn';
  return [
    {
      name: 'supply-documents',
      since: acceptedOn,
      due: supplyBy,
      ...(doneOn && { doneOn }),
      ...(isLeft && { releasedOn: beijingDate(change.at) }),
    },
  ];
};

/** An acceptance as its clock knows it: the subject owes, and its department, which has to remind it, is reminded. */
export const clockedAcceptance = (acceptance: Acceptance): Clocked => {
  const { id, version, matter: kind, department, subject } = acceptance;
  return {
    entity: 'acceptance',
    id,
    version,
    kind,
    department,
    debtor: department,
    subject,
    duties: dutiesOfAcceptance(acceptance),
  };
};
