import { endBySystem, type SystemEnd } from '../cases/ending.ts';
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

/** How the record or case of that id ends by an application; undefined if that is about another one, or nothing was granted. */
export const grantedEnd = (
  { decision, target }: Pick<Repair, 'decision' | 'target'>,
  id: string,
): (SystemEnd & { readonly verb: 'repair' }) | undefined => {
  if (decision?.outcome !== 'granted' || target.id !== id) return undefined;
  const { document, decidedOn, reasons: reason } = decision;
  return { verb: 'repair', document, decidedOn, reason };
};

/**
 * A record as a granted repair leaves it: ended, whatever mark it bears, so that publicity, sharing and use end in one write. Undefined if
 * nothing was granted, or it has ended: the first end stays.
 */
export const repairedRecord = (record: CreditRecord, repair: Repair, at: Actor['at']): CreditRecord | undefined => {
  const ending = grantedEnd(repair, record.id);
  if (ending === undefined) return undefined;
  const ended = endRecord(record, { ...ending, proposedBy: repair.application.mandate }, repairActor(repair, at));
  return ended.ok ? ended.value : undefined;
};

/** A joint case as a granted repair leaves it: ended, and its measures with it. Undefined if nothing was granted, or it has ended. */
export const repairedCase = (joint: JointCase, repair: Repair, at: Actor['at']): JointCase | undefined => {
  const ending = grantedEnd(repair, joint.id);
  if (ending === undefined) return undefined;
  const ended = endBySystem(joint, ending, repairActor(repair, at));
  return ended.ok ? ended.value : undefined;
};
