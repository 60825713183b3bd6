import { type ApiDependencies, api } from '../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../shared/http/cursor.ts';
import type { Caller } from '../../../shared/http/event.ts';
import type { Role } from '../../../shared/http/operation.ts';
import { answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import {
  answerReopen as answerContract,
  listReopens as listContract,
  type ReopenOutcome,
} from '../../../shared/withdrawal-ledger/operations.ts';
import type { Reopen } from '../../../shared/withdrawal-ledger/reopen.ts';
import { REOPEN_POSITION, type ReopenStore } from '../../../shared/withdrawal-ledger/reopen-store.ts';
import { toReopenView } from '../../../shared/withdrawal-ledger/reopen-view.ts';

export interface ReopenListDependencies extends ApiDependencies {
  readonly reopens: Pick<ReopenStore, 'open' | 'find' | 'answer'>;
  readonly now: () => Instant;
}

const PAGE = 50;

const SEES_ALL: readonly Role[] = ['credit-office', 'auditor'];

const seesAll = ({ roles }: Caller): boolean => SEES_ALL.some((role) => roles.includes(role));

/** GET /reopen-list: what a department decided on measures that were annulled since, first due first. */
export const listReopens = (deps: ReopenListDependencies) =>
  api(listContract, deps, async ({ query, caller }) => {
    const { department = caller.department } = query;
    if (department !== caller.department && !seesAll(caller))
      return refuse({ kind: 'role-required', parameters: { roles: SEES_ALL.join(', ') } });
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, REOPEN_POSITION);
    if (query.cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
    const page = await deps.reopens.open(department, after, query.limit ?? PAGE);
    const today = beijingDate(deps.now());
    const cursor = page.next === undefined ? undefined : encodeCursor(page.next);
    return answer(
      200,
      { decisions: page.reopens.map((reopen) => toReopenView(reopen, today)) },
      nextLink('/reopen-list', cursor, query.department === undefined ? {} : { department }),
    );
  });

const isSaidAlready = ({ answer: said }: Reopen, { result, reason, document }: ReopenOutcome): boolean =>
  said?.result === result && said.reason === reason && said.document === document;

/** POST /reopen-list/{id}/outcome: reopened, or maintained with a reason; the first answer stays (I11). */
export const answerReopens = (deps: ReopenListDependencies) =>
  api(answerContract, deps, async ({ id, body, caller }) => {
    const at = deps.now();
    const found = await deps.reopens.find(id);
    if (found?.department !== caller.department) return refuse({ kind: 'not-found' });
    if (found.answer === undefined) await deps.reopens.answer(id, { ...body, officer: caller.officer, at });
    const closed = await deps.reopens.find(id);
    if (closed === undefined || !isSaidAlready(closed, body)) return refuse({ kind: 'outcome-given' });
    return answer(200, toReopenView(closed, beijingDate(at)));
  });
