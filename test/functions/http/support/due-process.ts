import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { confirmErasures, getErasures, proposeErasures } from '../../../../functions/http/handlers/erasures.ts';
import { endMandates, enterMandates, listMandates } from '../../../../functions/http/handlers/mandates.ts';
import { objectionRoutes } from '../../../../functions/http/handlers/objections/objection-routes.ts';
import { openArchive } from '../../../../functions/http/handlers/open-archive.ts';
import type { ChangeRecordDependencies } from '../../../../functions/http/handlers/record-changes.ts';
import { resumeRecords, suspendRecords } from '../../../../functions/http/handlers/record-suspensions.ts';
import { repairRoutes } from '../../../../functions/http/handlers/repairs/repair-routes.ts';
import { decideTakeDowns, takeDownRecords } from '../../../../functions/http/handlers/take-downs.ts';
import { CASE_HEAD } from '../../../../shared/cases/case-store.ts';
import { filesById } from '../../../../shared/files/file-store.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import { objectionStore } from '../../../../shared/objections/objection-store.ts';
import { RECORD_HEAD } from '../../../../shared/records/record-store.ts';
import { headStore } from '../../../../shared/register/head-store.ts';
import { repairStore } from '../../../../shared/repairs/repair-store.ts';
import { anyHeadStore } from '../../../../shared/retention/any-head-store.ts';
import { erasureStore } from '../../../../shared/retention/erasure-store.ts';
import { putAwayStore } from '../../../../shared/retention/put-away-store.ts';
import { accessStore } from '../../../../shared/subject-door/access-store.ts';
import type { SubjectStore } from '../../../../shared/subjects/subject-store.ts';

interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type RepairOperationId =
  | 'apply-for-repair'
  | 'get-own-repair'
  | 'withdraw-repair'
  | 'list-repairs'
  | 'get-repair'
  | 'accept-repair'
  | 'extend-repair'
  | 'decide-repair'
  | 'record-bad-faith'
  | 'reverse-bad-faith'
  | 'urge-repair';

type ObjectionOperationId =
  | 'file-objection'
  | 'list-own-objections'
  | 'get-own-objection'
  | 'ask-objection-review'
  | 'list-objections'
  | 'get-objection'
  | 'decide-objection'
  | 'extend-objection'
  | 'decide-objection-review';

const byId = <Id extends string>(routes: readonly (readonly [contract: { readonly id: string }, handler: unknown])[]) =>
  Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler])) as Record<Id, unknown>;

/** Handlers of the subject's side and of due process, by their operations. */
export const dueProcessHandlers = (
  base: ChangeRecordDependencies & { readonly subjects: SubjectStore },
  { register, derived }: { readonly register: Table; readonly derived: Table },
) => {
  const deps = { ...base, mandates: mandateStore(register) };
  const heads = anyHeadStore(register);
  const erasures = { ...base, heads, erasures: erasureStore(register) };
  const repairs = {
    ...deps,
    repairs: repairStore(register),
    cases: headStore(CASE_HEAD, register),
    filesOf: filesById(register),
  };
  const objections = {
    ...deps,
    objections: objectionStore(register),
    accesses: accessStore(derived),
    cases: headStore(CASE_HEAD, register),
    keyOf: { record: RECORD_HEAD.keyOf, case: CASE_HEAD.keyOf },
    files: filesById(register),
  };
  return {
    ...byId<RepairOperationId>(repairRoutes(repairs)),
    ...byId<ObjectionOperationId>(objectionRoutes(objections)),
    'suspend-record': suspendRecords(deps),
    'resume-record': resumeRecords(deps),
    'take-down-record': takeDownRecords(deps),
    'decide-take-down': decideTakeDowns(deps),
    'enter-mandate': enterMandates(deps),
    'end-mandate': endMandates(deps),
    'list-own-mandates': listMandates(deps),
    'open-archive': openArchive({ ...base, archive: putAwayStore(register), heads }),
    'propose-erasure': proposeErasures(erasures),
    'get-erasure': getErasures(erasures),
    'confirm-erasure': confirmErasures(erasures),
  };
};

export type DueProcessOperationId = keyof ReturnType<typeof dueProcessHandlers>;
