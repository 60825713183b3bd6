import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { answer } from '../../../shared/http/respond.ts';
import type { FoldedCountStore } from '../../../shared/statistics/folded-count-store.ts';
import { getDisclosureStatistics as contract } from '../../../shared/statistics/operations.ts';

/** GET /statistics/disclosures: the counts as they were last folded; a department reads its own. */
export const getDisclosureStatistics = (deps: ApiDependencies & { readonly folded: Pick<FoldedCountStore, 'find'> }) =>
  api(contract, deps, async ({ query: { month }, caller }) => {
    const folded = await deps.folded.find(month);
    const seesAll = caller.roles.includes('credit-office') || caller.roles.includes('auditor');
    const counts = (folded?.counts ?? []).filter(({ department }) => seesAll || department === caller.department);
    return answer(200, { month, countedAt: folded?.countedAt, counts });
  });
