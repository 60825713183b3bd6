import { departmentOn } from '../../../../shared/departments/departments.ts';
import { api, etag } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import type { Caller } from '../../../../shared/http/event.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { beijingDate } from '../../../../shared/kernel/beijing-time.ts';
import { getRepair, listRepairs as listContract } from '../../../../shared/repairs/operations.ts';
import { REPAIR_POSITION } from '../../../../shared/repairs/repair-index-store.ts';
import type { StoredRepair } from '../../../../shared/repairs/repair-store.ts';
import { toRepairView } from '../../../../shared/repairs/repair-view.ts';
import type { RepairDependencies } from './dependencies.ts';

const PAGE = 50;

/** Who supervises reads every application; it decides none. */
export const supervises = ({ roles }: Caller): boolean => roles.includes('credit-office') || roles.includes('auditor');

/** An application that the caller may know of: of its own department, or any for who supervises. */
export const visibleRepair = async (
  { repairs }: Pick<RepairDependencies, 'repairs'>,
  id: string,
  caller: Caller,
): Promise<StoredRepair | undefined> => {
  const stored = await repairs.find(id);
  return stored?.image.department === caller.department || supervises(caller) ? stored : undefined;
};

/** GET /repairs: a page of what a department decides. The position of a later page says of which list it is. */
export const listRepairs = (deps: RepairDependencies) =>
  api(listContract, deps, async ({ query, caller }) => {
    const { cursor, limit = PAGE, department = caller.department } = query;
    const today = beijingDate(deps.now());
    if (department !== caller.department && !supervises(caller))
      return refuse({ kind: 'foreign-department', parameters: { department } });
    if (query.department !== undefined && departmentOn(department, today) === undefined)
      return refuse({ kind: 'unknown-department', parameters: { department } });
    const after = cursor === undefined ? undefined : decodeCursor(cursor, REPAIR_POSITION);
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const listed = after?.startsWith('done#') ? 'done' : 'open';
    const status = query.status ?? listed;
    if (after !== undefined && status !== listed) return refuse({ kind: 'invalid-cursor' });
    const { repairs, next } = await deps.repairs.list({ department, status, after, limit });
    const views = repairs.map(({ image }) => toRepairView(image, today));
    const asked = query.department === undefined ? {} : { department: query.department };
    return answer(200, { repairs: views }, nextLink('/repairs', next && encodeCursor(next), asked));
  });

/** GET /repairs/{id}. */
export const getRepairs = (deps: RepairDependencies) =>
  api(getRepair, deps, async ({ id, caller }) => {
    const stored = await visibleRepair(deps, id, caller);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    return answer(200, toRepairView(stored.image, beijingDate(deps.now())), { etag: etag(stored.image.version) });
  });
