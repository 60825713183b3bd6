import { headId } from '../../../../shared/crypto/head-keys.ts';
import { objectionKey } from '../../../../shared/crypto/objection-keys.ts';
import { attachableFiles } from '../../../../shared/files/attachable.ts';
import type { FilesById } from '../../../../shared/files/file-store.ts';
import { etag } from '../../../../shared/http/api.ts';
import { type Answer, answer, refuse } from '../../../../shared/http/respond.ts';
import { at, type Failures, isRefused } from '../../../../shared/kernel/failure.ts';
import { fail, type Result } from '../../../../shared/kernel/result.ts';
import {
  filedUnder,
  fileObjection,
  isSameObjection,
  type ObjectionSubmission,
} from '../../../../shared/objections/filing.ts';
import type { Objection } from '../../../../shared/objections/objection.ts';
import type { ObjectionStore } from '../../../../shared/objections/objection-store.ts';
import { fileObjectionOperation as contract } from '../../../../shared/objections/operations.ts';
import { headOf, type Objected } from '../../../../shared/objections/target.ts';
import { isUndecided } from '../../../../shared/objections/transitions.ts';
import { toObjectionView } from '../../../../shared/objections/views.ts';
import type { IdempotencyStore } from '../../../../shared/records/idempotency-store.ts';
import { type SubjectSide, type SubjectSideDependencies, subjectSide } from '../subject-side.ts';
import { findObjected, type ObjectedDependencies } from './objected.ts';

export interface FileObjectionsDependencies extends SubjectSideDependencies, ObjectedDependencies {
  readonly objections: ObjectionStore;
  readonly files: FilesById;
  readonly idempotency: IdempotencyStore;
}

type Side = SubjectSide<ObjectionSubmission, unknown>;

/** The objection as it would be, or why not: everything that is wrong with it at once. */
const judged = async (
  deps: FileObjectionsDependencies,
  objected: Objected,
  { subject, mandate, by, today, request }: Side,
  others: readonly Objection[],
): Promise<Result<Objection, Failures>> => {
  const { body } = request;
  const id = headId(objectionKey(subject.key, headOf(objected)));
  const filing = filedUnder(mandate);
  const filed = fileObjection(objected, body, { id, by, filing, subject, today, others });
  const files = attachableFiles(await deps.files(body.files), body.files, subject.key, '/files');
  const failures = [...(filed.ok ? [] : filed.failure), ...files];
  return isRefused(failures) ? fail(failures) : filed;
};

/** POST /subjects/{id}/objections: one write; that the entry is marked and its owner told follows from it. */
export const fileObjections = (deps: FileObjectionsDependencies) => {
  const filed = (objection: Objection, { mandate, today }: Side, created: boolean): Answer =>
    answer(created ? 201 : 200, toObjectionView(objection, { today, forSubject: true }), {
      etag: etag(objection.version),
      ...(created && { location: `/subjects/${mandate.id}/objections/${objection.id}` }),
    });

  return subjectSide(contract, deps, async (side) => {
    const { subject, mandate, by, request } = side;
    const { body, idempotencyKey: key } = request;
    const objected = await findObjected(deps, body.target, subject.key);
    if (objected === undefined) return refuse(at('/target/id', { kind: 'not-found' }));
    const all = (await deps.objections.ofSubject(subject.key)).map(({ image }) => image);
    const others = all.filter(({ target }) => target.id === body.target.id);
    // The same sent again is answered as the first time, though the entry bears its mark by now.
    const same = others.find((one) => isUndecided(one) && isSameObjection(one, body));
    if (same !== undefined) return filed(same, side, false);
    const objection = await judged(deps, objected, side, others);
    if (!objection.ok) return { refused: objection.failure };
    const bound = { department: mandate.id, request: { operation: contract.id, ...body }, at: by.at };
    const isBound = key === undefined || (await deps.idempotency.bind({ ...bound, key }));
    if (!isBound) return refuse({ kind: 'idempotency-key-reused' });
    const added = await deps.objections.add(objection.value, body);
    if (added.ok) return filed(added.value.image, side, added.value.created);
    const { id, state } = added.failure.image;
    return state === 'open' || state === 'in-review'
      ? refuse({ kind: 'objection-open', pointer: '/target/id' })
      : refuse({ kind: 'objection-decided', pointer: '/target/id', parameters: { objection: id } });
  });
};
