import type { Operation } from '../../../../shared/http/operation.ts';
import {
  acceptRepairOperation,
  applyForRepairOperation,
  decideRepairOperation,
  extendRepairOperation,
  getOwnRepair,
  getRepair,
  listRepairs as listContract,
  recordBadFaithOperation,
  reverseBadFaithOperation,
  urgeRepairOperation,
  withdrawRepairOperation,
} from '../../../../shared/repairs/operations.ts';
import { applyForRepairs } from './apply-for-repair.ts';
import {
  acceptRepairs,
  decideRepairs,
  extendRepairs,
  recordBadFaiths,
  reverseBadFaiths,
  urgeRepairs,
} from './decide-repairs.ts';
import type { RepairDependencies } from './dependencies.ts';
import { getOwnRepairs, withdrawRepairs } from './own-repairs.ts';
import { getRepairs, listRepairs } from './read-repairs.ts';

/** Every operation on applications for repair with its handler. */
export const repairRoutes = (deps: RepairDependencies) =>
  [
    [applyForRepairOperation, applyForRepairs(deps)],
    [getOwnRepair, getOwnRepairs(deps)],
    [withdrawRepairOperation, withdrawRepairs(deps)],
    [listContract, listRepairs(deps)],
    [getRepair, getRepairs(deps)],
    [acceptRepairOperation, acceptRepairs(deps)],
    [extendRepairOperation, extendRepairs(deps)],
    [decideRepairOperation, decideRepairs(deps)],
    [recordBadFaithOperation, recordBadFaiths(deps)],
    [reverseBadFaithOperation, reverseBadFaiths(deps)],
    [urgeRepairOperation, urgeRepairs(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
