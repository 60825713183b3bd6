import type { EndDate } from '../cases/end-date.ts';
import type { Follows } from '../cases/follows.ts';
import { beijingDate } from '../kernel/beijing-time.ts';
import type { HeadKey } from '../register/head.ts';
import type { Instrument } from './instrument.ts';

/**
 * When an instrument ends, while anything may rest on it. Once it has ended it is looked at every night: what came late to rest on it
 * does not stay.
 */
export const endOfInstrument = (instrument: Instrument, key: HeadKey): EndDate => {
  const { id, version, code, state, inForceUntil } = instrument;
  const isReliedOn = state === 'approved' || state === 'repeal-proposed';
  return {
    what: 'basis',
    id,
    version,
    key,
    group: code,
    ...(isReliedOn && inForceUntil !== undefined && { until: inForceUntil }),
  };
};

/** What follows from a version of an instrument: at once, if it is repealed with effect from a day that has come. */
export const deriveInstrument = (instrument: Instrument, key: HeadKey): Follows => {
  const { code, version, change } = instrument;
  const end = endOfInstrument(instrument, key);
  const hasCome = end.until !== undefined && end.until <= beijingDate(change.at);
  const isRepealed = change.action === 'confirm-repeal';
  return {
    // Nothing rests on what had ended before it was entered.
    ...(end.until !== undefined && (isRepealed || !hasCome) && { end }),
    notifications: [],
    work: isRepealed && hasCome ? [{ type: 'repeal', basis: code, run: `v${version}`, pass: 1, quiet: 0 }] : [],
  };
};
