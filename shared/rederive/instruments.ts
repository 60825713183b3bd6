import type { CaseWork } from '../cases/case-work.ts';
import type { RepealReports } from '../cases/repeal-report-store.ts';
import { deriveInstrument } from '../instruments/derive-instrument.ts';
import { INSTRUMENT_HEAD, type InstrumentStore } from '../instruments/instrument-store.ts';
import { fromItem } from '../register/head-store.ts';
import { followsRederiver, type RederiveFollowsDeps } from './follows.ts';
import type { Rederiver } from './rederiver.ts';

export interface RederiveInstrumentsDeps extends RederiveFollowsDeps {
  readonly instruments: Pick<InstrumentStore, 'history'>;
  readonly reports: Pick<RepealReports, 'isComplete'>;
}

/** Instruments: when an article ends, and a repeal that was not carried out. */
export const instrumentRederiver = (deps: RederiveInstrumentsDeps): Rederiver =>
  followsRederiver(deps, {
    entity: 'instrument',
    read: (item) => fromItem(INSTRUMENT_HEAD, item),
    heads: deps.instruments,
    derive: deriveInstrument,
    noted: () => ({}),
    lostWork: async ({ image }, versions): Promise<readonly CaseWork[]> => {
      const repeal = versions.flatMap(({ work }) => work).at(-1);
      return repeal === undefined || (await deps.reports.isComplete(image.code)) ? [] : [repeal];
    },
  });
