import { type CheckFile, owedOf } from '../../../shared/checks/check.ts';
import type { CheckFiles } from '../../../shared/checks/check-file-store.ts';
import { toCheckView } from '../../../shared/checks/check-to-view.ts';
import { postCheckOutcome as contract } from '../../../shared/checks/operations.ts';
import { newOutcomes, type OutcomesSubmission } from '../../../shared/checks/outcome.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { answer } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { IdempotencyStore } from '../../../shared/records/idempotency-store.ts';
import { ownCheck } from './own-check.ts';

export interface PostCheckOutcomeDependencies extends ApiDependencies {
  readonly files: CheckFiles;
  readonly idempotency: IdempotencyStore;
  readonly now: () => Instant;
}

/** Outcomes of the same measures may come at once from several officers: each lost race is looked at anew. */
const ATTEMPTS = 3;

type Kept = Result<CheckFile, Failures>;

/** An outcome as it was sent, by whom. */
interface Given {
  readonly id: string;
  readonly body: OutcomesSubmission;
  readonly caller: Caller;
  readonly key: string | undefined;
}

/** POST /checks/{id}/outcome: comply or explain, each measure once (I11). */
export const postCheckOutcomes = (deps: PostCheckOutcomeDependencies) => {
  const { files, idempotency } = deps;
  const find = async ({ id, caller }: Pick<Given, 'id' | 'caller'>): Promise<Kept> => {
    const file = await ownCheck(files, id, caller, { auditors: false });
    return file === undefined ? fail([{ kind: 'not-found' }]) : ok(file);
  };

  const keep = async (given: Given, at: Instant): Promise<Kept> => {
    const { id, body, key } = given;
    const { department, officer } = given.caller;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const file = await find(given);
      if (!file.ok) return file;
      const outcomes = newOutcomes(file.value, body, { officer, at });
      if (!outcomes.ok) return outcomes;
      const request = { check: id, body };
      const isBound = key === undefined || (await idempotency.bind({ department, key, request, at }));
      if (!isBound) return fail([{ kind: 'idempotency-key-reused' }]);
      if (await files.keep(id, body.decisionDocument, outcomes.value)) return find(given);
    }
    return fail([{ kind: 'service-busy' }]);
  };

  const closed = async (file: CheckFile, at: Instant): Promise<CheckFile> => {
    const isNews = owedOf(file).length === 0 && file.check.answeredAt === undefined;
    return isNews && (await files.close(file, at)) ? { ...file, check: { ...file.check, answeredAt: at } } : file;
  };

  return api(contract, deps, async ({ idempotencyKey: key, ...request }) => {
    const at = deps.now();
    const kept = await keep({ ...request, key }, at);
    if (!kept.ok) return { refused: kept.failure };
    return answer(200, toCheckView(await closed(kept.value, at), { today: beijingDate(at), forAuditor: false }));
  });
};
