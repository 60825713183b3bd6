import type { WorkOf } from '../../../shared/cases/case-work.ts';
import type { Instant } from '../../../shared/kernel/beijing-time.ts';
import { settleHead } from '../../../shared/register/settle-head-store.ts';
import { systemActor } from '../../../shared/tasks/dispatch.ts';
import { TYPICAL_CASE_TRANSITIONS, withdrawTypicalCase } from '../../../shared/typical-cases/transitions.ts';
import type { TypicalCaseStore } from '../../../shared/typical-cases/typical-case-store.ts';

export interface UntellDeps {
  readonly typicalCases: Pick<TypicalCaseStore, 'onCase' | 'get' | 'change'>;
  readonly now: () => Instant;
}

const REVOKED = { reason: '所依据的联合奖惩案件已撤销 the joint case on which it was written was revoked' };

/** Withdraws the typical cases on a joint case that was revoked: from the public with the next publication, which does not wait. */
export const untell =
  (deps: UntellDeps) =>
  async ({ id }: WorkOf<'untell'>): Promise<void> => {
    for (const key of await deps.typicalCases.onCase(id)) {
      const found = await deps.typicalCases.get(key);
      if (found === undefined) continue;
      await settleHead(deps.typicalCases, {
        key,
        found,
        next: (typical) => {
          const withdrawn = withdrawTypicalCase(typical, REVOKED, systemActor(deps.now()));
          return withdrawn.ok ? withdrawn.value : undefined;
        },
        from: TYPICAL_CASE_TRANSITIONS.withdraw.from,
      });
    }
  };
