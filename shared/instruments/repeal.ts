import * as z from 'zod';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { shortText } from '../kernel/schema.ts';
import type { Actor } from '../register/head.ts';
import { allowedFrom } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type { Instrument, RepealSubmission } from './instrument.ts';
import { INSTRUMENT_TRANSITIONS, nextInstrument } from './transitions.ts';

/** An article ends after it began, and never later than was settled before: what ended is not revived, it is entered anew. */
const badEnd = ({ inForceFrom, inForceUntil }: Instrument, until: CalendarDate): readonly Failure[] => {
  if (until <= inForceFrom)
    return [{ kind: 'invalid-value', pointer: '/until', parameters: { expected: `> ${inForceFrom}` } }];
  if (inForceUntil !== undefined && until >= inForceUntil)
    return [{ kind: 'invalid-value', pointer: '/until', parameters: { expected: `< ${inForceUntil}` } }];
  return [];
};

/** Proposes to end an approved entry. It may be relied on as before until a legal reviewer confirms. */
export const proposeRepeal = (
  instrument: Instrument,
  submission: RepealSubmission,
  by: Actor,
): Result<Instrument, Failures> => {
  const forbidden = allowedFrom(instrument, INSTRUMENT_TRANSITIONS.proposeRepeal);
  if (isRefused(forbidden)) return fail(forbidden);
  const failures = [
    ...badEnd(instrument, submission.until),
    ...identityNumbersIn([
      { pointer: '/document', text: submission.document },
      { pointer: '/reason', text: submission.reason },
    ]),
  ];
  if (isRefused(failures)) return fail(failures);
  const repeal = { ...submission, proposedBy: by.officer, proposedAt: by.at };
  return ok(
    nextInstrument(instrument, INSTRUMENT_TRANSITIONS.proposeRepeal, by, {
      state: 'repeal-proposed',
      repeal,
      reason: submission.reason,
    }),
  );
};

/** The legal reviewer's word on a proposed repeal. */
export const RepealDecision = z.strictObject({ confirmed: z.boolean(), reason: shortText(500) });
export type RepealDecision = z.output<typeof RepealDecision>;

/**
 * Ends an entry from the day of the repeal on, or leaves it as it was: another officer than the one who proposed (I7).
 * The entry stays approved, so that what was decided while the article held still finds its basis; its repeal stays with it.
 */
export const decideRepeal = (
  instrument: Instrument,
  { confirmed, reason }: RepealDecision,
  by: Actor,
): Result<Instrument, Failures> => {
  const transition = confirmed ? INSTRUMENT_TRANSITIONS.confirmRepeal : INSTRUMENT_TRANSITIONS.rejectRepeal;
  const forbidden = allowedFrom(instrument, transition);
  if (isRefused(forbidden)) return fail(forbidden);
  const { repeal, ...rest } = instrument;
  if (repeal === undefined) throw new Error(`instrument ${instrument.code} awaits a repeal that it does not hold`);
  if (repeal.proposedBy === by.officer) return fail([{ kind: 'same-officer' }]);
  const failures = identityNumbersIn([{ pointer: '/reason', text: reason }]);
  if (isRefused(failures)) return fail(failures);
  if (!confirmed) return ok(nextInstrument(rest, transition, by, { state: 'approved', reason }));
  return ok(nextInstrument(instrument, transition, by, { state: 'approved', inForceUntil: repeal.until, reason }));
};
