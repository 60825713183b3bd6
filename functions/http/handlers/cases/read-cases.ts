import { CASE_POSITION } from '../../../../shared/cases/case-index-store.ts';
import type { CaseLists } from '../../../../shared/cases/case-lists.ts';
import type { CaseStore, StoredCase } from '../../../../shared/cases/case-store.ts';
import { toCaseSummary, toCaseView } from '../../../../shared/cases/case-view.ts';
import { namesFor } from '../../../../shared/cases/listed-names.ts';
import { getCase, getCaseHistory, listCases } from '../../../../shared/cases/operations.ts';
import type { PlanProgressStore } from '../../../../shared/cases/plan-progress-store.ts';
import { type ApiDependencies, api, etag } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import type { Caller } from '../../../../shared/http/event.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../../shared/kernel/beijing-time.ts';
import { visibleCase } from './change-case.ts';

export interface ReadCasesDependencies extends ApiDependencies {
  readonly cases: Pick<CaseStore, 'find' | 'history' | 'list'>;
  readonly lists: CaseLists;
  readonly progress: Pick<PlanProgressStore, 'find'>;
  readonly now: () => Instant;
}

/** GET /cases/{id}: a case, with the names that its own editions of the lists give, or today's, and how far its plan is carried out. */
export const getCases = (deps: ReadCasesDependencies) =>
  api(getCase, deps, async ({ id, caller }) => {
    const stored = await visibleCase(deps.cases, id, caller);
    if (stored === undefined) return refuse({ kind: 'not-found' });
    const { image } = stored;
    const today = beijingDate(deps.now());
    const lists = await (image.decision ? deps.lists.of(image.decision.editions) : deps.lists.on(today));
    const progress = image.plan.length > 0 ? await deps.progress.find(id) : undefined;
    const view = toCaseView(image, { today, names: namesFor(lists), ...(progress && { progress }) });
    return answer(200, view, { etag: etag(image.version) });
  });

/** Versions of one page, and how many characters of them: an answer holds 6 MB, and the longest case one. */
const PAGE = 20;
const MOST_CHARACTERS = 1_500_000;

/** As many versions as an answer may hold; one, however long it is. */
const holdable = (versions: readonly StoredCase[]): readonly StoredCase[] => {
  let characters = 0;
  const past = versions.findIndex(({ image }) => {
    characters += JSON.stringify(image).length;
    return characters > MOST_CHARACTERS;
  });
  return past === -1 ? versions : versions.slice(0, Math.max(past, 1));
};

/** GET /cases/{id}/history: every version from the first to today's, each with its place in the hash chain. */
export const getCaseHistories = (deps: ReadCasesDependencies) =>
  api(getCaseHistory, deps, async ({ id, query, caller }) => {
    const after = query.cursor === undefined ? '0' : decodeCursor(query.cursor, /^\d{1,9}$/);
    if (after === undefined) return refuse({ kind: 'invalid-cursor' });
    const head = await visibleCase(deps.cases, id, caller);
    if (head === undefined) return refuse({ kind: 'not-found' });
    const { versions, next } = await deps.cases.history(id, Number(after), PAGE);
    // The head closes the last page; what became history since it was read is left to the next reader.
    const older = versions.filter(({ image }) => image.version < head.image.version);
    const page = holdable(next === undefined ? [...older, head] : older);
    const today = beijingDate(deps.now());
    const last = page.at(-1)?.image.version ?? head.image.version;
    const cursor = last < head.image.version ? encodeCursor(String(last)) : undefined;
    const view = ({ image, seal }: StoredCase) => ({
      version: image.version,
      hash: seal.hash,
      previousHash: seal.previous,
      case: toCaseView(image, { today }),
    });
    return answer(200, { versions: page.map(view) }, nextLink(`/cases/${id}/history`, cursor));
  });

/** Cases of one page. */
const LIST_PAGE = 50;

/** Whose cases are listed: an initiator's own department's; the credit office and auditors name one. */
const departmentFor = ({ roles, department }: Caller, named: string | undefined): string | undefined => {
  const own = roles.includes('initiator') ? department : undefined;
  return roles.includes('credit-office') || roles.includes('auditor') ? (named ?? own) : own;
};

/** GET /cases: a department's cases, of one state or all. */
export const listAllCases = (deps: ReadCasesDependencies) =>
  api(listCases, deps, async ({ query, caller }) => {
    const { state, cursor } = query;
    const department = departmentFor(caller, query.department);
    if (department === undefined) return refuse({ kind: 'missing-field', pointer: '/department' });
    if (query.department !== undefined && query.department !== department) {
      return refuse({ kind: 'role-required', parameters: { roles: 'credit-office, auditor' } });
    }
    const after = cursor === undefined ? undefined : decodeCursor(cursor, CASE_POSITION);
    const isForeign = after !== undefined && state !== undefined && !after.startsWith(`${state}#`);
    if ((cursor !== undefined && after === undefined) || isForeign) return refuse({ kind: 'invalid-cursor' });
    const page = await deps.cases.list({ department, state, after, limit: LIST_PAGE });
    const today = beijingDate(deps.now());
    const asked = { ...(query.department && { department }), ...(state && { state }) };
    const next = page.next === undefined ? undefined : encodeCursor(page.next);
    const value = { cases: page.cases.map(({ image }) => toCaseSummary(image, { today })) };
    return answer(200, value, nextLink('/cases', next, asked));
  });
