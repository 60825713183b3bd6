import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCodec } from '../../../shared/crypto/codec.ts';
import { removalsOf, volumeAllows } from '../../../shared/disclosure/change.ts';
import { decide } from '../../../shared/disclosure/decide.ts';
import { digestAfter } from '../../../shared/disclosure/delta.ts';
import type { EntryState } from '../../../shared/disclosure/entry-state.ts';
import { emptyState, sameState } from '../../../shared/disclosure/lt-hash.ts';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { findIdentityNumbers } from '../../../shared/subjects/personal-data-in-text.ts';
import { notice, penalty, refOf, standingOf, type TestRecord } from './support/register.ts';

const deps = { codec: nodeCodec, findsIdentityNumber: (text: string) => findIdentityNumbers(text).length > 0 };
const START = calendarDate('2026-11-01');
const day = (days: number): CalendarDate => addDays(START, days);

const at = (record: TestRecord | undefined, known: EntryState | undefined, today: CalendarDate) =>
  decide(deps, { ref: refOf('a'), known, standing: record && standingOf(record, today) }, today);

/** What is known after a decision. */
const learnt = (known: EntryState | undefined, decision: ReturnType<typeof decide>): EntryState | undefined =>
  decision.change?.state ?? decision.state ?? known;

const record = fc
  .record({
    version: fc.integer({ min: 1, max: 3 }),
    from: fc.integer({ min: 0, max: 10 }),
    days: fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined }),
    end: fc.constantFrom('none', 'none', 'withdrawn', 'revoked'),
    fine: fc.integer({ min: 0, max: 3 }),
    leaks: fc.constantFrom(false, false, false, true),
  })
  .map(({ version, from, days, end, fine, leaks }) =>
    penalty('a', {
      version,
      from: day(from),
      until: days === undefined ? '' : day(from + days),
      ...(end === 'withdrawn' && { ended: 'withdrawn' }),
      ...(end === 'revoked' && { ended: notice('a', day(from)) }),
      fields: { fineFen: fine, ...(leaks && { penaltyContent: '11010519491231002X' }) },
    }),
  );
const life = fc.array(fc.tuple(record, fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 12 });

describe('a decision', () => {
  it('is made once: decided again on the same day, nothing changes', () => {
    fc.assert(
      fc.property(life, (steps) => {
        let today = START;
        let known: EntryState | undefined;
        for (const [next, days] of steps) {
          today = addDays(today, days);
          known = learnt(known, at(next, known, today));
          expect(at(next, known, today).change).toBeUndefined();
        }
      }),
    );
  });

  it('shows a record exactly while the law shows it, and follows any life by its delta', () => {
    fc.assert(
      fc.property(life, (steps) => {
        let today = START;
        let known: EntryState | undefined;
        let state = emptyState();
        for (const [next, days] of steps) {
          today = addDays(today, days);
          const decision = at(next, known, today);
          state = digestAfter(state, decision.change ? [decision.change] : [], nodeCodec);
          known = learnt(known, decision);
          const standing = standingOf(next, today);
          const leaks = 'penaltyContent' in next.fields;
          expect(known?.published !== undefined).toBe(standing.state === 'public' && !leaks);
          if (known?.published && standing.state === 'public') {
            expect(known.published.commitment).toBe(nodeCodec.commitment(standing.entry));
          }
          const folded = known?.published
            ? digestAfter(
                emptyState(),
                [{ op: 'ADD', publicId: known.publicId ?? '', after: known.published }],
                nodeCodec,
              )
            : emptyState();
          expect(sameState(state, folded)).toBe(true);
        }
      }),
    );
  });

  it('is looked at again on the day on which something is due', () => {
    const waiting = at(penalty('a', { from: '2026-11-05' }), undefined, START);
    expect(waiting).toMatchObject({ state: { due: { what: 'enter', on: '2026-11-05' } } });
    const shown = at(penalty('a', { until: '2026-12-01' }), undefined, START);
    expect(shown.change?.state.due).toEqual({ what: 'leave', on: '2026-12-01' });
    expect(at(penalty('a', { until: '' }), undefined, START).change?.state.due).toBeUndefined();
  });

  it('names the calendar as the reason only if the calendar was the reason', () => {
    const known = learnt(undefined, at(penalty('a', { until: '2026-11-10' }), undefined, START));
    const ended = at(penalty('a', { until: '2026-11-10' }), known, day(20));
    expect(ended.change).toMatchObject({ op: 'DEL', endedOn: '2026-11-10' });
    const withdrawn = at(penalty('a', { until: '2026-11-10', version: 2, ended: 'withdrawn' }), known, day(2));
    expect(withdrawn.change).not.toHaveProperty('endedOn');
  });

  it('states the end of what was public when it ended, and of nothing else', () => {
    const record = { until: '2026-11-10', version: 2 };
    const shown = learnt(undefined, at(penalty('a', { until: '2026-11-10' }), undefined, START));
    const revokedOn = (date: string, known: EntryState | undefined, today: CalendarDate) =>
      at(penalty('a', { ...record, ended: notice('a', date) }), known, today).notice;
    expect(revokedOn('2026-11-05', shown, day(4))).toEqual(notice('a', '2026-11-05'));
    // The publisher stood still until after the term: it was public on that day all the same.
    expect(revokedOn('2026-11-05', shown, day(20))).toEqual(notice('a', '2026-11-05'));
    expect(revokedOn('2026-11-10', shown, day(20))).toBeUndefined();
    const waits = learnt(undefined, at(penalty('a', { from: '2026-11-05' }), undefined, START));
    expect(waits?.due?.what).toBe('enter');
    expect(revokedOn('2026-11-02', waits, day(1))).toBeUndefined();
    expect(revokedOn('2026-11-02', undefined, day(1))).toBeUndefined();
  });

  it('takes out without the register what the calendar ends, and decides nothing else', () => {
    const known = learnt(undefined, at(penalty('a', { until: '2026-11-10' }), undefined, START));
    const unreadable = (today: CalendarDate) => decide(deps, { ref: refOf('a'), known, standing: 'unreadable' }, today);
    expect(unreadable(day(8))).toEqual({ undecided: true });
    expect(unreadable(day(9)).change).toMatchObject({ op: 'DEL', state: { due: { what: 'enter', on: day(9) } } });
  });

  it('takes out what does not exist any more', () => {
    const known = learnt(undefined, at(penalty('a'), undefined, START));
    expect(at(undefined, known, START).change).toMatchObject({ op: 'DEL' });
    expect(at(undefined, undefined, START)).toEqual({});
  });

  it('does not believe an end that has passed', () => {
    const gone = penalty('a', { until: '2026-11-10' });
    const standing = { ...standingOf(gone, START), leavesOn: calendarDate('2026-11-10') };
    const decision = decide(deps, { ref: refOf('a'), known: undefined, standing }, day(20));
    expect(decision).toEqual({});
  });

  it.each<[string, Parameters<typeof penalty>[1], string]>([
    ['without a code to look up', { fields: { unifiedSocialCreditCode: '' } }, 'no-subject-code'],
    ['with half a character', { fields: { subjectName: '\ud800' } }, 'malformed'],
    ['with a fraction', { fields: { fineFen: 0.5 } }, 'malformed'],
    ['with an identity number in a list', { fields: { penaltyCategories: ['11010519491231002X'] } }, 'identity-number'],
  ])('refuses an entry %s', (_, given, reason) => {
    const decision = at(penalty('a', given), undefined, START);
    expect(decision.refused).toBe(reason);
    expect(decision.change).toBeUndefined();
  });

  it('refuses an entry of another kind, or with another end than it leaves on', () => {
    const standing = standingOf(penalty('a'), START);
    const licence = { ...standing, kind: 'administrative-licence' };
    expect(decide(deps, { ref: refOf('a'), known: undefined, standing: licence }, START).refused).toBe('wrong-kind');
    const other = { ...standing, leavesOn: calendarDate('2028-01-01') };
    expect(decide(deps, { ref: refOf('a'), known: undefined, standing: other }, START).refused).toBe('wrong-end');
  });
});

describe('a record that was entered anew after it was lost', () => {
  it('leaves under the public id that it had, and enters under its new one, once', () => {
    const standing = standingOf(penalty('a'), START);
    const known = learnt(undefined, at(penalty('a'), undefined, START));
    if (known === undefined) throw new Error('nothing was published');
    const publicId = 'AAAAAAAAAAAAAAAAAAAAAA';
    const first = decide(deps, { ref: refOf('a'), known: { ...known, publicId }, standing }, START);
    expect(first.change).toMatchObject({ op: 'DEL', publicId });
    expect(first.change?.state).not.toHaveProperty('publicId');
    expect(first.change?.state).toMatchObject({ due: { what: 'enter', on: START } });
    const second = decide(deps, { ref: refOf('a'), known: first.change?.state, standing }, START);
    expect(second.change).toMatchObject({ op: 'ADD' });
    const { published: _, ...left } = { ...known, publicId };
    expect(decide(deps, { ref: refOf('a'), known: left, standing }, START)).toMatchObject({
      state: { due: { what: 'enter', on: START } },
    });
  });
});

describe('removals of a version that may add nothing', () => {
  it('keep every removal, drop every addition, and make a removal of a correction that comes again', () => {
    const known = learnt(undefined, at(penalty('a'), undefined, START));
    const addition = at(penalty('a'), undefined, START).change;
    const correction = at(penalty('a', { version: 2 }), known, START).change;
    const removal = at(undefined, known, START).change;
    const all = [addition, correction, removal].flatMap((change) => change ?? []);
    expect(all.map(({ op }) => op)).toEqual(['ADD', 'MOD', 'DEL']);
    const removals = removalsOf(all, START);
    expect(removals.map(({ op, before }) => `${op} ${before.version}`)).toEqual(['DEL 1', 'DEL 1']);
    expect(removals[0]?.state).toMatchObject({ due: { what: 'enter', on: START } });
    expect(at(penalty('a', { version: 2 }), removals[0]?.state, START).change).toMatchObject({ op: 'ADD' });
  });
});

describe('the volume check', () => {
  it.each([
    [1_000, 0, true],
    [1_001, 0, false],
    [1_001, 5_000, false],
    [1_001, 5_005, true],
    [20_000, 100_000, true],
    [20_001, 100_000, false],
  ])('of %i additions to %i entries: %s', (additions, entries, allowed) => {
    expect(volumeAllows(additions, entries)).toBe(allowed);
  });
});
