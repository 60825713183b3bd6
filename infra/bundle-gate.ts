import * as z from 'zod';
import { BUNDLE_BUDGETS, type BundleBudget, ES_IMPORT_OF_HTTP, FORBIDDEN_INPUTS } from './bundle-budgets.ts';

/** The part of esbuild's metafile that is looked at. */
export const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ bytes: z.number(), inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

export type Bundle = {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Paths of the modules that left at least a byte in the bundle. */
  readonly inputs: readonly string[];
  readonly text: string;
};

/** What is wrong with a bundle, a sentence each; none if nothing is. */
export const breachesOf = (bundle: Bundle): readonly string[] => [
  ...overweight(bundle, Object.entries(BUNDLE_BUDGETS).find(([name]) => name === bundle.name)?.[1]),
  ...FORBIDDEN_INPUTS.flatMap(({ path, because }) => {
    const found = bundle.inputs.find((input) => path.test(input));
    return found === undefined ? [] : [`holds ${found}: ${because}`];
  }),
  ...(ES_IMPORT_OF_HTTP.test(bundle.text) ? ['imports node:http as an ES module'] : []),
];

const overweight = ({ bytes, gzipBytes }: Bundle, budget: BundleBudget | undefined): readonly string[] => {
  if (budget === undefined) return ['has no budget (infra/bundle-budgets.ts)'];
  return [
    ...(bytes > budget.bytes ? [`weighs ${bytes} bytes of ${budget.bytes}`] : []),
    ...(gzipBytes > budget.gzipBytes ? [`weighs ${gzipBytes} bytes of ${budget.gzipBytes} as gzip`] : []),
  ];
};
