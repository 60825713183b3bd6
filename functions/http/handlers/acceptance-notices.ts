import type { Acceptance } from '../../../shared/acceptances/acceptance.ts';
import type { AcceptanceStore } from '../../../shared/acceptances/acceptance-store.ts';
import { toAcceptanceView } from '../../../shared/acceptances/acceptance-view.ts';
import { acceptanceNotice } from '../../../shared/acceptances/notice.ts';
import {
  getAcceptanceNotice,
  getOwnAcceptanceNotice,
  listOwnAcceptancesOperation,
} from '../../../shared/acceptances/operations.ts';
import { renderHtml } from '../../../shared/documents/render-html.ts';
import { api } from '../../../shared/http/api.ts';
import { type Answer, answer, file, refuse } from '../../../shared/http/respond.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import { type SubjectSideDependencies, subjectSide } from './subject-side.ts';

export interface NoticeDependencies extends SubjectSideDependencies {
  readonly acceptances: Pick<AcceptanceStore, 'find' | 'onSubject'>;
}

const page = (acceptance: Acceptance, language: Language): Answer =>
  file({
    bytes: Buffer.from(renderHtml(acceptanceNotice(acceptance, language))),
    type: 'text/html; charset=utf-8',
    name: `acceptance-${acceptance.id}.html`,
  });

/** GET /acceptances/{id}/notice: what the department gives the subject. */
export const getNotice = (deps: NoticeDependencies) =>
  api(getAcceptanceNotice, deps, async ({ id, caller, language }) => {
    const found = await deps.acceptances.find(id);
    return found?.image.department === caller.department ? page(found.image, language) : refuse({ kind: 'not-found' });
  });

/** GET /subjects/{id}/acceptances. */
export const listSubjectsAcceptances = (deps: NoticeDependencies) =>
  subjectSide(listOwnAcceptancesOperation, deps, async ({ subject, today }) => {
    const found = (await deps.acceptances.onSubject(subject.key)).map(({ image }) => image);
    const inOrder = found.toSorted((a, b) => (a.acceptedOn > b.acceptedOn ? -1 : 1));
    return answer(200, { acceptances: inOrder.map((one) => toAcceptanceView(one, today)) });
  });

/** GET /subjects/{id}/acceptances/{acceptance}/notice. */
export const getSubjectsNotice = (deps: NoticeDependencies) =>
  subjectSide(getOwnAcceptanceNotice, deps, async ({ subject, request }) => {
    const found = (await deps.acceptances.onSubject(subject.key)).find(
      ({ image }) => image.id === request.params['acceptance'],
    );
    return found === undefined ? refuse({ kind: 'not-found' }) : page(found.image, request.language);
  });
