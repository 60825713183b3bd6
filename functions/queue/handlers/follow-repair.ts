import type { CaseStore } from '../../../shared/cases/case-store.ts';
import { CASE_TRANSITIONS } from '../../../shared/cases/case-transitions.ts';
import type { WorkOf } from '../../../shared/cases/case-work.ts';
import type { JointCase } from '../../../shared/cases/joint-case.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import type { RecordStore } from '../../../shared/records/record-store.ts';
import { TRANSITIONS } from '../../../shared/records/transitions.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { closedWith } from '../../../shared/repairs/closing.ts';
import { repairedCase, repairedRecord } from '../../../shared/repairs/effect.ts';
import type { Repair } from '../../../shared/repairs/repair.ts';
import type { RepairStore } from '../../../shared/repairs/repair-store.ts';
import { REPAIR_TRANSITIONS } from '../../../shared/repairs/transitions.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { type EndCasesDeps, endCases } from './end-cases.ts';

export interface FollowRepairDeps extends EndCasesDeps {
  readonly repairs: Pick<RepairStore, 'get' | 'change' | 'onSubject'>;
  readonly records: Pick<RecordStore, 'get' | 'change'>;
  readonly cases: Pick<CaseStore, 'get' | 'change' | 'onSubject'>;
  readonly now: () => Instant;
}

/** Ends what a granted repair is about, if it has not ended. Whether it has ended now; what retention has put away has. */
const settleTarget = async (deps: FollowRepairDeps, repair: Repair): Promise<boolean> => {
  const { type, key } = repair.target;
  const at = deps.now();
  if (type === 'record') {
    const found = await deps.records.get(key);
    const next = (record: CreditRecord) => repairedRecord(record, repair, at);
    const settled = found && (await settleHead(deps.records, { key, found, next, from: TRANSITIONS.end.from }));
    // Whatever ended it first: what was granted ends the cases that rest on it.
    if (settled && repair.state === 'granted') await endCases(deps, settled.head.image);
    return settled === undefined || settled.head.image.state === 'ended';
  }
  const found = await deps.cases.get(key);
  const next = (joint: JointCase) => repairedCase(joint, repair, at);
  const settled = found && (await settleHead(deps.cases, { key, found, next, from: CASE_TRANSITIONS.end.from }));
  return settled === undefined || settled.head.image.state === 'ended';
};

/**
 * Makes an application for repair and its target what they should be to each other: what was granted has ended, and what ended otherwise
 * waits for no decision. Both are read now, so that an older message, or one that comes again, changes nothing.
 */
export const followRepair =
  (deps: FollowRepairDeps) =>
  async (asked: WorkOf<'follow-repair'>): Promise<void> => {
    const found = await deps.repairs.get(asked.repair);
    if (found === undefined) throw new Error(`there is no application ${asked.id}`);
    const hasEnded = await settleTarget(deps, found.image);
    await settleHead(deps.repairs, {
      key: asked.repair,
      found,
      next: (repair) => closedWith(repair, hasEnded, systemActor(deps.now())),
      from: REPAIR_TRANSITIONS.close.from,
    });
  };
