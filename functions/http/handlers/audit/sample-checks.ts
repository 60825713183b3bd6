import { sampleChecks as contract } from '../../../../shared/audit/operations.ts';
import { drawn, toSample } from '../../../../shared/audit/sample.ts';
import type { CheckFiles } from '../../../../shared/checks/check-file-store.ts';
import { digestId } from '../../../../shared/crypto/digest-id.ts';
import { type ApiDependencies, api } from '../../../../shared/http/api.ts';
import { answer } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import { concurrently } from '../../../../shared/kernel/concurrently.ts';
import type { CheckCountStore } from '../../../../shared/statistics/check-count-store.ts';

/** Checks at a time: each is a query. */
const AT_ONCE = 8;

export interface SampleChecksDependencies extends ApiDependencies {
  readonly counts: Pick<CheckCountStore, 'ids'>;
  readonly files: Pick<CheckFiles, 'get'>;
  readonly now: () => Instant;
}

/** GET /audit/check-samples: a month's checks, drawn by a seed, each beside what was decided. */
export const sampleChecks = (deps: SampleChecksDependencies) =>
  api(contract, deps, async ({ query: { month, size, seed } }) => {
    const ids = await deps.counts.ids(month);
    const today = beijingDate(deps.now());
    const files = await concurrently(AT_ONCE, drawn(ids, { seed, size }, digestId), (id) => deps.files.get(id));
    const sample = files.flatMap((file) => (file === undefined ? [] : [toSample(file, today)]));
    return answer(200, { month, seed, checks: new Set(ids).size, sample });
  });
