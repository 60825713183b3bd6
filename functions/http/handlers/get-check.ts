import type { CheckFiles } from '../../../shared/checks/check-file-store.ts';
import { toCheckView } from '../../../shared/checks/check-to-view.ts';
import { getCheck as contract } from '../../../shared/checks/operations.ts';
import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { ownCheck } from './own-check.ts';

/** GET /checks/{id}: what a department was answered, and what became of it; an auditor reads any. */
export const getCheck = (
  deps: ApiDependencies & { readonly files: Pick<CheckFiles, 'get'>; readonly now: () => Instant },
) =>
  api(contract, deps, async ({ id, caller }) => {
    const file = await ownCheck(deps.files, id, caller, { auditors: true });
    if (file === undefined) return refuse({ kind: 'not-found' });
    const reader = { today: beijingDate(deps.now()), forAuditor: caller.roles.includes('auditor') };
    return answer(200, toCheckView(file, reader));
  });
