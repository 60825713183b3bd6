import type { Clocked } from '../clocks/clocked.ts';
import type { Duty } from '../clocks/duty.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import { SUBJECT_SIDE } from '../mandates/mandate.ts';
import type { Repair } from './repair.ts';

/**
 * What the authority owes on an application: to accept it or not, then to decide. When it was done is when the system took it in. What the
 * subject took back, or what ended otherwise, is owed no more.
 */
export const dutiesOfRepair = (repair: Repair): readonly Duty[] => {
  const { application, acceptBy, acceptance, decideBy, decision, state, change } = repair;
  const isReleased = state === 'withdrawn' || state === 'moot';
  const left = isReleased && { releasedOn: beijingDate(change.at) };
  return [
    {
      name: 'accept-repair',
      since: application.appliedOn,
      due: acceptBy,
      ...(acceptance ? { doneOn: beijingDate(acceptance.at) } : left),
    },
    ...(acceptance && decideBy
      ? [
          {
            name: 'decide-repair',
            since: acceptance.on,
            due: decideBy,
            ...(decision ? { doneOn: beijingDate(decision.at) } : left),
          } as const,
        ]
      : []),
  ];
};

/** An application as its clock knows it: who decides owes. */
export const clockedRepair = (repair: Repair): Clocked => {
  const { id, version, target, department, subject } = repair;
  return {
    entity: 'repair',
    id,
    version,
    kind: target.kind,
    department: SUBJECT_SIDE,
    debtor: department,
    subject,
    duties: dutiesOfRepair(repair),
  };
};
