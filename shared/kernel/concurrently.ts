/**
 * Runs a task for every item, at most `limit` at a time, and answers in the order of the items. After a failure no further task is
 * begun, and the failure is raised only when those already begun have ended: nothing goes on behind the caller's back.
 */
export const concurrently = async <Item, Answer>(
  limit: number,
  items: Iterable<Item>,
  task: (item: Item) => Promise<Answer>,
): Promise<Answer[]> => {
  const waiting = [...items].entries();
  const answers: Answer[] = [];
  let failed = false;
  const work = async (): Promise<void> => {
    for (const [at, item] of waiting) {
      if (failed) return;
      try {
        answers[at] = await task(item);
      } catch (cause) {
        failed = true;
        throw cause;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: limit }, work));
  const failure = ended.find((worker) => worker.status === 'rejected');
  if (failure) throw failure.reason;
  return answers;
};

/** Lists of at most `size` items. */
export const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
