import type { CaseLists } from '../../../../shared/cases/case-lists.ts';
import type { CaseStore } from '../../../../shared/cases/case-store.ts';
import { previewCase as contract } from '../../../../shared/cases/operations.ts';
import { previewOf } from '../../../../shared/cases/preview.ts';
import { type ApiDependencies, api } from '../../../../shared/http/api.ts';
import { answer } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import type { SubjectSubmission } from '../../../../shared/subjects/subject.ts';
import type { Identifier, SubjectFinder } from '../../../../shared/subjects/subject-finder-store.ts';

export interface PreviewCaseDependencies extends ApiDependencies {
  readonly cases: Pick<CaseStore, 'onSubject'>;
  readonly lists: Pick<CaseLists, 'on'>;
  readonly finder: SubjectFinder;
  readonly now: () => Instant;
}

const identifierOf = (subject: SubjectSubmission): Identifier => {
  if (subject.category === 'person') return { type: 'document', document: subject.document };
  const { unifiedSocialCreditCode: unified, registrationNumber } = subject;
  return unified === undefined
    ? { type: 'registrationNumber', code: registrationNumber ?? '' }
    : { type: 'unifiedSocialCreditCode', code: unified };
};

/** POST /cases/preview: looks, and writes nothing; who is asked about is not made known by it. */
export const previewCases = (deps: PreviewCaseDependencies) =>
  api(contract, deps, async ({ body, caller }) => {
    const lists = await deps.lists.on(beijingDate(deps.now()));
    const { key } = await deps.finder.find(identifierOf(body.subject));
    const known = key === undefined ? [] : await deps.cases.onSubject(key);
    const preview = previewOf(body, { department: caller.department, lists, known });
    return preview.ok ? answer(200, preview.value) : { refused: preview.failure };
  });
