import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../../shared/kernel/beijing-time.ts';
import type { ToldCase } from '../../../shared/typical-cases/told-case.ts';
import {
  publishTypicalCase,
  reviewTypicalCase,
  reviseTypicalCase,
  TYPICAL_CASE_TRANSITIONS,
  withdrawTypicalCase,
  writeTypicalCase,
} from '../../../shared/typical-cases/transitions.ts';
import {
  type TypicalCase,
  TypicalCaseReviewSubmission,
  TypicalCaseSubmission,
} from '../../../shared/typical-cases/typical-case.ts';
import { actor, kinds, ON, published, reviewed, TODAY, UNTIL, value, WRITTEN, written } from './cases.ts';

const IDENTITY_NUMBER = '21029919900101001X';
const PLACE = { id: 'x', year: '2026', digest: 'd' };
const CLEAN = { namesNoPerson: true } as const;

describe('a typical case', () => {
  it('is written on a joint case of an organisation, never of a person', () => {
    expect(written()).toMatchObject({ state: 'draft', version: 1, caseId: ON.id, field: ON.field, holds: [] });
    const entry = { place: PLACE, publicId: 'y', written: WRITTEN, by: actor('a') };
    expect(kinds(writeTypicalCase({ ...entry, on: { ...ON, subject: { category: 'person' } } }))).toEqual([
      'person-not-disclosed',
    ]);
  });

  it.each([
    ['is only proposed', { state: 'proposed' }],
    ['was decided but not served', { state: 'decided' }],
    ['is suspended', { state: 'suspended' }],
    ['was revoked', { state: 'ended', end: { verb: 'revoke' } }],
    ['was found not to be one', { state: 'ended', end: { verb: 'not-sustained' } }],
  ])('is neither written on a case that %s, nor published', (_, change) => {
    const on = { ...ON, ...change } as unknown as ToldCase;
    const entry = { place: PLACE, publicId: 'y', written: WRITTEN, by: actor('a') };
    expect(kinds(writeTypicalCase({ ...entry, on }))).toEqual(['case-not-told']);
    expect(kinds(publishTypicalCase(reviewed(), { publishUntil: UNTIL, on }, actor('reviewer')))).toEqual([
      'case-not-told',
    ]);
  });

  it('may be written on a case whose term is over, or whose subject was repaired', () => {
    const on = { ...ON, state: 'ended', end: { verb: 'repair' } } as unknown as ToldCase;
    expect(writeTypicalCase({ place: PLACE, publicId: 'y', written: WRITTEN, by: actor('a'), on }).ok).toBe(true);
  });

  it.each(['title', 'text'])('takes no identity number in its %s', (place) => {
    const text = { ...WRITTEN, [place]: `负责人${IDENTITY_NUMBER}` };
    const entry = { place: PLACE, publicId: 'y', on: ON, written: text, by: actor('a') };
    const refused = writeTypicalCase(entry);
    expect(refused.ok ? [] : refused.failure).toEqual([{ kind: 'identity-number-in-text', pointer: `/${place}` }]);
    expect(kinds(reviseTypicalCase(written(), text, actor('a')))).toEqual(['identity-number-in-text']);
  });

  it('is reviewed by a second officer, who says that it names no person', () => {
    expect(kinds(reviewTypicalCase(written(), CLEAN, actor('writer')))).toEqual(['same-officer']);
    expect(reviewed()).toMatchObject({ state: 'reviewed', review: { namesNoPerson: true, officer: 'reviewer' } });
    expect(TypicalCaseReviewSubmission.safeParse({ namesNoPerson: false }).success).toBe(false);
    expect(TypicalCaseReviewSubmission.safeParse({}).success).toBe(false);
  });

  it('is held for a number that looks like a telephone: the review says what it is', () => {
    const held = written({ text: '举报电话：0411-89812345。' });
    expect(held.holds).toEqual(['contact-in-text']);
    expect(kinds(reviewTypicalCase(held, CLEAN, actor('reviewer')))).toEqual(['missing-field']);
    const cleared = reviewTypicalCase(held, { ...CLEAN, finding: '为机关公开的举报电话' }, actor('reviewer'));
    expect(value(cleared).state).toBe('reviewed');
  });

  it('must be reviewed again once it was written anew', () => {
    const again = value(reviseTypicalCase(reviewed(), { title: '新标题', text: '新正文' }, actor('b')));
    expect(again).toMatchObject({ state: 'draft', author: 'b' });
    expect(again).not.toHaveProperty('review');
    expect(kinds(publishTypicalCase(again, { publishUntil: UNTIL, on: ON }, actor('reviewer')))).toEqual([
      'state-forbids',
    ]);
  });

  it('is published from today or later, for no longer than the rule allows, and not by its author', () => {
    const publish = (publication: object, officer = 'reviewer') =>
      publishTypicalCase(reviewed(), { publishUntil: UNTIL, on: ON, ...publication }, actor(officer));
    expect(value(publish({}))).toMatchObject({ state: 'published', publishFrom: TODAY, publishUntil: UNTIL });
    expect(kinds(publish({ publishFrom: addDays(TODAY, -1) }))).toEqual(['invalid-value']);
    expect(kinds(publish({ publishUntil: TODAY }))).toEqual(['invalid-value']);
    expect(kinds(publish({ publishUntil: addDays(addMonths(TODAY, 36), 1) }))).toEqual(['invalid-value']);
    expect(publish({ publishUntil: addMonths(TODAY, 36) }).ok).toBe(true);
    expect(kinds(publish({}, 'writer'))).toEqual(['same-officer']);
  });

  it('is not rewritten once it is public, but withdrawn with a reason', () => {
    expect(kinds(reviseTypicalCase(published(), WRITTEN, actor('b')))).toEqual(['state-forbids']);
    const gone = value(withdrawTypicalCase(published(), { reason: '案件已撤销' }, actor('b')));
    expect(gone).toMatchObject({ state: 'withdrawn', withdrawnBecause: '案件已撤销' });
  });

  it('is written in one request that names the case, and nothing that follows from it', () => {
    expect(TypicalCaseSubmission.safeParse({ caseId: ON.id, ...WRITTEN }).success).toBe(true);
    expect(TypicalCaseSubmission.safeParse({ caseId: ON.id, ...WRITTEN, effect: 'incentive' }).success).toBe(false);
  });
});

const steps = {
  revise: (typical: TypicalCase, officer: string) => reviseTypicalCase(typical, WRITTEN, actor(officer)),
  review: (typical: TypicalCase, officer: string) => reviewTypicalCase(typical, CLEAN, actor(officer)),
  publish: (typical: TypicalCase, officer: string) =>
    publishTypicalCase(typical, { publishUntil: UNTIL, on: ON }, actor(officer)),
  withdraw: (typical: TypicalCase, officer: string) => withdrawTypicalCase(typical, { reason: '撤下' }, actor(officer)),
} as const;

describe('any history of a typical case', () => {
  it('never makes public what another officer than its author has not reviewed as it stands', () => {
    const anyStep = fc.record({
      does: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
      officer: fc.constantFrom('writer', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 20 }), (history) => {
        let typical = written();
        for (const { does, officer } of history) {
          const before = typical;
          const done = steps[does](typical, officer);
          if (!done.ok) continue;
          typical = done.value;
          expect(TYPICAL_CASE_TRANSITIONS[does].from).toContain(before.state);
          expect(typical.version).toBe(before.version + 1);
          if (typical.state === 'reviewed' || typical.state === 'published') {
            expect(typical.review?.officer).not.toBe(typical.author);
            expect(typical.review?.namesNoPerson).toBe(true);
          }
          if (before.state === 'published') expect(typical.state).toBe('withdrawn');
          if (before.state === 'withdrawn') throw new Error('a withdrawn case came back');
        }
      }),
    );
  });
});
