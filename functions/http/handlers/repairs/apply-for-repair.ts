import { caseKey } from '../../../../shared/crypto/case-keys.ts';
import { repairId } from '../../../../shared/crypto/repair-keys.ts';
import { isSameRequest } from '../../../../shared/crypto/sealed-version.ts';
import { attachableFiles } from '../../../../shared/files/attachable.ts';
import { etag } from '../../../../shared/http/api.ts';
import { type Answer, answer, refuse } from '../../../../shared/http/respond.ts';
import type { CalendarDate } from '../../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../../shared/kernel/failure.ts';
import { fail, type Result } from '../../../../shared/kernel/result.ts';
import { RECORD_HEAD } from '../../../../shared/records/record-store.ts';
import { applyForRepair, type RepairSubmission } from '../../../../shared/repairs/apply.ts';
import { applyForRepairOperation } from '../../../../shared/repairs/operations.ts';
import { toOwnRepairView } from '../../../../shared/repairs/repair-view.ts';
import { type Repairable, repairableCase, repairableRecord } from '../../../../shared/repairs/repairable.ts';
import { keyHolder } from '../change-head.ts';
import { subjectSide } from '../subject-side.ts';
import type { RepairDependencies } from './dependencies.ts';

const NOT_FOUND = fail([{ kind: 'not-found', pointer: '/target/id' }] as const);

/** What is to be repaired, if it is the subject's own: another's is as absent as what does not exist (I7). */
const repairableOf = async (
  { records, cases }: RepairDependencies,
  { type, id }: RepairSubmission['target'],
  about: { readonly subject: string; readonly today: CalendarDate },
): Promise<Result<Repairable, Failures>> => {
  if (type === 'record') {
    const record = (await records.find(id))?.image;
    return record?.subject.key === about.subject
      ? repairableRecord(record, RECORD_HEAD.keyOf(record), about.today)
      : NOT_FOUND;
  }
  const joint = (await cases.find(id))?.image;
  return joint?.subject.key === about.subject ? repairableCase(joint, caseKey(joint), about.today) : NOT_FOUND;
};

/** POST /subjects/{id}/repairs: one application at a time for one thing; the same request again is the same application. */
export const applyForRepairs = (deps: RepairDependencies) =>
  subjectSide(applyForRepairOperation, deps, async ({ mandate, subject, by, today, request }): Promise<Answer> => {
    const { body, idempotencyKey: key } = request;
    const asked = { operation: applyForRepairOperation.id, mandate: mandate.id, body, ...(key && { key }) };
    const earlier = await deps.repairs.onSubject(subject.key);
    const before = key && earlier.find((stored) => isSameRequest(stored, asked));
    if (before) return answer(200, toOwnRepairView(before.image, today), { etag: etag(before.image.version) });
    const found = await repairableOf(deps, body.target, { subject: subject.key, today });
    if (!found.ok) return { refused: found.failure };
    const applied = applyForRepair(found.value, body, {
      by,
      today,
      mandate: mandate.id,
      ...(mandate.channel === 'counter' && { clerk: mandate.account }),
      earlier: earlier.map(({ image }) => image),
      files: attachableFiles(await deps.filesOf(body.files), body.files, subject.key, '/files'),
      idOf: repairId,
    });
    if (!applied.ok) return { refused: applied.failure };
    const isBound =
      key === undefined || (await deps.idempotency.bind({ department: keyHolder(by), key, request: asked, at: by.at }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const added = await deps.repairs.add(applied.value, asked);
    if (!added.ok) {
      return refuse({ kind: 'repair-pending', pointer: '/target', parameters: { repair: added.failure.image.id } });
    }
    const { image, created } = added.value;
    return answer(created ? 201 : 200, toOwnRepairView(image, today), {
      etag: etag(image.version),
      ...(created && { location: `/subjects/${mandate.id}/repairs/${image.id}` }),
    });
  });
