import { type ApiDependencies, api, etag } from '../../../shared/http/api.ts';
import type { Caller } from '../../../shared/http/event.ts';
import { type Answer, answer, refuse } from '../../../shared/http/respond.ts';
import { beijingDate, type Instant } from '../../../shared/kernel/beijing-time.ts';
import { differenceOf, type Edition, type ListName } from '../../../shared/lists/edition.ts';
import { getEdition } from '../../../shared/lists/edition-operations.ts';
import type { EditionStore } from '../../../shared/lists/edition-store.ts';
import { toEditionSummary } from '../../../shared/lists/edition-view.ts';
import { LIST_OPERATIONS } from '../../../shared/lists/operations.ts';

export interface ListDependencies extends ApiDependencies {
  readonly editions: EditionStore;
  readonly now: () => Instant;
}

/** A draft is for those who work on it and who watch them: to all others it is as absent as what does not exist. */
const maySee = ({ state }: Pick<Edition, 'state'>, { roles }: Caller): boolean =>
  state === 'published' || roles.some((role) => ['credit-office', 'legal-reviewer', 'auditor'].includes(role));

const editionAnswer = (edition: Pick<Edition, 'state' | 'version'> | undefined, caller: Caller): Answer =>
  edition === undefined || !maySee(edition, caller)
    ? refuse({ kind: 'not-found' })
    : answer(200, edition, { etag: etag(edition.version) });

/** GET /lists/behaviours, /lists/measures: the edition in force on a day, or the one of a number. */
export const readList = (list: ListName, deps: ListDependencies) =>
  api(LIST_OPERATIONS[list].read, deps, async ({ query: { on, edition }, caller }) => {
    if (edition !== undefined && on !== undefined) {
      return refuse({ kind: 'invalid-value', pointer: '/on', parameters: { expected: 'on | edition' } });
    }
    if (edition !== undefined) return editionAnswer(await deps.editions.numbered(list, edition), caller);
    return editionAnswer(await deps.editions.on(list, on ?? beijingDate(deps.now())), caller);
  });

/** GET /lists/behaviours/editions, /lists/measures/editions. */
export const listEditions = (list: ListName, deps: ListDependencies) =>
  api(LIST_OPERATIONS[list].editions, deps, async ({ caller }) => {
    const editions = (await deps.editions.all(list)).filter((edition) => maySee(edition, caller));
    return answer(200, { editions: editions.map(toEditionSummary) });
  });

/** GET /lists/behaviours/difference, /lists/measures/difference. */
export const compareEditions = (list: ListName, deps: ListDependencies) =>
  api(LIST_OPERATIONS[list].compare, deps, async ({ query: { from, to }, caller }) => {
    const [before, after] = await Promise.all([from, to].map((number) => deps.editions.numbered(list, number)));
    if (before === undefined || after === undefined || ![before, after].every((edition) => maySee(edition, caller))) {
      return refuse({ kind: 'not-found' });
    }
    return answer(200, { list, from, to, ...differenceOf<{ readonly code: string }>(before.entries, after.entries) });
  });

/** GET /editions/{id}. */
export const getOneEdition = (deps: ListDependencies) =>
  api(getEdition, deps, async ({ id, caller }) => editionAnswer((await deps.editions.find(id))?.image, caller));
