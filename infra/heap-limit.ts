/** The script, beside a bundle, that starts Lambda's runtime with a smaller heap (infra/runtime/with-heap-limit). */
export const HEAP_WRAPPER = 'with-heap-limit';

const HEAP_VARIABLES = { wrapper: 'AWS_LAMBDA_EXEC_WRAPPER', size: 'HEAP_MIB' } as const;

/** New objects get as much as this share of the heap three times over, as V8 counts its young generation; the script says the same. */
const SEMI_SPACE_SHARE = 16;
const SEMI_SPACES = 3;

/** The environment by which a deployed function gets a heap of so many MiB. */
export const heapEnvironment = (heapMiB: number): Readonly<Record<string, string>> => ({
  [HEAP_VARIABLES.wrapper]: `/var/task/${HEAP_WRAPPER}`,
  [HEAP_VARIABLES.size]: String(heapMiB),
});

/** The limits of a thread that runs such a function here, where the script has nothing to start; without the variables those of its memory. */
export const heapOfThread = (
  { [HEAP_VARIABLES.wrapper]: _, [HEAP_VARIABLES.size]: size, ...environment }: Readonly<Record<string, string>>,
  memoryMegabytes: number,
) => ({
  environment,
  resourceLimits:
    size === undefined
      ? { maxOldGenerationSizeMb: memoryMegabytes }
      : {
          maxOldGenerationSizeMb: Number(size),
          maxYoungGenerationSizeMb: (SEMI_SPACES * Number(size)) / SEMI_SPACE_SHARE,
        },
});
