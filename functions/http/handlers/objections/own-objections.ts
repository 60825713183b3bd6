import { attachableFiles } from '../../../../shared/files/attachable.ts';
import type { FilesById } from '../../../../shared/files/file-store.ts';
import { etag } from '../../../../shared/http/api.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { isRefused } from '../../../../shared/kernel/failure.ts';
import { fail } from '../../../../shared/kernel/result.ts';
import { filedUnder } from '../../../../shared/objections/filing.ts';
import { bears } from '../../../../shared/objections/marks.ts';
import type { Objection } from '../../../../shared/objections/objection.ts';
import type { ObjectionStore, StoredObjection } from '../../../../shared/objections/objection-store.ts';
import { askObjectionReview, getOwnObjection, listOwnObjections } from '../../../../shared/objections/operations.ts';
import { askReview } from '../../../../shared/objections/review.ts';
import { headOf, type Objected } from '../../../../shared/objections/target.ts';
import { OBJECTION_TRANSITIONS } from '../../../../shared/objections/transitions.ts';
import { toObjectionView } from '../../../../shared/objections/views.ts';
import { type ChangeDependencies, changeOne } from '../change-head.ts';
import { type SubjectSideDependencies, subjectSide } from '../subject-side.ts';
import { type ObjectedDependencies, PUT_AWAY, readObjected } from './objected.ts';

export interface OwnObjectionsDependencies extends SubjectSideDependencies, ChangeDependencies, ObjectedDependencies {
  readonly objections: ObjectionStore;
  readonly files: FilesById;
}

/** An objection of the subject for which is acted; another's is as absent as one that does not exist. */
const ownObjection = async (
  { objections }: Pick<OwnObjectionsDependencies, 'objections'>,
  id: string,
  subjectKey: string,
): Promise<StoredObjection | undefined> => {
  const stored = await objections.find(id);
  return stored?.image.subject.key === subjectKey ? stored : undefined;
};

/** GET /subjects/{id}/objections. */
export const listOwn = (deps: OwnObjectionsDependencies) =>
  subjectSide(listOwnObjections, deps, async ({ subject, today }) => {
    const found = await deps.objections.ofSubject(subject.key);
    return answer(200, { objections: found.map(({ image }) => toObjectionView(image, { today, forSubject: true })) });
  });

/** GET /subjects/{id}/objections/{objection}. */
export const getOwn = (deps: OwnObjectionsDependencies) =>
  subjectSide(getOwnObjection, deps, async ({ subject, today, request }) => {
    const stored = await ownObjection(deps, request.params['objection'] ?? '', subject.key);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const objected = await readObjected(deps, stored.image.target);
    const view = toObjectionView(stored.image, { today, ...(objected && { objected }), forSubject: true });
    return answer(200, view, { etag: etag(stored.image.version) });
  });

/** Whether what was decided has still to be done: the entry bears the mark, or does not bear it yet. */
const isPending = (objection: Objection, objected: Objected): boolean =>
  bears(headOf(objected), objection) || headOf(objected).version === objection.target.version;

/** POST /subjects/{id}/objections/{objection}/review. */
export const askReviews = (deps: OwnObjectionsDependencies) =>
  subjectSide(askObjectionReview, deps, async ({ subject, mandate, by, today, request }) => {
    const { body, ifMatch, idempotencyKey, caller } = request;
    const changed = await changeOne(
      deps,
      {
        heads: deps.objections,
        find: (id) => ownObjection(deps, id, subject.key),
        transition: OBJECTION_TRANSITIONS.askReview,
        change: async (objection) => {
          const objected = await readObjected(deps, objection.target);
          if (objected === undefined) return fail([PUT_AWAY]);
          const all = (await deps.objections.ofSubject(subject.key)).map(({ image }) => image);
          const others = all.filter(({ target }) => target.id === objection.target.id);
          const asked = askReview(objection, body, { by, filing: filedUnder(mandate), today, objected, others });
          if (!asked.ok) return asked;
          const files = attachableFiles(await deps.files(body.files), body.files, subject.key, '/files');
          if (isRefused(files)) return fail(files);
          return isPending(objection, objected) ? fail([{ kind: 'not-carried-out' }]) : asked;
        },
        view: () => undefined,
      },
      {
        operation: askObjectionReview.id,
        id: request.params['objection'] ?? '',
        body,
        ifMatch,
        // A key is its mandate's: two subjects may choose the same one.
        key: idempotencyKey && `${mandate.id}.${idempotencyKey}`,
        context: { by, today, caller },
      },
    );
    if (!changed.ok) return { refused: changed.failure };
    const view = toObjectionView(changed.value, { today, forSubject: true });
    return answer(200, view, { etag: etag(changed.value.version) });
  });
