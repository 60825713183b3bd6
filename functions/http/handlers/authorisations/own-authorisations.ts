import type { Authorisation } from '../../../../shared/authorisations/authorisation.ts';
import type { AuthorisationStore } from '../../../../shared/authorisations/authorisation-store.ts';
import { giveAuthorisation } from '../../../../shared/authorisations/give.ts';
import {
  giveAuthorisationOperation,
  listOwnAuthorisations,
  revokeAuthorisationOperation,
} from '../../../../shared/authorisations/operations.ts';
import { REVOKE, revokeAuthorisation } from '../../../../shared/authorisations/revoke.ts';
import { toOwnAuthorisation, toOwnAuthorisations } from '../../../../shared/authorisations/views.ts';
import { authorisationId, authorisationKey } from '../../../../shared/crypto/authorisation-keys.ts';
import { etag } from '../../../../shared/http/api.ts';
import { answer, refuse } from '../../../../shared/http/respond.ts';
import type { CalendarDate } from '../../../../shared/kernel/beijing-time.ts';
import { settleHead } from '../../../../shared/register/settle-head-store.ts';
import { type DoorDependencies, door, receiptOf } from '../subjects/door.ts';

export interface OwnAuthorisationsDependencies extends DoorDependencies {
  readonly authorisations: Pick<AuthorisationStore, 'add' | 'find' | 'get' | 'change'>;
}

const shown = (status: 200 | 201, given: Authorisation, today: CalendarDate) =>
  answer(status, toOwnAuthorisation(given, today), { etag: etag(given.version) });

/** POST /subjects/{id}/authorisations: what holds already is not given twice, by two at once neither. */
export const giveAuthorisations = (deps: OwnAuthorisationsDependencies) =>
  door(giveAuthorisationOperation, deps, async ({ mandate, subject, by, today, request: { body } }) => {
    const { authorisations: known } = await deps.subjects(subject.key);
    const under = { mandate: mandate.id, ...receiptOf(mandate) };
    const given = giveAuthorisation(body, { subject, under, known, by, today, idOf: authorisationId });
    if (!given.ok) return { refused: given.failure };
    if (known.includes(given.value)) return shown(200, given.value, today);
    const added = await deps.authorisations.add(given.value, body);
    if (added.ok) return shown(added.value.created ? 201 : 200, added.value.image, today);
    return refuse({ kind: 'authorisation-exists', parameters: { until: added.failure.image.until } });
  });

/** GET /subjects/{id}/authorisations. */
export const listAuthorisations = (deps: OwnAuthorisationsDependencies) =>
  door(listOwnAuthorisations, deps, async ({ subject, today }) => {
    const { authorisations } = await deps.subjects(subject.key);
    return answer(200, toOwnAuthorisations(authorisations, today));
  });

/** POST /subjects/{id}/authorisations/{authorisation}/revocation: by whoever acts for the subject, whoever gave it. */
export const revokeAuthorisations = (deps: OwnAuthorisationsDependencies) =>
  door(revokeAuthorisationOperation, deps, async ({ subject, by, today, request: { params } }) => {
    const found = await deps.authorisations.find(params['authorisation'] ?? '');
    if (found === undefined || found.image.subject.key !== subject.key) return refuse({ kind: 'not-found' });
    const { head } = await settleHead(deps.authorisations, {
      key: authorisationKey(found.image),
      found,
      from: REVOKE.from,
      next: (given) => revokeAuthorisation(given, by),
    });
    return shown(200, head.image, today);
  });
