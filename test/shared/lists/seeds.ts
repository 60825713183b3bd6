import * as z from 'zod';
import { type Instrument, InstrumentSubmission } from '../../../shared/instruments/instrument.ts';
import instrumentSeeds from '../../../shared/instruments/seed.json' with { type: 'json' };
import { decideInstrument, proposeInstrument } from '../../../shared/instruments/transitions.ts';
import { toInstant } from '../../../shared/kernel/beijing-time.ts';
import { Behaviour } from '../../../shared/lists/behaviour.ts';
import { Measure } from '../../../shared/lists/measure.ts';
import behaviourSeeds from '../../../shared/lists/seed-behaviours.json' with { type: 'json' };
import measureSeeds from '../../../shared/lists/seed-measures.json' with { type: 'json' };

export const CLERK = { department: 'credit-office', officer: 'officer-wang', at: toInstant(1_795_000_000_000) };
export const REVIEWER = { department: 'justice', officer: 'reviewer-zhao', at: toInstant(1_795_000_100_000) };

/** The seeds as they would be proposed. */
export const SEEDS = {
  instruments: z.array(InstrumentSubmission).parse(instrumentSeeds),
  behaviours: z.array(Behaviour).parse(behaviourSeeds),
  measures: z.array(Measure).parse(measureSeeds),
};

/** The value of what must not be refused here. */
export const granted = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

export const proposed = (submission: InstrumentSubmission): Instrument =>
  granted(proposeInstrument(submission, { id: `id-${submission.code}`, by: CLERK }));

export const approved = (submission: InstrumentSubmission): Instrument =>
  granted(decideInstrument(proposed(submission), { approved: true, reason: '审核通过' }, REVIEWER));

const byCode = (instruments: readonly Instrument[]): ReadonlyMap<string, Instrument> =>
  new Map(instruments.map((instrument) => [instrument.code, instrument]));

/** The register of instruments with every seed approved, and with every seed only proposed. */
export const APPROVED = byCode(SEEDS.instruments.map(approved));
export const PROPOSED = byCode(SEEDS.instruments.map(proposed));
