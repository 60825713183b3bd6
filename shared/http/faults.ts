import type { Failure } from '../kernel/failure.ts';

/** Names under which an overloaded or contended table refuses, or its answer did not come in time. */
const BUSY = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'TransactionInProgressException',
  // Our own, where a batch was left undone again and again (shared/aws/batches.ts).
  'TableBusy',
  // The SDK's name for a connection that was lost or an answer that did not come, after all its repeats.
  'TimeoutError',
]);

/** Codes of a connection that could not be made. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** The same within a cancelled transaction, as codes of its reasons. */
const BUSY_REASONS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const reasonsOf = (error: Error): readonly { readonly Code?: string }[] =>
  'CancellationReasons' in error && Array.isArray(error.CancellationReasons) ? error.CancellationReasons : [];

/** The service's own fault: the SDK marks what was answered with a status of 500 or more. */
const isServiceFault = (error: Error): boolean => '$fault' in error && error.$fault === 'server';

const isUnreachable = (error: Error): boolean => 'code' in error && UNREACHABLE.has(String(error.code));

/**
 * True if a call was refused for load, contention or an outage alone: the same request may be sent again. It may have been carried out
 * though its answer was lost; every request of ours that is repeated finds that, and does nothing twice.
 */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (BUSY.has(error.name) ||
    isServiceFault(error) ||
    isUnreachable(error) ||
    reasonsOf(error).some(({ Code }) => BUSY_REASONS.has(Code ?? '')));

/** True if something was to be entered in the place of what was put away (shared/register/head-store.ts). */
export const isPutAway = (error: unknown): boolean => error instanceof Error && error.name === 'ContentPutAway';

/** Errors of a version of the register that the running release cannot read, or not change without loss (shared/crypto/sealed-version.ts). */
const NEWER = new Set(['UnreadableVersion', 'NewerFieldsLost']);

/** True if what is asked about lies in a shape that only a newer release knows: another one is running than the one that wrote it. */
export const isNewer = (error: unknown): boolean => error instanceof Error && NEWER.has(error.name);

const expectedFailure = (error: unknown): Failure | undefined => {
  if (isNewer(error)) return { kind: 'newer-release' };
  return isPutAway(error) ? { kind: 'content-put-away' } : undefined;
};

/** What a caller is told of an unexpected error: never its text. */
export const failureOf = (error: unknown, requestId: string): Failure =>
  expectedFailure(error) ?? busyOrUnknown(error, requestId);

const busyOrUnknown = (error: unknown, requestId: string): Failure =>
  isBusy(error) ? { kind: 'service-busy' } : { kind: 'internal-error', parameters: { requestId } };
