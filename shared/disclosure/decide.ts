import type { CalendarDate } from '../kernel/beijing-time.ts';
import { type FindsIdentityNumber, type Refusal, refusalOf } from './admission.ts';
import { type Change, type Removal, withdrawnState } from './change.ts';
import type { Codec } from './codec.ts';
import { arranged, type PublicEntry } from './entry.ts';
import type { EntryState, Published } from './entry-state.ts';
import { shelfOf } from './group.ts';
import { notesOf, whereItWas } from './notes.ts';
import type { RecordRef, RecordStanding } from './publication-source.ts';
import type { WithdrawnNotice } from './withdrawn.ts';

/** A record to decide on: what is known of it, and where it stands; `unreadable` if the register could not tell. */
export interface Candidate {
  readonly ref: RecordRef;
  readonly known: EntryState | undefined;
  readonly standing: RecordStanding | 'unreadable' | undefined;
}

/** What follows for the public copy, and what must be kept in mind. */
export interface Decision {
  readonly change?: Change;
  /** To be stored though the public copy does not change. */
  readonly state?: EntryState;
  readonly notice?: WithdrawnNotice;
  readonly refused?: Refusal;
  /** Nothing was decided: the record is looked at again by the next run. */
  readonly undecided?: true;
}

export interface DecideDeps {
  readonly codec: Pick<Codec, 'sha256' | 'commitment'>;
  readonly findsIdentityNumber: FindsIdentityNumber;
}

type PublicStanding = Extract<RecordStanding, { state: 'public' }>;

/** Decides on one record as of a day. Pure: equal input, equal decision, so that a repeated run repeats nothing. */
export const decide = (deps: DecideDeps, { ref, known, standing }: Candidate, today: CalendarDate): Decision => {
  if (standing === 'unreadable') return withoutStanding(known, today);
  if (standing === undefined) return gone(known, today);
  switch (standing.state) {
    case 'public': {
      const over = standing.leavesOn !== undefined && standing.leavesOn <= today;
      return over ? gone(known, today) : shown(deps, { ref, known, standing }, today);
    }
    case 'later': {
      const { department, kind, entersOn } = standing;
      const state: EntryState = {
        ...withdrawnState(known ?? { ...ref, department, kind }, entersOn),
        department,
        kind,
      };
      return known?.published ? { change: removal(known, state) } : { state };
    }
    case 'not-public':
      return gone(known, today, standing.statutoryEnd);
    default:
      return standing satisfies never;
  }
};

/** What the calendar alone says must leave leaves, whether the register answers or not. */
const withoutStanding = (known: EntryState | undefined, today: CalendarDate): Decision => {
  if (!known?.published || !isOver(known, today)) return { undecided: true };
  return { change: removal(known, withdrawnState(known, today), known.publicUntil) };
};

const gone = (known: EntryState | undefined, today: CalendarDate, notice?: WithdrawnNotice): Decision => {
  if (known === undefined) return {};
  const stated = notice && wasPublicAt(known, notice.withdrawnOn) ? { notice } : {};
  if (known.published) {
    const endedOn = notice === undefined && isOver(known, today) ? known.publicUntil : undefined;
    return { change: removal(known, withdrawnState(known), endedOn), ...stated };
  }
  return known.due ? { state: withdrawnState(known), ...stated } : stated;
};

/**
 * What was never public, or had left with its term before it ended, is not brought back to mind by a notice of its
 * end.
 */
const wasPublicAt = ({ published, firstPublicAt, publicUntil }: EntryState, date: CalendarDate): boolean =>
  (published !== undefined || firstPublicAt !== undefined) && (publicUntil === undefined || date < publicUntil);

/**
 * A record that was entered anew, as after a restore that had lost it, has another public id than the one that was public. That one leaves for
 * good; the other enters with the next run, as if nothing of it had ever been shown.
 */
const enteredAnew = (known: EntryState, today: CalendarDate): Decision => {
  const { publicId: _, firstPublicAt: __, publicUntil: ___, ...state } = withdrawnState(known, today);
  return known.published ? { change: removal(known, state) } : { state };
};

const shown = (
  deps: DecideDeps,
  { ref, known, standing }: { ref: RecordRef; known: EntryState | undefined; standing: PublicStanding },
  today: CalendarDate,
): Decision => {
  const isAnother = known?.publicId !== undefined && known.publicId !== standing.entry.publicId;
  if (isAnother) return enteredAnew(known, today);
  const { department, kind, leavesOn, aboutNobody } = standing;
  const base = withdrawnState(known ?? { ...ref, department, kind });
  const expected = { kind, leavesOn, publicId: known?.publicId, aboutNobody };
  const refused = refusalOf(standing.entry, expected, deps.findsIdentityNumber);
  if (refused) {
    const state = withdrawnState(base, today);
    return { refused, ...(known?.published ? { change: removal(known, state) } : { state }) };
  }
  const entry = arranged(standing.entry);
  const { publicId } = entry;
  const before = known?.published;
  const after = whereItWas(before, measured(deps.codec, entry, standing));
  const { publicUntil: _, ...rest } = base;
  const end = leavesOn && { publicUntil: leavesOn, due: { what: 'leave', on: leavesOn } as const };
  const state: EntryState = { ...rest, department, kind, publicId, published: after, ...end };
  if (before === undefined) return { change: { op: 'ADD', publicId, after, entry, state } };
  if (before.version === after.version && before.commitment === after.commitment) return {};
  return { change: { op: 'MOD', publicId, before, after, entry, state } };
};

const measured = (codec: DecideDeps['codec'], entry: PublicEntry, { kind, leavesOn }: PublicStanding): Published => ({
  version: entry.version,
  commitment: codec.commitment(entry),
  group: shelfOf({ kind, publicUntil: leavesOn }),
  ...notesOf(entry, (text) => codec.sha256(text)),
});

const isOver = ({ publicUntil }: EntryState, today: CalendarDate): boolean =>
  publicUntil !== undefined && publicUntil <= today;

const removal = (known: EntryState, state: EntryState, endedOn?: CalendarDate): Removal => {
  const { publicId, published } = known;
  if (publicId === undefined || published === undefined) throw new Error('only what is public can be removed');
  return { op: 'DEL', publicId, before: published, state, ...(endedOn && { endedOn }) };
};
