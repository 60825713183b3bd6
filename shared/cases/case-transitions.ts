import type { Actor, Transition } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import type { CaseAction, CaseState, JointCase } from './joint-case.ts';

type CaseTransition = Transition<CaseState, CaseAction>;

/** What was decided can be objected to; what is only proposed is answered by a statement. */
const OBJECTABLE_STATES = ['decided', 'served', 'dispatched', 'suspended'] as const satisfies CaseState[];

/** Every change of a case, with the states from which it may be made: the condition of the write. */
export const CASE_TRANSITIONS = {
  serveNotice: { action: 'serve-notice', from: ['proposed'] },
  // What the subject says while a court has the case suspended is heard all the same.
  recordStatement: { action: 'record-statement', from: ['noticed', 'suspended'] },
  decide: { action: 'decide', from: ['proposed', 'noticed'] },
  drop: { action: 'end', from: ['proposed', 'noticed'] },
  serveDecision: { action: 'serve-decision', from: ['decided'] },
  dispatch: { action: 'dispatch', from: ['served', 'dispatched'] },
  // A case that follows its organisation's suspension can still be suspended for itself.
  suspend: { action: 'suspend', from: ['noticed', 'decided', 'served', 'dispatched', 'suspended'] },
  suspendWithOrganisation: { action: 'suspend', from: ['noticed', 'decided', 'served', 'dispatched'] },
  resume: { action: 'resume', from: ['suspended'] },
  markObjection: { action: 'mark-objection', from: OBJECTABLE_STATES },
  settleObjection: { action: 'settle-objection', from: OBJECTABLE_STATES },
  except: { action: 'except', from: ['decided', 'served', 'dispatched', 'suspended'] },
  endMeasures: { action: 'end-measures', from: ['decided', 'served', 'dispatched', 'suspended'] },
  end: { action: 'end', from: ['proposed', 'noticed', 'decided', 'served', 'dispatched', 'suspended'] },
} as const satisfies Record<string, CaseTransition>;

/** The next version of a case: what it says from now on, who changed it, and why. */
export const nextCase = (
  jointCase: JointCase,
  transition: CaseTransition,
  by: Actor,
  { reason, ...changed }: Partial<JointCase> & { readonly reason?: string },
): JointCase => ({
  ...jointCase,
  ...changed,
  version: jointCase.version + 1,
  change: changeBy(transition, by, reason),
});
