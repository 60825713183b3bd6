import { type CalendarDate, earlier } from '../kernel/beijing-time.ts';
import { lawfulTerm, publicityOf } from '../records/publicity.ts';
import type { CreditRecord } from '../records/record.ts';
import { isUsable } from '../records/usable.ts';
import type { TypicalCase } from '../typical-cases/typical-case.ts';
import { type Channel, channelsFor, TYPICAL_CASE } from './channels.ts';

/** For which channels an entry is to be with the superior platform on a day, and when that has to be looked at again. */
export interface Wanted {
  readonly channels: readonly Channel[];
  /** `collected`: a person's, which is kept there and shown to nobody (I6). */
  readonly use: 'public' | 'collected';
  /** The first day on which it may not be there any more. */
  readonly until?: CalendarDate;
  /** The next day on which the answer may be another one, though nothing changes; undefined where none is known. */
  readonly lookOn?: CalendarDate;
}

interface Term {
  readonly from: CalendarDate;
  readonly until: CalendarDate | undefined;
}

/** Of a person nothing is public: what may be used has the term of the law, and an objection that nobody decided ends it by its date. */
const personTerm = (record: CreditRecord, today: CalendarDate): Term | undefined => {
  const term = isUsable(record, today) ? lawfulTerm(record, today) : undefined;
  const suspendsFrom = record.objection?.suspendsFrom;
  if (term === undefined || suspendsFrom === undefined) return term;
  return { from: term.from, until: term.until === undefined ? suspendsFrom : earlier(term.until, suspendsFrom) };
};

const within = (
  term: Term | undefined,
  { channels, use, today }: Pick<Wanted, 'channels' | 'use'> & { readonly today: CalendarDate },
): Wanted => {
  if (term === undefined || channels.length === 0) return { channels: [], use };
  if (today < term.from) return { channels: [], use, lookOn: term.from };
  if (term.until !== undefined && term.until <= today) return { channels: [], use };
  return { channels, use, ...(term.until !== undefined && { until: term.until, lookOn: term.until }) };
};

/** Of what is mirrored its source is told while somebody objects to it, and nothing else: it is examined where it was decided. */
const wantedOfMirrored = ({ objection, state, subject }: CreditRecord): Wanted => ({
  channels: objection === undefined || state === 'ended' ? [] : ['credit-dalian'],
  use: subject.category === 'person' ? 'collected' : 'public',
});

/**
 * A record is with the superior platform exactly as long as the public may read it, a person's as long as it may be used. What was mirrored
 * from there is not sent back.
 */
export const wantedOf = (record: CreditRecord, today: CalendarDate): Wanted => {
  const { kind, subject, mirrored } = record;
  if (mirrored !== undefined) return wantedOfMirrored(record);
  const channels = channelsFor(kind, subject, today);
  if (subject.category === 'person') {
    return within(personTerm(record, today), { channels, use: 'collected', today });
  }
  return within(publicityOf(record, today), { channels, use: 'public', today });
};

/** A typical case is with the superior platform as long as it is public. */
export const wantedCase = ({ state, publishFrom, publishUntil }: TypicalCase, today: CalendarDate): Wanted => {
  const isPublished = state === 'published' && publishFrom !== undefined && publishUntil !== undefined;
  const term = isPublished ? { from: publishFrom, until: publishUntil } : undefined;
  return within(term, { channels: channelsFor(TYPICAL_CASE, undefined, today), use: 'public', today });
};
