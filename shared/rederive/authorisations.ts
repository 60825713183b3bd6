import { AUTHORISATION_HEAD, type AuthorisationStore } from '../authorisations/authorisation-store.ts';
import { deriveAuthorisation } from '../authorisations/derive.ts';
import { fromItem } from '../register/head-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveAuthorisationsDeps extends RederiveFollowsDeps {
  readonly authorisations: Pick<AuthorisationStore, 'history'>;
  readonly idOf: (text: string) => string;
}

/** Authorisations: that a reader was told of a revocation. */
export const authorisationRederiver = (deps: RederiveAuthorisationsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: AUTHORISATION_HEAD.entity,
    read: (item) => fromItem(AUTHORISATION_HEAD, item),
    heads: deps.authorisations,
    derive: (given) => deriveAuthorisation(given, deps.idOf),
    noted: () => ({}),
    lostWork: async () => [],
  });
