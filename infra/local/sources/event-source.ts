import * as z from 'zod';

/** Something that feeds a function with events until it is stopped. */
export type EventSource = {
  /** For messages about what is still going on. */
  readonly name: string;
  /** Whether, at this moment, all that could be handed to the function has been, and is done with. */
  drained(): Promise<boolean>;
  /** Takes nothing new, and waits for what is running. */
  stop(): Promise<void>;
};

/** Waits, or returns early when the signal is given. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });

const Failures = z.array(z.object({ itemIdentifier: z.string().min(1) }));

/** Reads `batchItemFailures`; a malformed answer is no answer, and then the whole batch has failed. */
export const failedItems = (payload: string): string[] | undefined => {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== 'object' || answer === null || !('batchItemFailures' in answer)) return [];
  if (answer.batchItemFailures === null) return [];
  const parsed = Failures.safeParse(answer.batchItemFailures);
  return parsed.success ? parsed.data.map(({ itemIdentifier }) => itemIdentifier) : undefined;
};
