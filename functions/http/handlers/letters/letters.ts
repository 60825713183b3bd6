import { type ApiDependencies, api, isId } from '../../../../shared/http/api.ts';
import { decodeCursor, encodeCursor, nextLink } from '../../../../shared/http/cursor.ts';
import type { ApiRequest, Caller } from '../../../../shared/http/event.ts';
import { type Answer, answer, refuse } from '../../../../shared/http/respond.ts';
import { isRefused } from '../../../../shared/kernel/failure.ts';
import { issues, mayReadLetter, seesAllLetters } from '../../../../shared/letters/letter-access.ts';
import type { LetterIndex } from '../../../../shared/letters/letter-index-store.ts';
import { LETTER_POSITION } from '../../../../shared/letters/letter-marks.ts';
import type { LetterServiceStore } from '../../../../shared/letters/letter-service-store.ts';
import { type HrefOf, toLetterView, toUnservedView } from '../../../../shared/letters/letter-view.ts';
import { listLetters, readLetter } from '../../../../shared/letters/operations.ts';
import { identityNumbersIn } from '../../../../shared/subjects/identity-numbers.ts';
import { type FindDependencies, letterById, lettersAbout } from './find-letters.ts';
import { formatOf, type LetterRenderer } from './render-letter.ts';

export interface LetterDependencies extends ApiDependencies, FindDependencies {
  readonly index: LetterIndex;
  readonly services: LetterServiceStore;
  readonly renderer: LetterRenderer;
}

/** Where a department reads a letter; it names what it is about, so that it is found at once. */
export const hrefOf: HrefOf = ({ id, about }) => `/letters/${id}?about=${about.id}`;

/** Letters of one page. */
const PAGE = 50;

type ListQuery = {
  readonly about?: string;
  readonly state?: 'unserved';
  readonly department?: string;
  readonly cursor?: string;
};

const unserved = async (deps: LetterDependencies, query: ListQuery, caller: Caller): Promise<Answer> => {
  const { cursor, department = caller.department } = query;
  if (department !== caller.department && !seesAllLetters(caller)) {
    return refuse({ kind: 'role-required', parameters: { roles: 'credit-office, auditor' } });
  }
  const after = cursor === undefined ? undefined : decodeCursor(cursor, LETTER_POSITION);
  if (cursor !== undefined && after === undefined) return refuse({ kind: 'invalid-cursor' });
  const page = await deps.index.unserved(department, { after, limit: PAGE });
  const letters = page.letters.filter((letter) => mayReadLetter(letter, caller));
  const next = page.next === undefined ? undefined : encodeCursor(page.next);
  const asked = { state: 'unserved', ...(query.department && { department }) };
  return answer(
    200,
    { letters: letters.map((letter) => toUnservedView(letter, hrefOf)) },
    nextLink('/letters', next, asked),
  );
};

/** GET /letters: those on a head, or those that a department has not served. */
export const listAllLetters = (deps: LetterDependencies) =>
  api(listLetters, deps, async ({ query, caller }) => {
    const { about } = query;
    if (about === undefined) {
      return query.state === undefined
        ? refuse({ kind: 'missing-field', pointer: '/about' })
        : unserved(deps, query, caller);
    }
    const all = isId(about) ? await lettersAbout(deps, about) : undefined;
    const own = all?.filter((letter) => mayReadLetter(letter, caller)) ?? [];
    // A head without a letter that the caller may know is as absent as one that does not exist.
    if (own.length === 0) return refuse({ kind: 'not-found' });
    const services = await deps.services.of(own);
    const views = own.map((letter) => toLetterView(letter, { service: services.get(letter.id)?.image, hrefOf }));
    return answer(200, {
      letters:
        query.state === undefined ? views : views.filter(({ state }) => state === 'unserved' || state === 'draft'),
    });
  });

type ReadQuery = { readonly about?: string };

/** The letter of the path that the caller may read. */
export const readableLetter = async (
  deps: FindDependencies,
  { id, caller }: Pick<ApiRequest<unknown, unknown>, 'id' | 'caller'>,
  { about }: ReadQuery,
) => {
  const letter = about === undefined || isId(about) ? await letterById(deps, id, about) : undefined;
  return letter && mayReadLetter(letter, caller) ? letter : undefined;
};

/** GET /letters/{id}: as a page, to be printed, as plain text, or what is known of it. */
export const readLetters = (deps: LetterDependencies) =>
  api(readLetter, deps, async (request) => {
    const { query, caller } = request;
    const { documentNumber, date, language } = query;
    const failures = identityNumbersIn([{ pointer: '/documentNumber', text: documentNumber ?? '' }]);
    if (isRefused(failures)) return { refused: failures };
    const letter = await readableLetter(deps, request, query);
    // What is not handed over yet is shown to nobody but who hands it over.
    if (letter === undefined || (letter.isDraft && !issues(letter, caller))) return refuse({ kind: 'not-found' });
    const format = formatOf(request);
    if (format !== 'json') return deps.renderer.file(letter, format, { language, marks: { documentNumber, date } });
    const service = (await deps.services.of([letter])).get(letter.id)?.image;
    const { digest } = await deps.renderer.proof(letter);
    return answer(200, toLetterView(letter, { service, digest, hrefOf }));
  });
