import type { Operation } from '../../../../shared/http/operation.ts';
import {
  getOverview,
  getOwnCalendar,
  getOwnReport,
  listAccesses,
  listOwnCases,
  listOwnRecords,
  listTold,
  stateOwnCase,
} from '../../../../shared/subject-door/operations.ts';
import { type CreditReportDependencies, getReports } from './credit-report.ts';
import {
  getCalendars,
  getOverviews,
  listAllAccesses,
  listAllTold,
  listCases,
  listRecords,
  type ReadSubjectDependencies,
} from './read-subject.ts';
import { type StateCaseDependencies, stateCases } from './state-case.ts';

export type SubjectRoutesDependencies = ReadSubjectDependencies & StateCaseDependencies & CreditReportDependencies;

/** Every operation of the subject's own door with its handler. */
export const subjectRoutes = (deps: SubjectRoutesDependencies) =>
  [
    [getOverview, getOverviews(deps)],
    [listOwnRecords, listRecords(deps)],
    [listOwnCases, listCases(deps)],
    [getOwnCalendar, getCalendars(deps)],
    [listAccesses, listAllAccesses(deps)],
    [listTold, listAllTold(deps)],
    [stateOwnCase, stateCases(deps)],
    [getOwnReport, getReports(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
