import {
  DynamoDBServiceException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';

/** How a call goes wrong: by an error, or by an answer that stands for none. */
export type Fault = {
  readonly name: string;
  /** True if the service does what it is asked to, and its answer is lost. */
  readonly landed?: true;
} & ({ readonly error: () => Error } | { readonly answer: () => unknown });

const told = { $metadata: {}, message: 'a fault to order' };
const timeout = (): Error => Object.assign(new Error('no answer'), { name: 'TimeoutError' });
const cancelled = (...codes: string[]) => {
  const CancellationReasons = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({ ...told, CancellationReasons });
};

export const THROTTLED: Fault = {
  name: 'throttled',
  error: () => new DynamoDBServiceException({ ...told, name: 'ThrottlingException', $fault: 'client' }),
};
export const ANSWER_LOST: Fault = { name: 'carried out, but its answer lost', landed: true, error: timeout };

export const CONFLICT: Fault = {
  name: 'in conflict with another transaction',
  error: () => cancelled('None', 'TransactionConflict'),
};

/** One of each sort. */
export const MAIN_FAULTS = [THROTTLED, CONFLICT, ANSWER_LOST];

/** What load, contention and a bad network do to a call, after all repeats of the SDK. */
export const FAULTS: readonly Fault[] = [
  ...MAIN_FAULTS,
  { name: 'over its throughput', error: () => new ProvisionedThroughputExceededException(told) },
  { name: "over the account's limit", error: () => new RequestLimitExceeded(told) },
  { name: 'a put in conflict with a transaction', error: () => new TransactionConflictException(told) },
  { name: 'a throttled transaction', error: () => cancelled('ThrottlingError', 'None') },
  { name: 'a transaction over the throughput', error: () => cancelled('ProvisionedThroughputExceeded') },
  { name: 'a transaction still in progress', error: () => new TransactionInProgressException(told) },
  { name: "the service's own fault", error: () => new InternalServerError(told) },
  { name: 'never carried out nor answered', error: timeout },
  { name: 'unreachable', error: () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) },
];

type Next = (args: never) => Promise<unknown>;

/** What a client of the SDK offers to come between it and its service. */
interface Client {
  readonly middlewareStack: {
    add(middleware: (next: Next) => Next, options: { name: string; step: 'initialize' | 'finalizeRequest' }): void;
  };
}

/**
 * Lets the calls of a client go wrong to order. `initialize`: after all repeats; `finalizeRequest`: an attempt, which the SDK repeats.
 * Calls that are passed over, by what they are given, never do.
 */
export const faultsIn = (
  client: unknown,
  step: 'initialize' | 'finalizeRequest' = 'initialize',
  passesOver: (given: unknown) => boolean = () => false,
) => {
  let calls = 0;
  let order: { readonly fault: Fault; readonly at: number } | undefined;
  const middleware =
    (next: Next): Next =>
    async (args) => {
      if (passesOver(args)) return next(args);
      calls += 1;
      if (order === undefined || calls !== order.at) return next(args);
      if (order.fault.landed) await next(args);
      if ('answer' in order.fault) return order.fault.answer();
      throw order.fault.error();
    };
  (client as Client).middlewareStack.add(middleware, { name: `faults at ${step}`, step });
  return {
    /** Does the work while its `at`-th call goes wrong; `struck` is false if it made fewer. */
    during: async <Outcome>(fault: Fault, at: number, work: () => Promise<Outcome>) => {
      [calls, order] = [0, { fault, at }];
      try {
        return { outcome: await work(), struck: calls >= at };
      } finally {
        order = undefined;
      }
    },
  };
};
