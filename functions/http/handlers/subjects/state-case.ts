import { type CaseStore, hasRoom } from '../../../../shared/cases/case-store.ts';
import { CASE_TRANSITIONS } from '../../../../shared/cases/case-transitions.ts';
import type { JointCase } from '../../../../shared/cases/joint-case.ts';
import { type OwnStatement, stateOwnCase as state } from '../../../../shared/cases/statement.ts';
import { caseKey } from '../../../../shared/crypto/case-keys.ts';
import { attachableFiles } from '../../../../shared/files/attachable.ts';
import type { FilesById } from '../../../../shared/files/file-store.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { type Failures, isRefused } from '../../../../shared/kernel/failure.ts';
import { fail, type Result } from '../../../../shared/kernel/result.ts';
import type { Actor } from '../../../../shared/register/head.ts';
import { settleHead } from '../../../../shared/register/settle-head-store.ts';
import { isToldOf, toOwnCase } from '../../../../shared/subject-door/case-views.ts';
import { listNames, type NameSources } from '../../../../shared/subject-door/list-names.ts';
import { stateOwnCase } from '../../../../shared/subject-door/operations.ts';
import { type DoorDependencies, door, receiptOf } from './door.ts';

export interface StateCaseDependencies extends DoorDependencies {
  readonly cases: Pick<CaseStore, 'find' | 'get' | 'change'>;
  readonly names: NameSources;
  readonly filesOf: FilesById;
}

const stated = (joint: JointCase, said: OwnStatement, by: Actor): Result<JointCase, Failures> => {
  const next = state(joint, said, by);
  return next.ok && next.value !== joint && !hasRoom(next.value, 'more') ? fail([{ kind: 'case-too-long' }]) : next;
};

/**
 * POST /subjects/{id}/statements: becomes a statement on the case. The subject need not know its version: whoever else changes the case
 * meanwhile, the statement is added to what it became, or refused if it can be heard no more.
 */
export const stateCases = (deps: StateCaseDependencies) =>
  door(stateOwnCase, deps, async ({ mandate, subject, by, today, request: { body } }) => {
    const found = await deps.cases.find(body.case);
    if (found === undefined || found.image.subject.key !== subject.key || !isToldOf(found.image)) {
      return refuse({ kind: 'not-found', pointer: '/case' });
    }
    const { summary, files = [] } = body;
    const unfit = attachableFiles(await deps.filesOf(files), files, subject.key, '/files');
    if (isRefused(unfit)) return { refused: unfit };
    const said = { summary, files, side: { mandate: mandate.id, ...receiptOf(mandate) } };
    let refused: Failures | undefined;
    const { head } = await settleHead(deps.cases, {
      key: caseKey(found.image),
      found,
      from: CASE_TRANSITIONS.recordStatement.from,
      next: (joint) => {
        const next = stated(joint, said, by);
        refused = next.ok ? undefined : next.failure;
        return next.ok && next.value !== joint ? next.value : undefined;
      },
    });
    if (refused !== undefined) return { refused };
    const { tasks } = await deps.subjects(subject.key);
    const names = await listNames(deps.names, { cases: [head.image], tasks }, today);
    return answer(200, toOwnCase(head.image, tasks, { names, today }));
  });
