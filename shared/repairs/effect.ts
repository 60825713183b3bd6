import { endBySystem } from '../cases/ending.ts';
import type { JointCase } from '../cases/joint-case.ts';
import { endRecord } from '../records/marks.ts';
import type { CreditRecord } from '../records/record.ts';
import type { Actor } from '../register/head.ts';
import type { Repair } from './repair.ts';

/** Who repaired: the authority by the officer who decided, at the moment at which it is carried out. */
export const repairActor = ({ department, decision, change }: Repair, at: Actor['at']): Actor => ({
  department,
  officer: decision?.officer ?? change.officer,
  at,
});

/** On which decision what was repaired ends; undefined unless repair was granted. */
const endingBy = ({ decision, application }: Repair) =>
  decision?.outcome === 'granted'
    ? {
        verb: 'repair' as const,
        document: decision.document,
        decidedOn: decision.decidedOn,
        reason: decision.reasons,
        proposedBy: application.mandate,
      }
    : undefined;

/**
 * A record as a granted repair leaves it: ended, whatever mark it bears, so that publicity, sharing and use end in one write. Undefined if
 * nothing was granted, or it has ended: the first end stays.
 */
export const repairedRecord = (record: CreditRecord, repair: Repair, at: Actor['at']): CreditRecord | undefined => {
  const ending = endingBy(repair);
  if (ending === undefined || record.id !== repair.target.id) return undefined;
  const ended = endRecord(record, ending, repairActor(repair, at));
  return ended.ok ? ended.value : undefined;
};

/** A joint case as a granted repair leaves it: ended, and its measures with it. Undefined if nothing was granted, or it has ended. */
export const repairedCase = (joint: JointCase, repair: Repair, at: Actor['at']): JointCase | undefined => {
  const ending = endingBy(repair);
  if (ending === undefined || joint.id !== repair.target.id) return undefined;
  const { verb, document, decidedOn, reason } = ending;
  const ended = endBySystem(joint, { verb, document, decidedOn, reason }, repairActor(repair, at));
  return ended.ok ? ended.value : undefined;
};
