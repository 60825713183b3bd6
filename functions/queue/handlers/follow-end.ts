import type { CaseStore } from '../../../shared/cases/case-store.ts';
import type { WorkOf } from '../../../shared/cases/case-work.ts';
import { repairKey } from '../../../shared/crypto/repair-keys.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import type { RecordStore } from '../../../shared/records/record-store.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { closedWith } from '../../../shared/repairs/closing.ts';
import type { RepairStore } from '../../../shared/repairs/repair-store.ts';
import { REPAIR_TRANSITIONS } from '../../../shared/repairs/transitions.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { type EndCasesDeps, endCases } from './end-cases.ts';

export interface FollowEndDeps extends EndCasesDeps {
  readonly records: Pick<RecordStore, 'get'>;
  readonly cases: Pick<CaseStore, 'get' | 'change' | 'onSubject'>;
  readonly repairs: Pick<RepairStore, 'get' | 'change' | 'onSubject'>;
  readonly now: () => Instant;
}

/** Closes the applications that were still waiting for a decision on what has ended. */
const closeRepairs = async (deps: FollowEndDeps, { id, key: { pk } }: WorkOf<'follow-end'>): Promise<void> => {
  const by = systemActor(deps.now());
  for (const found of await deps.repairs.onSubject(pk)) {
    if (found.image.target.id !== id) continue;
    await settleHead(deps.repairs, {
      key: repairKey(found.image),
      found,
      next: (repair) => closedWith(repair, true, by),
      from: REPAIR_TRANSITIONS.close.from,
    });
  }
};

/**
 * Has what rests on a record or a joint case follow its end. What has not ended, as it is read now, is followed by nothing; what is there no
 * more, because its term of retention is over, leaves its applications nothing to decide. Whether it is there, and has ended.
 */
export const followEnd =
  (deps: FollowEndDeps) =>
  async (asked: WorkOf<'follow-end'>): Promise<boolean> => {
    const { what, key } = asked;
    const record = what === 'record' ? await deps.records.get(key) : undefined;
    const found = record ?? (what === 'case' ? await deps.cases.get(key) : undefined);
    if (found !== undefined && found.image.state !== 'ended') return false;
    if (record !== undefined) await endCases(deps, record.image);
    await closeRepairs(deps, asked);
    return found !== undefined;
  };
