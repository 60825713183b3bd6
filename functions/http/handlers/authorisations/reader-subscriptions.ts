import type { Authorisation } from '../../../../shared/authorisations/authorisation.ts';
import type { AuthorisationStore } from '../../../../shared/authorisations/authorisation-store.ts';
import { subscribeReaderOperation, unsubscribeReaderOperation } from '../../../../shared/authorisations/operations.ts';
import {
  READER_SUBSCRIPTION,
  refusedToSubscribe,
  subscribeReader,
  unsubscribeReader,
} from '../../../../shared/authorisations/subscribe.ts';
import { toReaderAuthorisation } from '../../../../shared/authorisations/views.ts';
import { authorisationKey } from '../../../../shared/crypto/authorisation-keys.ts';
import { type ApiDependencies, api, etag } from '../../../../shared/http/api.ts';
import type { ApiRequest } from '../../../../shared/http/event.ts';
import { type Answer, answer, refuse } from '../../../../shared/http/respond.ts';
import type { Instant } from '../../../../shared/kernel/beijing-time.ts';
import { type Failure, isRefused } from '../../../../shared/kernel/failure.ts';
import type { Actor } from '../../../../shared/register/head.ts';
import { settleHead } from '../../../../shared/register/settle-head-store.ts';

export interface ReaderSubscriptionDependencies extends ApiDependencies {
  readonly authorisations: Pick<AuthorisationStore, 'find' | 'get' | 'change'>;
  readonly now: () => Instant;
}

const changed =
  (
    deps: ReaderSubscriptionDependencies,
    step: {
      readonly refused: (given: Authorisation, by: Actor) => readonly Failure[];
      readonly next: (given: Authorisation, by: Actor) => Authorisation | undefined;
    },
  ) =>
  async ({ id, caller }: ApiRequest<unknown, unknown>): Promise<Answer> => {
    const by = { department: caller.department, officer: caller.officer, at: deps.now() };
    const found = await deps.authorisations.find(id);
    if (found === undefined || found.image.reader !== caller.department) return refuse({ kind: 'not-found' });
    const refused = step.refused(found.image, by);
    if (isRefused(refused)) return { refused };
    const { head } = await settleHead(deps.authorisations, {
      key: authorisationKey(found.image),
      found,
      from: READER_SUBSCRIPTION.begin.from,
      next: (given) => step.next(given, by),
    });
    return answer(200, toReaderAuthorisation(head.image), { etag: etag(head.image.version) });
  };

/** POST /authorisations/{id}/subscription. */
export const subscribeReaders = (deps: ReaderSubscriptionDependencies) =>
  api(subscribeReaderOperation, deps, changed(deps, { refused: refusedToSubscribe, next: subscribeReader }));

/** POST /authorisations/{id}/subscription/end. */
export const unsubscribeReaders = (deps: ReaderSubscriptionDependencies) =>
  api(unsubscribeReaderOperation, deps, changed(deps, { refused: () => [], next: unsubscribeReader }));
