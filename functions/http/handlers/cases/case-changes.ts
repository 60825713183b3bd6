import { CASE_TRANSITIONS } from '../../../../shared/cases/case-transitions.ts';
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
import { decide } from '../../../../shared/cases/decision.ts';
import { dispatch } from '../../../../shared/cases/dispatch.ts';
import { endCase } from '../../../../shared/cases/ending.ts';
import { except } from '../../../../shared/cases/exception.ts';
import { serveDecision, serveNotice } from '../../../../shared/cases/notice.ts';
import { recordStatement } from '../../../../shared/cases/statement.ts';
import { resume, suspend } from '../../../../shared/cases/suspension.ts';
import { type CaseDependencies, changeCase, organisationOf } from './change-case.ts';

/** POST /cases/{id}/notice. */
export const serveCaseNotices = (deps: CaseDependencies) =>
  changeCase(serveCaseNotice, deps, {
    leaves: 'decision',
    transition: CASE_TRANSITIONS.serveNotice,
    change: serveNotice,
  });

/** POST /cases/{id}/statement. */
export const recordCaseStatements = (deps: CaseDependencies) =>
  changeCase(recordCaseStatement, deps, {
    leaves: 'more',
    transition: CASE_TRANSITIONS.recordStatement,
    change: recordStatement,
  });

/** POST /cases/{id}/decision: by the lists and instruments of the decision's own day, and the evidence as it is now. */
export const decideCases = (deps: CaseDependencies) =>
  changeCase(decideCase, deps, {
    leaves: 'decision',
    transition: CASE_TRANSITIONS.decide,
    change: async (jointCase, body, context) =>
      decide(jointCase, body, {
        ...context,
        lists: await deps.lists.on(body.decidedOn),
        records: await deps.recordsOn(jointCase.subject.key),
        ...(await organisationOf(deps.cases, jointCase)),
      }),
  });

/** POST /cases/{id}/service. */
export const serveCaseDecisions = (deps: CaseDependencies) =>
  changeCase(serveCaseDecision, deps, {
    leaves: 'decision',
    transition: CASE_TRANSITIONS.serveDecision,
    change: serveDecision,
  });

/** POST /cases/{id}/dispatch: by the measures of the decision's edition, and the instruments as they are today. */
export const dispatchCases = (deps: CaseDependencies) =>
  changeCase(dispatchCase, deps, {
    leaves: 'decision',
    transition: CASE_TRANSITIONS.dispatch,
    change: async (jointCase, body, context) => {
      const { editions } = jointCase.decision ?? {};
      const lists = editions && (await deps.lists.of(editions));
      return dispatch(jointCase, body, {
        ...context,
        measures: lists?.measures.entries ?? [],
        instruments: lists?.instruments ?? new Map(),
        ...(await organisationOf(deps.cases, jointCase)),
      });
    },
  });

/** POST /cases/{id}/suspension. */
export const suspendCases = (deps: CaseDependencies) =>
  changeCase(suspendCase, deps, { transition: CASE_TRANSITIONS.suspend, change: suspend });

/** POST /cases/{id}/resumption. */
export const resumeCases = (deps: CaseDependencies) =>
  changeCase(resumeCase, deps, { transition: CASE_TRANSITIONS.resume, change: resume });

/** POST /cases/{id}/exceptions. */
export const exceptCases = (deps: CaseDependencies) =>
  changeCase(exceptCase, deps, { leaves: 'more', transition: CASE_TRANSITIONS.except, change: except });

/** POST /cases/{id}/end: of the case, or of measures of it. */
export const endCases = (deps: CaseDependencies) =>
  changeCase(endCaseOrMeasures, deps, { transition: CASE_TRANSITIONS.end, change: endCase });
