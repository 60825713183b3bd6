import type { FailureKind } from '../kernel/failure.ts';
import { NOTHING, type Operation } from './operation.ts';

/** Failures that any route can have, that with a token, a query, a body, a version, an Idempotency-Key, beside its own. */
const EVERYWHERE: readonly FailureKind[] = ['service-busy', 'newer-release', 'internal-error'];
const WITH_TOKEN: readonly FailureKind[] = ['role-required'];
const WITH_INPUT: readonly FailureKind[] = [
  'unknown-field',
  'missing-field',
  'invalid-value',
  'text-too-long',
  'impossible-date',
  'several-problems',
];
const WITH_BODY: readonly FailureKind[] = [
  'broken-json',
  'unsupported-media-type',
  'body-too-large',
  'unreadable-text',
  ...WITH_INPUT,
];
const WITH_VERSION: readonly FailureKind[] = ['not-found', 'precondition-required', 'stale-version', 'state-forbids'];
const WITH_KEY: readonly FailureKind[] = ['idempotency-key-reused', 'invalid-value'];

/** Every failure that an operation can answer: its own, and those of the chain around it. */
export const problemsOf = (contract: Operation): readonly FailureKind[] => [
  ...contract.problems,
  ...(contract.roles === 'anyone' ? [] : WITH_TOKEN),
  ...(contract.query === NOTHING ? [] : WITH_INPUT),
  ...(contract.body === NOTHING ? [] : WITH_BODY),
  ...(contract.ifMatch ? WITH_VERSION : []),
  ...(contract.idempotencyKey ? WITH_KEY : []),
  ...EVERYWHERE,
];
