import {
  decideCase,
  dispatchCase,
  endCaseOrMeasures,
  exceptCase,
  recordCaseStatement,
  resumeCase,
  serveCaseDecision,
  serveCaseNotice,
  suspendCase,
} from '../../../../shared/cases/change-operations.ts';
import { getCase, getCaseHistory, listCases, previewCase, proposeCase } from '../../../../shared/cases/operations.ts';
import type { Operation } from '../../../../shared/http/operation.ts';
import type { SubjectFinder } from '../../../../shared/subjects/subject-finder-store.ts';
import {
  decideCases,
  dispatchCases,
  endCases,
  exceptCases,
  recordCaseStatements,
  resumeCases,
  serveCaseDecisions,
  serveCaseNotices,
  suspendCases,
} from './case-changes.ts';
import { previewCases } from './preview-case.ts';
import { type ProposeCaseDependencies, proposeCases } from './propose-case.ts';
import { getCaseHistories, getCases, listAllCases, type ReadCasesDependencies } from './read-cases.ts';

export interface CaseRoutesDependencies extends ProposeCaseDependencies, ReadCasesDependencies {
  readonly cases: ProposeCaseDependencies['cases'] & ReadCasesDependencies['cases'];
  readonly finder: SubjectFinder;
}

/** Every operation on cases with its handler. */
export const caseRoutes = (deps: CaseRoutesDependencies) =>
  [
    [previewCase, previewCases(deps)],
    [proposeCase, proposeCases(deps)],
    [listCases, listAllCases(deps)],
    [getCase, getCases(deps)],
    [getCaseHistory, getCaseHistories(deps)],
    [serveCaseNotice, serveCaseNotices(deps)],
    [recordCaseStatement, recordCaseStatements(deps)],
    [decideCase, decideCases(deps)],
    [serveCaseDecision, serveCaseDecisions(deps)],
    [dispatchCase, dispatchCases(deps)],
    [suspendCase, suspendCases(deps)],
    [resumeCase, resumeCases(deps)],
    [exceptCase, exceptCases(deps)],
    [endCaseOrMeasures, endCases(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
