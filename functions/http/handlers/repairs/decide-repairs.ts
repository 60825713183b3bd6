import type * as z from 'zod';
import type { Caller } from '../../../../shared/http/event.ts';
import type { Operation } from '../../../../shared/http/operation.ts';
import type { CalendarDate } from '../../../../shared/kernel/beijing-time.ts';
import { acceptRepair, extendRepair } from '../../../../shared/repairs/acceptance.ts';
import { recordBadFaith, reverseBadFaith } from '../../../../shared/repairs/bad-faith.ts';
import { urgeRepair } from '../../../../shared/repairs/closing.ts';
import { decideRepair } from '../../../../shared/repairs/decision.ts';
import {
  acceptRepairOperation,
  decideRepairOperation,
  extendRepairOperation,
  recordBadFaithOperation,
  reverseBadFaithOperation,
  urgeRepairOperation,
} from '../../../../shared/repairs/operations.ts';
import type { Repair } from '../../../../shared/repairs/repair.ts';
import { toRepairView } from '../../../../shared/repairs/repair-view.ts';
import { caseNow, PUT_AWAY, recordNow, type TargetNow } from '../../../../shared/repairs/repairable.ts';
import { REPAIR_TRANSITIONS } from '../../../../shared/repairs/transitions.ts';
import { type ChangeStep, changeHead } from '../change-head.ts';
import type { RepairDependencies } from './dependencies.ts';
import { visibleRepair } from './read-repairs.ts';

/** An application of the caller's own department: who found repairs, and nobody else (I7). */
const ownRepair = async ({ repairs }: RepairDependencies, id: string, { department }: Caller) => {
  const stored = await repairs.find(id);
  return stored?.image.department === department ? stored : undefined;
};

const changeRepair = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: RepairDependencies,
  step: Pick<ChangeStep<Repair, z.output<Body>>, 'transition' | 'change'>,
) =>
  changeHead(contract, deps, {
    ...step,
    heads: deps.repairs,
    find: (id, caller) => ownRepair(deps, id, caller),
    view: (repair, { today }) => toRepairView(repair, today),
  });

/** POST /repairs/{id}/acceptance. */
export const acceptRepairs = (deps: RepairDependencies) =>
  changeRepair(acceptRepairOperation, deps, { transition: REPAIR_TRANSITIONS.accept, change: acceptRepair });

/** POST /repairs/{id}/extension. */
export const extendRepairs = (deps: RepairDependencies) =>
  changeRepair(extendRepairOperation, deps, { transition: REPAIR_TRANSITIONS.extend, change: extendRepair });

/** What is to be repaired as it is at this moment, read consistently. */
const targetNow = async (
  { records, cases }: RepairDependencies,
  { target: { type, key } }: Repair,
  today: CalendarDate,
): Promise<TargetNow> => {
  if (type === 'record') {
    const record = await records.get(key);
    return record === undefined ? PUT_AWAY : recordNow(record.image, today);
  }
  const joint = await cases.get(key);
  return joint === undefined ? PUT_AWAY : caseNow(joint.image, today);
};

/** POST /repairs/{id}/decision: held against the record or case as it is now. */
export const decideRepairs = (deps: RepairDependencies) =>
  changeRepair(decideRepairOperation, deps, {
    transition: REPAIR_TRANSITIONS.grant,
    change: async (repair, body, { by, today }) =>
      decideRepair(repair, body, { by, today, target: await targetNow(deps, repair, today) }),
  });

/** POST /repairs/{id}/bad-faith. */
export const recordBadFaiths = (deps: RepairDependencies) =>
  changeRepair(recordBadFaithOperation, deps, {
    transition: REPAIR_TRANSITIONS.recordBadFaith,
    change: recordBadFaith,
  });

/** POST /repairs/{id}/bad-faith/reversal. */
export const reverseBadFaiths = (deps: RepairDependencies) =>
  changeRepair(reverseBadFaithOperation, deps, {
    transition: REPAIR_TRANSITIONS.reverseBadFaith,
    change: reverseBadFaith,
  });

/** POST /repairs/{id}/urging: of any department's. */
export const urgeRepairs = (deps: RepairDependencies) =>
  changeHead(urgeRepairOperation, deps, {
    heads: deps.repairs,
    find: (id, caller) => visibleRepair(deps, id, caller),
    transition: REPAIR_TRANSITIONS.urge,
    change: urgeRepair,
    view: (repair, { today }) => toRepairView(repair, today),
  });
