import {
  approveInstrument,
  confirmInstrumentRepeal,
  getInstrument,
  listInstruments,
  proposeInstrumentEntry,
  proposeInstrumentRepeal,
  reviseInstrumentEntry,
  rewordInstrumentEntry,
} from '../../../shared/instruments/operations.ts';
import {
  approveInstruments,
  type ChangeInstrumentDependencies,
  confirmRepeals,
  proposeRepeals,
  reviseInstruments,
  rewordInstruments,
} from './instrument-changes.ts';
import {
  getOneInstrument,
  type InstrumentDependencies,
  listAllInstruments,
  proposeInstruments,
} from './instruments.ts';

/** Each operation on the register of instruments with its handler. */
export const instrumentRoutes = (deps: ChangeInstrumentDependencies & InstrumentDependencies) =>
  [
    [proposeInstrumentEntry, proposeInstruments(deps)],
    [listInstruments, listAllInstruments(deps)],
    [getInstrument, getOneInstrument(deps)],
    [reviseInstrumentEntry, reviseInstruments(deps)],
    [approveInstrument, approveInstruments(deps)],
    [rewordInstrumentEntry, rewordInstruments(deps)],
    [proposeInstrumentRepeal, proposeRepeals(deps)],
    [confirmInstrumentRepeal, confirmRepeals(deps)],
  ] as const;
