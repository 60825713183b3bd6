import { type ApiDependencies, api } from '../../../../shared/http/api.ts';
import { answer } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import type { IssuedReports } from '../../../../shared/subject-door/issued-report-store.ts';
import { asPrinted } from '../../../../shared/subject-door/paper-code.ts';
import { verified } from '../../../../shared/subject-door/verification.ts';
import { verifyReport } from '../../../../shared/subject-door/verification-operation.ts';

/** GET /report-verifications/{code}: open to anybody; it tells nothing of whom a report is about. */
export const verifyReports = (
  deps: ApiDependencies & { readonly issued: Pick<IssuedReports, 'find'>; readonly now: () => Instant },
) =>
  api(verifyReport, deps, async ({ params, query: { digest } }) => {
    const issued = await deps.issued.find(asPrinted(params['code'] ?? ''));
    return answer(200, verified(issued, digest, beijingDate(deps.now())));
  });
