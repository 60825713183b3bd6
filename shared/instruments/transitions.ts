import * as z from 'zod';
import { type Failure, type Failures, isRefused } from '../kernel/failure.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { labelText, shortText } from '../kernel/schema.ts';
import type { Actor, Transition } from '../register/head.ts';
import { allowedFrom, changeBy } from '../register/transition.ts';
import { identityNumbersIn } from '../subjects/identity-numbers.ts';
import type {
  Instrument,
  InstrumentAction,
  InstrumentRevision,
  InstrumentState,
  InstrumentSubmission,
} from './instrument.ts';

type InstrumentTransition = Transition<InstrumentState, InstrumentAction>;

export const INSTRUMENT_TRANSITIONS = {
  revise: { action: 'revise', from: ['proposed', 'rejected'] },
  approve: { action: 'approve', from: ['proposed'] },
  reject: { action: 'reject', from: ['proposed'] },
  reword: { action: 'reword', from: ['approved'] },
  proposeRepeal: { action: 'propose-repeal', from: ['approved'] },
  confirmRepeal: { action: 'confirm-repeal', from: ['repeal-proposed'] },
  rejectRepeal: { action: 'reject-repeal', from: ['repeal-proposed'] },
} as const satisfies Record<string, InstrumentTransition>;

/** The next version of an entry: what it says from now on, who changed it, and why. */
export const nextInstrument = (
  instrument: Instrument,
  transition: InstrumentTransition,
  by: Actor,
  { reason, ...changed }: Partial<Instrument> & { readonly reason: string },
): Instrument => ({
  ...instrument,
  ...changed,
  version: instrument.version + 1,
  change: changeBy(transition, by, reason),
});

/** What an officer writes in an entry is read by every department: no identity number stands in it. */
const identityNumbersOf = (entry: Partial<InstrumentSubmission>, reason = ''): readonly Failure[] =>
  identityNumbersIn([
    { pointer: '/reason', text: reason },
    ...(['title', 'issuer', 'article', 'note'] as const).flatMap((field) => [
      { pointer: `/${field}/zh`, text: entry[field]?.zh ?? '' },
      { pointer: `/${field}/en`, text: entry[field]?.en ?? '' },
    ]),
  ]);

/** A new entry: it carries nothing until a legal reviewer has approved it. */
export const proposeInstrument = (
  submission: InstrumentSubmission,
  entry: { readonly id: string; readonly by: Actor },
): Result<Instrument, Failures> => {
  const failures = identityNumbersOf(submission);
  if (isRefused(failures)) return fail(failures);
  const change = changeBy({ action: 'propose' }, entry.by);
  return ok({ ...submission, id: entry.id, version: 1, state: 'proposed', author: entry.by.officer, change });
};

/** Mends an entry before it is approved, or after it was rejected; whoever does is its author from then on. */
export const reviseInstrument = (
  instrument: Instrument,
  { reason, ...revision }: InstrumentRevision,
  by: Actor,
): Result<Instrument, Failures> => {
  const failures = [...allowedFrom(instrument, INSTRUMENT_TRANSITIONS.revise), ...identityNumbersOf(revision, reason)];
  if (isRefused(failures)) return fail(failures);
  const { id, code, version, change } = instrument;
  const entry: Instrument = { ...revision, id, code, version, change, state: 'proposed', author: by.officer };
  return ok(nextInstrument(entry, INSTRUMENT_TRANSITIONS.revise, by, { reason }));
};

/** The legal reviewer's word on a proposed entry: that the text, its rank and its dates are right 合法性审核. */
export const InstrumentApproval = z.strictObject({ approved: z.boolean(), reason: shortText(500) });
export type InstrumentApproval = z.output<typeof InstrumentApproval>;

/** Approves or rejects an entry; never its author (I7). */
export const decideInstrument = (
  instrument: Instrument,
  { approved, reason }: InstrumentApproval,
  by: Actor,
): Result<Instrument, Failures> => {
  const transition = approved ? INSTRUMENT_TRANSITIONS.approve : INSTRUMENT_TRANSITIONS.reject;
  const forbidden = allowedFrom(instrument, transition);
  if (isRefused(forbidden)) return fail(forbidden);
  if (instrument.author === by.officer) return fail([{ kind: 'same-officer' }]);
  const failures = identityNumbersOf({}, reason);
  if (isRefused(failures)) return fail(failures);
  const decided = approved
    ? ({ state: 'approved', approvedBy: by.officer } as const)
    : ({ state: 'rejected' } as const);
  return ok(nextInstrument(instrument, transition, by, { ...decided, reason }));
};

/** Title and note of an approved entry; nothing else of it can change. */
export const Rewording = z.strictObject({
  reason: shortText(500),
  title: labelText(200).exactOptional(),
  note: labelText(1000).exactOptional(),
});
export type Rewording = z.output<typeof Rewording>;

/** Mends title or note of an approved entry: never by its author, since people know the basis by its title. */
export const rewordInstrument = (
  instrument: Instrument,
  { reason, ...wording }: Rewording,
  by: Actor,
): Result<Instrument, Failures> => {
  const forbidden = allowedFrom(instrument, INSTRUMENT_TRANSITIONS.reword);
  if (isRefused(forbidden)) return fail(forbidden);
  if (instrument.author === by.officer) return fail([{ kind: 'same-officer' }]);
  const failures = identityNumbersOf(wording, reason);
  if (isRefused(failures)) return fail(failures);
  return ok(nextInstrument(instrument, INSTRUMENT_TRANSITIONS.reword, by, { ...wording, reason }));
};
