import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import type { Repair, RepairAction, RepairState } from './repair.ts';

/** States in which an application waits for its authority. */
const OPEN = ['applied', 'accepted'] as const satisfies RepairState[];

/** Every change of an application, with the states from which it may be made: the condition of the write. */
export const REPAIR_TRANSITIONS = {
  accept: { action: 'accept', from: ['applied'] },
  refuseAcceptance: { action: 'refuse-acceptance', from: ['applied'] },
  urge: { action: 'urge', from: OPEN },
  extend: { action: 'extend', from: ['accepted'] },
  grant: { action: 'grant', from: ['accepted'] },
  refuse: { action: 'refuse', from: ['accepted'] },
  withdraw: { action: 'withdraw', from: OPEN },
  close: { action: 'close', from: OPEN },
  // What was found in bad faith was granted on it, or refused for it.
  recordBadFaith: { action: 'record-bad-faith', from: ['granted', 'refused'] },
  reverseBadFaith: { action: 'reverse-bad-faith', from: ['granted', 'refused'] },
} as const satisfies Record<string, Transition<RepairState, RepairAction>>;

/** True while an application waits for its authority. */
export const isOpen = ({ state }: Pick<Repair, 'state'>): boolean => OPEN.some((open) => open === state);

/** The next version: the number goes up, and it says who made it, when and why. */
export const nextRepair = (
  repair: Repair,
  transition: Transition<RepairState, RepairAction>,
  by: Actor,
  change: Partial<Repair> & { readonly reason?: string },
): Repair => {
  const { reason, ...changed } = change;
  return { ...repair, ...changed, version: repair.version + 1, change: changeBy(transition, by, reason) };
};
