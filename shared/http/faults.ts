import type { Failure } from '../kernel/failure.ts';

/** Names under which an overloaded or contended table refuses: nothing was written, the same request may be sent again. */
const BUSY = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** The same within a cancelled transaction, as codes of its reasons. */
const BUSY_REASONS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const reasonsOf = (error: Error): readonly { readonly Code?: string }[] =>
  'CancellationReasons' in error && Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];

/** True if a call was refused for load or contention alone. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && (BUSY.has(error.name) || reasonsOf(error).some(({ Code }) => BUSY_REASONS.has(Code ?? '')));

/** What a caller is told of an unexpected error: never its text. */
export const failureOf = (error: unknown, requestId: string): Failure =>
  isBusy(error) ? { kind: 'service-busy' } : { kind: 'internal-error', parameters: { requestId } };
