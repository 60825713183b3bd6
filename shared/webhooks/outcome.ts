import * as z from 'zod';

/**
 * Why an attempt failed by the receiver's fault: what it answered, that it did not in time, or that its address, certificate or name is not right.
 */
export const THEIR_FAULTS = [
  'answered-4xx',
  'answered-5xx',
  'redirected',
  'throttled',
  'gone',
  'timed-out',
  'refused-connection',
  'certificate',
  'name-not-found',
  'address-not-public',
] as const;

/** Why it failed by ours: what signs could not be read, or something broke. */
export const OUR_FAULTS = ['signing', 'internal'] as const;

/** What came of one attempt. */
export const Outcome = z.union([
  z.object({ result: z.literal('delivered'), status: z.int() }),
  z.object({
    result: z.literal('failed'),
    fault: z.literal('theirs'),
    reason: z.enum(THEIR_FAULTS),
    status: z.int().exactOptional(),
    /** When it may be asked again, by its own word. */
    retryAfterSeconds: z.int().min(0).exactOptional(),
  }),
  z.object({ result: z.literal('failed'), fault: z.literal('ours'), reason: z.enum(OUR_FAULTS) }),
]);
export type Outcome = z.output<typeof Outcome>;

/** A receiver that asks for more than a day does not ask to be left alone: it is broken. */
const LONGEST_RETRY_AFTER_SECONDS = 86_400;

const retryAfter = (header: string | undefined, nowMs: number): number | undefined => {
  if (header === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : Math.ceil((Date.parse(header) - nowMs) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_RETRY_AFTER_SECONDS);
};

const faultOf = (status: number) => {
  if (status === 410) return 'gone';
  if (status === 429) return 'throttled';
  if (status < 400) return 'redirected';
  return status < 500 ? 'answered-4xx' : 'answered-5xx';
};

/** What an answer means: 2xx took it, 410 never wants one again, 3xx is not followed; all else may come again. */
export const outcomeOfAnswer = (
  { status, retryAfter: header }: { readonly status: number; readonly retryAfter?: string | undefined },
  nowMs: number,
): Outcome => {
  if (status >= 200 && status < 300) return { result: 'delivered', status };
  const seconds = retryAfter(header, nowMs);
  return {
    result: 'failed',
    fault: 'theirs',
    reason: faultOf(status),
    status,
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  };
};

const SILENT: readonly string[] = [
  'timed-out',
  'refused-connection',
  'certificate',
  'name-not-found',
  'address-not-public',
];

/** Whether the receiver as such did not answer, so that the next one would fail alike. */
export const isSilent = (outcome: Outcome): boolean => outcome.result === 'failed' && SILENT.includes(outcome.reason);
