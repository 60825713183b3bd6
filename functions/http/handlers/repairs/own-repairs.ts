import { etag } from '../../../../shared/http/api.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { withdrawRepair } from '../../../../shared/repairs/closing.ts';
import { getOwnRepair, withdrawRepairOperation } from '../../../../shared/repairs/operations.ts';
import type { StoredRepair } from '../../../../shared/repairs/repair-store.ts';
import { toOwnRepairView } from '../../../../shared/repairs/repair-view.ts';
import { REPAIR_TRANSITIONS } from '../../../../shared/repairs/transitions.ts';
import { changeOne } from '../change-head.ts';
import { subjectSide } from '../subject-side.ts';
import type { RepairDependencies } from './dependencies.ts';

/** An application of the subject itself; another's is as absent as one that does not exist (I7). */
const ofSubject = async (
  { repairs }: RepairDependencies,
  id: string | undefined,
  subject: string,
): Promise<StoredRepair | undefined> => {
  const stored = id === undefined ? undefined : await repairs.find(id);
  return stored?.image.subject.key === subject ? stored : undefined;
};

/** GET /subjects/{id}/repairs/{repair}. */
export const getOwnRepairs = (deps: RepairDependencies) =>
  subjectSide(getOwnRepair, deps, async ({ subject, today, request: { params } }) => {
    const stored = await ofSubject(deps, params['repair'], subject.key);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    return answer(200, toOwnRepairView(stored.image, today), { etag: etag(stored.image.version) });
  });

/** POST /subjects/{id}/repairs/{repair}/withdrawal. */
export const withdrawRepairs = (deps: RepairDependencies) =>
  subjectSide(withdrawRepairOperation, deps, async ({ subject, by, today, request }) => {
    const { params, body, caller, ifMatch, idempotencyKey: key } = request;
    const id = params['repair'] ?? '';
    const context = { by, today, caller };
    const changed = await changeOne(
      deps,
      {
        heads: deps.repairs,
        find: (repair) => ofSubject(deps, repair, subject.key),
        transition: REPAIR_TRANSITIONS.withdraw,
        change: (repair, given, { by: who }) => withdrawRepair(repair, given, { by: who }),
        view: (repair) => toOwnRepairView(repair, today),
      },
      { operation: withdrawRepairOperation.id, id, body, ifMatch, key, context },
    );
    if (!changed.ok) return { refused: changed.failure };
    return answer(200, toOwnRepairView(changed.value, today), { etag: etag(changed.value.version) });
  });
