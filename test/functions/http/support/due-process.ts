import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { endMandates, enterMandates, listMandates } from '../../../../functions/http/handlers/mandates.ts';
import type { ChangeRecordDependencies } from '../../../../functions/http/handlers/record-changes.ts';
import { repairRoutes } from '../../../../functions/http/handlers/repairs/repair-routes.ts';
import { CASE_HEAD } from '../../../../shared/cases/case-store.ts';
import { filesById } from '../../../../shared/files/file-store.ts';
import { mandateStore } from '../../../../shared/mandates/mandate-store.ts';
import { headStore } from '../../../../shared/register/head-store.ts';
import { repairStore } from '../../../../shared/repairs/repair-store.ts';
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
  | 'urge-repair';

const byId = (routes: readonly (readonly [contract: { readonly id: string }, handler: unknown])[]) =>
  Object.fromEntries(routes.map(([{ id }, handler]) => [id, handler])) as Record<RepairOperationId, unknown>;

/** Handlers of the subject's side and of due process, by their operations. */
export const dueProcessHandlers = (
  base: ChangeRecordDependencies & { readonly subjects: SubjectStore },
  { register }: { readonly register: Table; readonly derived: Table },
) => {
  const deps = { ...base, mandates: mandateStore(register) };
  const repairs = {
    ...deps,
    repairs: repairStore(register),
    cases: headStore(CASE_HEAD, register),
    filesOf: filesById(register),
  };
  return {
    ...byId(repairRoutes(repairs)),
    'enter-mandate': enterMandates(deps),
    'end-mandate': endMandates(deps),
    'list-own-mandates': listMandates(deps),
  };
};

export type DueProcessOperationId = keyof ReturnType<typeof dueProcessHandlers>;
