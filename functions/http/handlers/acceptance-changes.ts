import type * as z from 'zod';
import type { Acceptance } from '../../../shared/acceptances/acceptance.ts';
import {
  ACCEPTANCE_POSITION,
  type AcceptanceStore,
  type StoredAcceptance,
} from '../../../shared/acceptances/acceptance-store.ts';
import { toAcceptanceView } from '../../../shared/acceptances/acceptance-view.ts';
import {
  ACCEPTANCE_TRANSITIONS,
  extendAcceptance,
  findBroken,
  supplyDocuments,
  withdrawAcceptance,
} from '../../../shared/acceptances/changes.ts';
import {
  extendAcceptanceOperation,
  findAcceptanceBroken,
  getAcceptance,
  listAcceptances,
  supplyAcceptanceDocuments,
  withdrawAcceptanceOperation,
} from '../../../shared/acceptances/operations.ts';
import { attachableFiles } from '../../../shared/files/attachable.ts';
import type { FilesById } from '../../../shared/files/file-store.ts';
import { api, etag } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Operation } from '../../../shared/http/operation.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { type Failure, isRefused } from '../../../shared/kernel/failure.ts';
import { fail } from '../../../shared/kernel/result.ts';
import { type ChangeDependencies, type ChangeStep, changeHead } from './change-head.ts';

export interface AcceptanceDependencies extends ChangeDependencies {
  readonly acceptances: Pick<AcceptanceStore, 'find' | 'change' | 'list'>;
  readonly files: FilesById;
}

const PAGE = 50;

/** An acceptance of the caller's own department; another's is as absent as none (I7). */
const own =
  ({ acceptances }: Pick<AcceptanceDependencies, 'acceptances'>) =>
  async (id: string, { department }: Pick<Caller, 'department'>): Promise<StoredAcceptance | undefined> => {
    const found = await acceptances.find(id);
    return found?.image.department === department ? found : undefined;
  };

/** GET /acceptances: a page of one's own department's. The position of a later page says of which list it is. */
export const listOwnAcceptances = (deps: AcceptanceDependencies) =>
  api(listAcceptances, deps, async ({ query, caller: { department } }) => {
    const { cursor, limit = PAGE } = query;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ACCEPTANCE_POSITION);
    if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const listed = after?.startsWith('done#') ? 'done' : 'open';
    const status = query.status ?? listed;
    if (after !== undefined && status !== listed) return refuse({ kind: 'invalid-cursor' });
    const { acceptances, next } = await deps.acceptances.list({ department, status, after, limit });
    const today = beijingDate(deps.now());
    const views = acceptances.map(({ image }) => toAcceptanceView(image, today));
    return answer(200, { acceptances: views }, nextLink('/acceptances', next && encodeCursor(next)));
  });

/** GET /acceptances/{id}. */
export const getOwnAcceptance = (deps: AcceptanceDependencies) =>
  api(getAcceptance, deps, async ({ id, caller }) => {
    const stored = await own(deps)(id, caller);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const { image } = stored;
    return answer(200, toAcceptanceView(image, beijingDate(deps.now())), { etag: etag(image.version) });
  });

/** How an acceptance of the caller's own department is changed. */
const changeAcceptance = <Body extends z.ZodType, Query extends z.ZodType>(
  contract: Operation<Body, Query>,
  deps: AcceptanceDependencies,
  step: Pick<ChangeStep<Acceptance, z.output<Body>>, 'transition' | 'change'>,
) =>
  changeHead(contract, deps, {
    ...step,
    heads: deps.acceptances,
    find: own(deps),
    view: (acceptance, { today }) => toAcceptanceView(acceptance, today),
  });

/** Files that the department itself handed in, or the subject. */
const unattachable = async (
  files: FilesById,
  ids: readonly string[],
  { department, subject }: Acceptance,
): Promise<readonly Failure[]> => {
  if (ids.length === 0) return [];
  const stored = await files(ids);
  const isSubjects = ids.every((id) => stored.get(id)?.owner === subject.key);
  return attachableFiles(stored, ids, isSubjects ? subject.key : department, '/files');
};

/** POST /acceptances/{id}/documents. */
export const supplyAcceptances = (deps: AcceptanceDependencies) =>
  changeAcceptance(supplyAcceptanceDocuments, deps, {
    transition: ACCEPTANCE_TRANSITIONS.supply,
    change: async (acceptance, body, context) => {
      const failures = await unattachable(deps.files, body.files ?? [], acceptance);
      return isRefused(failures) ? fail(failures) : supplyDocuments(acceptance, body, context);
    },
  });

/** POST /acceptances/{id}/extension. */
export const extendAcceptances = (deps: AcceptanceDependencies) =>
  changeAcceptance(extendAcceptanceOperation, deps, {
    transition: ACCEPTANCE_TRANSITIONS.extend,
    change: extendAcceptance,
  });

/** POST /acceptances/{id}/breach. */
export const breakAcceptances = (deps: AcceptanceDependencies) =>
  changeAcceptance(findAcceptanceBroken, deps, { transition: ACCEPTANCE_TRANSITIONS.findBroken, change: findBroken });

/** POST /acceptances/{id}/withdrawal. */
export const withdrawAcceptances = (deps: AcceptanceDependencies) =>
  changeAcceptance(withdrawAcceptanceOperation, deps, {
    transition: ACCEPTANCE_TRANSITIONS.withdraw,
    change: withdrawAcceptance,
  });
