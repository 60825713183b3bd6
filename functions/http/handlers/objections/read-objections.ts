import { type ApiDependencies, api, etag } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import type { Caller } from '../../../../shared/http/event.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import {
  type ObjectionStore,
  type StoredObjection,
  UNDECIDED_POSITION,
} from '../../../../shared/objections/objection-store.ts';
import { getObjection, listObjections } from '../../../../shared/objections/operations.ts';
import { toHandledView, toObjectionView } from '../../../../shared/objections/views.ts';
import { mayKnow, seesAll } from '../../../../shared/objections/visibility.ts';
import { OWNED_POSITION } from '../../../../shared/register/owned-index-store.ts';
import type { AccessStore } from '../../../../shared/subject-door/access-store.ts';
import { type ObjectedDependencies, readObjected } from './objected.ts';

export interface ReadObjectionsDependencies extends ApiDependencies, ObjectedDependencies {
  readonly objections: ObjectionStore;
  readonly accesses: Pick<AccessStore, 'note'>;
  readonly now: () => Instant;
}

/** An objection that the caller may know of. */
export const knownObjection = async (
  objections: Pick<ObjectionStore, 'find'>,
  id: string,
  caller: Caller,
): Promise<StoredObjection | undefined> => {
  const stored = await objections.find(id);
  return stored !== undefined && mayKnow(stored.image, caller) ? stored : undefined;
};

/** Another's record is read here: that stands among the accesses that the subject sees, before it is answered. */
const noteReading = async (
  { accesses, now }: Pick<ReadObjectionsDependencies, 'accesses' | 'now'>,
  { id, subject, department: owner, by: { receiptNumber: reference } }: StoredObjection['image'],
  { department }: Caller,
): Promise<void> => {
  if (department === owner) return;
  await accesses.note(subject.key, id, { at: now(), what: 'objection', department, purpose: '', reference });
};

/** GET /objections/{id}: with the record as it is now; whoever supervises may not read it elsewhere. */
export const getObjections = (deps: ReadObjectionsDependencies) =>
  api(getObjection, deps, async ({ id, caller }) => {
    const stored = await knownObjection(deps.objections, id, caller);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const { image } = stored;
    const objected = await readObjected(deps, image.target);
    if (objected?.type === 'record') await noteReading(deps, image, caller);
    const view = toHandledView(image, { today: beijingDate(deps.now()), ...(objected && { objected }) });
    return answer(200, view, { etag: etag(image.version) });
  });

/** Objections of one page. */
const PAGE = 50;

/** GET /objections: a department's own; who supervises reads all that are undecided, or names a department. */
export const listAllObjections = (deps: ReadObjectionsDependencies) =>
  api(listObjections, deps, async ({ query, caller }) => {
    const { cursor, status } = query;
    if (query.department !== undefined && query.department !== caller.department && !seesAll(caller)) {
      return refuse({ kind: 'role-required', parameters: { roles: 'credit-office, review-authority, auditor' } });
    }
    const ofAll = seesAll(caller) && query.department === undefined && status !== 'done';
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ofAll ? UNDECIDED_POSITION : OWNED_POSITION);
    const listed = after?.startsWith('done#') ? 'done' : 'open';
    const isOther = after !== undefined && !ofAll && status !== undefined && status !== listed;
    if ((cursor !== undefined && after === undefined) || isOther) return refuse({ kind: 'invalid-cursor' });
    const department = query.department ?? caller.department;
    const page = ofAll
      ? await deps.objections.undecided({ after, limit: PAGE })
      : await deps.objections.handledBy({ department, status: status ?? listed, after, limit: PAGE });
    const today = beijingDate(deps.now());
    const asked = { ...(query.department && { department }), ...(status && { status }) };
    const view = { objections: page.objections.map((objection) => toObjectionView(objection, { today })) };
    return answer(200, view, nextLink('/objections', page.next && encodeCursor(page.next), asked));
  });
