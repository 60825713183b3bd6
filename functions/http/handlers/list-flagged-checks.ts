import { toCheckSummary } from '../../../shared/checks/check-to-view.ts';
import { type DueChecks, FLAGGED_POSITION } from '../../../shared/checks/due-check-store.ts';
import { listFlaggedChecks as contract } from '../../../shared/checks/operations.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';

const PAGE = 50;

/** GET /checks?flagged=true: checks whose outcome is overdue, of all departments. */
export const listFlaggedChecks = (deps: ApiDependencies & { readonly due: Pick<DueChecks, 'flagged'> }) =>
  api(contract, deps, async ({ query }) => {
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, FLAGGED_POSITION);
    if (query.cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const page = await deps.due.flagged(after, query.limit ?? PAGE);
    const cursor = page.next === undefined ? undefined : encodeCursor(page.next);
    return answer(200, { checks: page.checks.map(toCheckSummary) }, nextLink('/checks', cursor, { flagged: 'true' }));
  });
