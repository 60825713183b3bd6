import type { Actor } from '../register/head.ts';
import { endBySystem } from './ending.ts';
import type { JointCase } from './joint-case.ts';
import { resumeWithOrganisation, suspendWithOrganisation } from './suspension.ts';

const RESUMED = '随单位案件恢复 resumed with the case of the organisation';

/**
 * The next version of a responsible person's case that the organisation's case asks for: ended or suspended with it, or resumed if it was
 * suspended with it. Undefined if it stands as it should.
 */
export const followOrganisation = (person: JointCase, organisation: JointCase, by: Actor): JointCase | undefined => {
  const { end, state, suspension } = organisation;
  if (end !== undefined) {
    const { document, reason, decidedOn } = end;
    const ended = endBySystem(person, { verb: 'organisation-ended', document, reason, decidedOn }, by);
    return ended.ok ? ended.value : undefined;
  }
  const followed =
    state === 'suspended' && suspension !== undefined
      ? suspendWithOrganisation(person, suspension, by)
      : resumeWithOrganisation(person, { document: '', reason: RESUMED }, by);
  return followed.ok ? followed.value : undefined;
};
