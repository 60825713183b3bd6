import type { CaseStore } from '../../../../shared/cases/case-store.ts';
import { toCaseView } from '../../../../shared/cases/case-view.ts';
import { comparableProposal } from '../../../../shared/cases/comparable-proposal.ts';
import { evidenceFailures } from '../../../../shared/cases/evidence.ts';
import type { JointCase } from '../../../../shared/cases/joint-case.ts';
import { openCase } from '../../../../shared/cases/open-case.ts';
import { openCasesOn } from '../../../../shared/cases/open-cases.ts';
import { proposeCase as contract } from '../../../../shared/cases/operations.ts';
import { type AdmittedProposal, admitProposal } from '../../../../shared/cases/proposal.ts';
import { caseKey } from '../../../../shared/crypto/case-keys.ts';
import { headId } from '../../../../shared/crypto/head-keys.ts';
import { api, etag } from '../../../../shared/http/api.ts';
import { type Answer, answer, refuse } from '../../../../shared/http/respond.ts';
import { beijingDate } from '../../../../shared/kernel/beijing-time.ts';
import type { Actor, HeadKey } from '../../../../shared/register/head.ts';
import { subjectNamed } from '../../../../shared/subjects/named-subject.ts';
import type { SubjectStore } from '../../../../shared/subjects/subject-store.ts';
import type { CaseDependencies } from './change-case.ts';

export interface ProposeCaseDependencies extends CaseDependencies {
  readonly subjects: SubjectStore;
}

const stored = async (deps: { readonly cases: CaseStore }, jointCase: JointCase, request: object): Promise<Answer> => {
  const added = await deps.cases.add(jointCase, request);
  if (!added.ok) return refuse({ kind: 'case-exists', parameters: { case: `/cases/${added.failure.image.id}` } });
  const { image, created } = added.value;
  const known = await deps.cases.onSubject(image.subject.key);
  const others = known.filter(({ id }) => id !== image.id);
  const value = {
    case: toCaseView(image, { today: beijingDate(jointCase.proposedAt) }),
    openCases: openCasesOn(others, image.act.documentNumber),
  };
  const headers = { etag: etag(image.version), ...(created && { location: `/cases/${image.id}` }) };
  return answer(created ? 201 : 200, value, headers);
};

/** Finds the subject, and stores the case once: its key follows from subject, field and act. */
const takeIn = async (
  deps: ProposeCaseDependencies,
  admitted: AdmittedProposal,
  { by, organisationKey }: { readonly by: Actor; readonly organisationKey?: HeadKey },
): Promise<Answer> => {
  const { submission, behaviour } = admitted;
  const { key, nameDiffers } = await deps.subjects.resolve(submission.subject, by.at);
  if (nameDiffers) return refuse({ kind: 'name-differs', pointer: '/subject/name' });
  const [missing, ...others] = evidenceFailures(submission.act, await deps.recordsOn(key), beijingDate(by.at));
  if (missing !== undefined) return refuse(missing, ...others);
  const subject = subjectNamed(submission.subject, key);
  const id = headId(caseKey({ subject, field: behaviour.field, act: submission.act }));
  const opened = openCase(admitted, { id, subject, by, ...(organisationKey && { organisationKey }) });
  return stored(deps, opened, comparableProposal(submission));
};

/** POST /cases: one act, one case for a subject and a field, however often it is sent. */
export const proposeCases = (deps: ProposeCaseDependencies) =>
  api(contract, deps, async ({ body, idempotencyKey: key, caller }) => {
    const { department, officer, roles } = caller;
    const by = { department, officer, at: deps.now() };
    const today = beijingDate(by.at);
    const organisation = body.responsibility && (await deps.cases.find(body.responsibility.organisationCase));
    const admitted = admitProposal(body, {
      by,
      roles,
      today,
      lists: await deps.lists.on(today),
      ...(organisation && { organisation: organisation.image }),
    });
    if (!admitted.ok) return { refused: admitted.failure };
    const request = { operation: contract.id, proposal: comparableProposal(body) };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request, at: by.at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    return takeIn(deps, admitted.value, { by, ...(organisation && { organisationKey: caseKey(organisation.image) }) });
  });
