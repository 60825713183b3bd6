import type { InstrumentReader } from '../instruments/instrument-store.ts';
import type { EditionReader } from '../lists/edition-store.ts';
import type { CaseLists } from './case-lists.ts';

/** Before the first edition nothing is listed. */
const NONE = { edition: 0, entries: [] } as const;

/** The lists and the register of instruments for cases, all read consistently: what was repealed a moment ago carries nothing. */
export const caseLists = (deps: {
  readonly editions: Pick<EditionReader, 'on' | 'numbered'>;
  readonly instruments: Pick<InstrumentReader, 'all'>;
}): CaseLists => ({
  on: async (day) => {
    const [behaviours, measures, instruments] = await Promise.all([
      deps.editions.on('behaviours', day),
      deps.editions.on('measures', day),
      deps.instruments.all(),
    ]);
    return { day, behaviours: behaviours ?? NONE, measures: measures ?? NONE, instruments };
  },

  of: async (editions) => {
    const [behaviours, measures, instruments] = await Promise.all([
      deps.editions.numbered('behaviours', editions.behaviours),
      deps.editions.numbered('measures', editions.measures),
      deps.instruments.all(),
    ]);
    return { behaviours: behaviours ?? NONE, measures: measures ?? NONE, instruments };
  },
});
