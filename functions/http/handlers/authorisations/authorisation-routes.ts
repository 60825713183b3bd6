import {
  giveAuthorisationOperation,
  listOwnAuthorisations,
  listReaderAuthorisations,
  readAuthorisedReport,
  revokeAuthorisationOperation,
  subscribeReaderOperation,
  unsubscribeReaderOperation,
} from '../../../../shared/authorisations/operations.ts';
import type { Operation } from '../../../../shared/http/operation.ts';
import {
  giveAuthorisations,
  listAuthorisations,
  type OwnAuthorisationsDependencies,
  revokeAuthorisations,
} from './own-authorisations.ts';
import { listForReader, type ReaderDependencies, readForReader } from './reader-authorisations.ts';
import { subscribeReaders, unsubscribeReaders } from './reader-subscriptions.ts';

export interface AuthorisationRoutesDependencies extends OwnAuthorisationsDependencies, ReaderDependencies {
  readonly accesses: OwnAuthorisationsDependencies['accesses'];
  readonly authorisations: OwnAuthorisationsDependencies['authorisations'] & ReaderDependencies['authorisations'];
}

/** Every operation on authorisations, the subject's side and the reader's, with its handler. */
export const authorisationRoutes = (deps: AuthorisationRoutesDependencies) =>
  [
    [giveAuthorisationOperation, giveAuthorisations(deps)],
    [listOwnAuthorisations, listAuthorisations(deps)],
    [revokeAuthorisationOperation, revokeAuthorisations(deps)],
    [listReaderAuthorisations, listForReader(deps)],
    [readAuthorisedReport, readForReader(deps)],
    [subscribeReaderOperation, subscribeReaders(deps)],
    [unsubscribeReaderOperation, unsubscribeReaders(deps)],
  ] as const satisfies readonly (readonly [Operation, unknown])[];
