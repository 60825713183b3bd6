import type { FailureKind } from '../kernel/failure.ts';
import { NOTHING, type Operation } from './operation.ts';

/** Failures that any route can have, that with a token, a body, a version, an Idempotency-Key, beside its own. */
const EVERYWHERE: readonly FailureKind[] = ['service-busy', 'internal-error'];
const WITH_TOKEN: readonly FailureKind[] = ['role-required'];
const WITH_BODY: readonly FailureKind[] = ['broken-json', 'unsupported-media-type', 'body-too-large'];
const WITH_VERSION: readonly FailureKind[] = ['precondition-required', 'stale-version'];
const WITH_KEY: readonly FailureKind[] = ['idempotency-key-reused', 'invalid-value'];

/** Every failure that an operation can answer: its own, and those of the chain around it. */
export const problemsOf = (contract: Operation): readonly FailureKind[] => [
  ...contract.problems,
  ...(contract.roles === 'anyone' ? [] : WITH_TOKEN),
  ...(contract.body === NOTHING ? [] : WITH_BODY),
  ...(contract.ifMatch ? WITH_VERSION : []),
  ...(contract.idempotencyKey ? WITH_KEY : []),
  ...EVERYWHERE,
];
