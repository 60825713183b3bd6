import type { Acceptance } from '../../../shared/acceptances/acceptance.ts';
import type { AcceptanceStore } from '../../../shared/acceptances/acceptance-store.ts';
import { toAcceptanceView } from '../../../shared/acceptances/acceptance-view.ts';
import {
  type AcceptanceSubmission,
  type AdmittedAcceptance,
  admitAcceptance,
  openAcceptance,
} from '../../../shared/acceptances/open.ts';
import { openAcceptanceOperation } from '../../../shared/acceptances/operations.ts';
import { acceptanceId, acceptanceKey } from '../../../shared/crypto/acceptance-keys.ts';
import { countingAgainst } from '../../../shared/green-channel/counting.ts';
import type { ReadKnown } from '../../../shared/green-channel/known-of-subject-store.ts';
import { greenChannelRuleOn } from '../../../shared/green-channel/rules.ts';
import { api, etag } from '../../../shared/http/api.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { comparableText } from '../../../shared/kernel/comparable-text.ts';
import { comparableSubject } from '../../../shared/records/posting.ts';
import type { Actor } from '../../../shared/register/head.ts';
import type { AccessStore } from '../../../shared/subject-door/access-store.ts';
import { type NamedSubject, subjectNamed } from '../../../shared/subjects/named-subject.ts';
import type { SubjectStore } from '../../../shared/subjects/subject-store.ts';
import type { ChangeDependencies } from './change-head.ts';

export interface OpenAcceptanceDependencies extends ChangeDependencies {
  readonly acceptances: Pick<AcceptanceStore, 'add' | 'get'>;
  readonly subjects: SubjectStore;
  readonly known: ReadKnown;
  readonly accesses: Pick<AccessStore, 'note'>;
}

/** A submission as it is compared with another one: no person's number is in it, since its digest is kept. */
const comparableAcceptance = (submission: AcceptanceSubmission): object => ({
  ...submission,
  application: comparableText(submission.application),
  subject: comparableSubject(submission.subject),
});

const stored = async (
  { acceptances }: Pick<OpenAcceptanceDependencies, 'acceptances'>,
  opened: Acceptance,
  submission: AcceptanceSubmission,
): Promise<Answer> => {
  const added = await acceptances.add(opened, comparableAcceptance(submission));
  const at = `/acceptances/${opened.id}`;
  if (!added.ok) return refuse({ kind: 'acceptance-exists', parameters: { acceptance: at } });
  const { image, created } = added.value;
  const headers = { etag: etag(image.version), ...(created && { location: at }) };
  return answer(created ? 201 : 200, toAcceptanceView(image, opened.acceptedOn), headers);
};

/** What counts against the subject today keeps it from this way; that its department looked is noted for the subject first. */
const mayBeDeferred = async (
  deps: OpenAcceptanceDependencies,
  { key }: NamedSubject,
  id: string,
  { by, application, matter }: { readonly by: Actor; readonly application: string; readonly matter: string },
): Promise<boolean> => {
  const today = beijingDate(by.at);
  const counting = countingAgainst(await deps.known(key), today, greenChannelRuleOn(today).cleanMonths);
  const looked = { at: by.at, department: by.department, reference: application, purpose: matter };
  await deps.accesses.note(key, id, { ...looked, what: 'acceptance' });
  return counting.length === 0;
};

const takeIn = async (deps: OpenAcceptanceDependencies, admitted: AdmittedAcceptance, by: Actor): Promise<Answer> => {
  const { submission, matter } = admitted;
  const { key, nameDiffers } = await deps.subjects.resolve(submission.subject, by.at);
  if (nameDiffers) return refuse({ kind: 'name-differs', pointer: '/subject/name' });
  const subject = subjectNamed(submission.subject, key);
  const { application } = submission;
  const keyed = { subject, department: by.department, application };
  const id = acceptanceId(keyed);
  const opened = openAcceptance(admitted, { id, subject, by });
  // What was accepted before is answered alike, whatever was decided on the subject since.
  if ((await deps.acceptances.get(acceptanceKey(keyed))) !== undefined) return stored(deps, opened, submission);
  const isDeferred = await mayBeDeferred(deps, subject, id, { by, application, matter: matter.name.zh });
  return isDeferred ? stored(deps, opened, submission) : refuse({ kind: 'no-deferred-documents', pointer: '/subject' });
};

/** POST /acceptances: one for each application, however often it is sent. */
export const openAcceptances = (deps: OpenAcceptanceDependencies) =>
  api(openAcceptanceOperation, deps, async ({ body, idempotencyKey: key, caller }) => {
    const { department, officer } = caller;
    const by = { department, officer, at: deps.now() };
    const admitted = admitAcceptance(body, { department, today: beijingDate(by.at) });
    if (!admitted.ok) return { refused: admitted.failure };
    const request = { operation: openAcceptanceOperation.id, acceptance: comparableAcceptance(body) };
    const isBound = key === undefined || (await deps.idempotency.bind({ department, key, request, at: by.at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    return takeIn(deps, admitted.value, by);
  });
