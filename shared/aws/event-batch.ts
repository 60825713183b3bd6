/** What a function answers to an event source with partial failures. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface Outcome {
  readonly failed: (itemIdentifier: string, error: unknown) => void;
}

/**
 * Works through a stream's batch in order. At the first failure it stops and names that record: the event source repeats from there on,
 * so that nothing overtakes it.
 */
export const inStreamOrder = async <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  process: (item: Item) => Promise<void>,
  outcome: Outcome,
): Promise<BatchAnswer> => {
  for (const item of items) {
    try {
      await process(item);
    } catch (error) {
      outcome.failed(idOf(item), error);
      return { batchItemFailures: [{ itemIdentifier: idOf(item) }] };
    }
  }
  return { batchItemFailures: [] };
};

/**
 * Works through a FIFO queue's batch: a failure holds back the rest of its own message group and no other. On its last attempt it holds
 * back nothing: it goes to the dead letters, and what waited behind it was received as often and would go there untried.
 */
export const inGroupOrder = async <Item>(
  items: readonly Item[],
  of: {
    readonly id: (item: Item) => string;
    readonly group: (item: Item) => string;
    readonly isLastAttempt: (item: Item) => boolean;
  },
  process: (item: Item) => Promise<void>,
  outcome: Outcome,
): Promise<BatchAnswer> => {
  const stopped = new Set<string>();
  const failures: { itemIdentifier: string }[] = [];
  for (const item of items) {
    if (stopped.has(of.group(item))) {
      failures.push({ itemIdentifier: of.id(item) });
      continue;
    }
    try {
      await process(item);
    } catch (error) {
      outcome.failed(of.id(item), error);
      if (!of.isLastAttempt(item)) stopped.add(of.group(item));
      failures.push({ itemIdentifier: of.id(item) });
    }
  }
  return { batchItemFailures: failures };
};
