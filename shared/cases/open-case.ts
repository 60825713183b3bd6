import type { Actor, HeadKey } from '../register/head.ts';
import { changeBy } from '../register/transition.ts';
import type { NamedSubject } from '../subjects/named-subject.ts';
import type { JointCase } from './joint-case.ts';
import type { AdmittedProposal } from './proposal.ts';

/** The first version of a case. */
export const openCase = (
  { submission, behaviour }: AdmittedProposal,
  entry: {
    readonly id: string;
    readonly subject: NamedSubject;
    readonly by: Actor;
    /** Where the organisation's case lies, for a responsible person's. */
    readonly organisationKey?: HeadKey;
  },
): JointCase => {
  const { id, subject, by, organisationKey } = entry;
  const { responsibility } = submission;
  if (responsibility !== undefined && organisationKey === undefined) {
    throw new Error("a responsible person's case needs the place of the organisation's");
  }
  return {
    id,
    version: 1,
    state: 'proposed',
    change: changeBy({ action: 'propose' }, by),
    effect: behaviour.effect,
    department: by.department,
    field: behaviour.field,
    behaviour: behaviour.code,
    subject,
    act: submission.act,
    ...(responsibility &&
      organisationKey && {
        responsibility: {
          ...responsibility,
          organisationCase: { id: responsibility.organisationCase, key: organisationKey },
        },
      }),
    proposed: submission.measures,
    author: by.officer,
    proposedAt: by.at,
    statements: [],
    plan: [],
    exceptions: [],
    endedMeasures: [],
  };
};
