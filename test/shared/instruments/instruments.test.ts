import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instrument, InstrumentSubmission, isInForce, opens } from '../../../shared/instruments/instrument.ts';
import { OPENING_RANKS, opensAnything, RANK_DEFINITIONS, RANKS } from '../../../shared/instruments/ranks.ts';
import { decideRepeal, proposeRepeal } from '../../../shared/instruments/repeal.ts';
import {
  decideInstrument,
  proposeInstrument,
  reviseInstrument,
  rewordInstrument,
} from '../../../shared/instruments/transitions.ts';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { approved, CLERK, granted, proposed, REVIEWER, SEEDS } from '../lists/seeds.ts';

const seed = (changes: object = {}): InstrumentSubmission =>
  InstrumentSubmission.parse({
    code: 'work-safety-law-78',
    rank: 'law',
    title: { zh: '安全生产法', en: 'Work Safety Law' },
    issuer: { zh: '全国人大常委会', en: 'Standing Committee of the NPC' },
    article: { zh: '第七十八条', en: 'article 78' },
    inForceFrom: '2021-09-01',
    ...changes,
  });
const day = calendarDate('2026-11-23');
const OTHER = { ...REVIEWER, officer: 'reviewer-qian' };
const decide = (instrument: Instrument, approval: boolean, by = REVIEWER) =>
  decideInstrument(instrument, { approved: approval, reason: '已核对条文' }, by);
const repeal = { until: calendarDate('2027-01-01'), document: '主席令第一号', reason: '法律修订' };
const repealProposed = (): Instrument => granted(proposeRepeal(approved(seed()), repeal, CLERK));

describe('an instrument', () => {
  test('carries nothing until a legal reviewer has approved it', () => {
    expect(isInForce(proposed(seed()), day)).toBe(false);
    expect(isInForce(approved(seed()), day)).toBe(true);
  });

  test('is approved by another officer than its author', () => {
    expect(decide(proposed(seed()), true, CLERK)).toEqual({ ok: false, failure: [{ kind: 'same-officer' }] });
    expect(granted(decide(proposed(seed()), true))).toMatchObject({
      version: 2,
      state: 'approved',
      author: CLERK.officer,
      approvedBy: REVIEWER.officer,
    });
  });

  test('that was rejected carries nothing, and may be revised and decided again', () => {
    const rejected = granted(decide(proposed(seed()), false));
    expect(rejected.state).toBe('rejected');
    expect(isInForce(rejected, day)).toBe(false);
    const { code: _, ...content } = seed({ article: { zh: '第七十九条', en: 'article 79' } });
    const revised = granted(reviseInstrument(rejected, { ...content, reason: '条号有误' }, OTHER));
    expect(revised).toMatchObject({ version: 3, state: 'proposed', author: OTHER.officer });
    expect(decide(revised, true, OTHER).ok).toBe(false);
    expect(decide(revised, true, CLERK).ok).toBe(true);
  });

  test('that was revised keeps nothing of what was taken away', () => {
    const before = proposed(seed({ number: '旧号', inForceUntil: '2026-01-01' }));
    const { code: _, ...content } = seed();
    const revised = granted(reviseInstrument(before, { ...content, reason: '无文号' }, CLERK));
    expect(revised).toMatchObject({ code: before.code, id: before.id });
    expect(revised.number).toBeUndefined();
    expect(revised.inForceUntil).toBeUndefined();
  });

  test('once approved changes in nothing but its title and note, and never by its author', () => {
    const entry = approved(seed());
    const wording = { title: { zh: '中华人民共和国安全生产法', en: 'Work Safety Law of the PRC' }, reason: '用全称' };
    expect(rewordInstrument(entry, wording, CLERK)).toEqual({ ok: false, failure: [{ kind: 'same-officer' }] });
    const reworded = granted(rewordInstrument(entry, wording, REVIEWER));
    expect(reworded.title).toEqual(wording.title);
    expect({ ...reworded, title: entry.title, version: 2, change: entry.change }).toEqual(entry);
    const { code: _, ...content } = seed();
    expect(reviseInstrument(entry, { ...content, reason: '改' }, CLERK)).toMatchObject({
      ok: false,
      failure: [{ kind: 'state-forbids', parameters: { state: 'approved' } }],
    });
    expect(decide(entry, true, OTHER).ok).toBe(false);
  });

  test('holds no identity number in what departments read', () => {
    const note = { zh: '联系人 210299199001010028', en: 'see file' };
    expect(proposeInstrument(seed({ note }), { id: 'x', by: CLERK })).toMatchObject({
      ok: false,
      failure: [{ kind: 'identity-number-in-text', pointer: '/note/zh' }],
    });
  });

  test('ends after it begins', () => {
    const parsed = InstrumentSubmission.safeParse({ ...seed(), inForceUntil: '2021-09-01' });
    expect(parsed.error?.issues[0]?.path).toEqual(['inForceUntil']);
  });

  test('is in force from its first day on, and no longer from the day of its end', () => {
    const entry = approved(seed({ inForceUntil: '2026-01-01' }));
    const days = ['2021-08-31', '2021-09-01', '2025-12-31', '2026-01-01'];
    expect(days.map((on) => isInForce(entry, calendarDate(on)))).toEqual([false, true, true, false]);
  });
});

describe('a repeal', () => {
  test('ends nothing while it is only proposed', () => {
    const waiting = repealProposed();
    expect(waiting).toMatchObject({ state: 'repeal-proposed', repeal: { proposedBy: CLERK.officer } });
    expect(isInForce(waiting, calendarDate('2027-06-01'))).toBe(true);
  });

  test('is confirmed by another officer, and holds from its day on', () => {
    const waiting = repealProposed();
    expect(decideRepeal(waiting, { confirmed: true, reason: '属实' }, CLERK)).toEqual({
      ok: false,
      failure: [{ kind: 'same-officer' }],
    });
    const ended = granted(decideRepeal(waiting, { confirmed: true, reason: '属实' }, REVIEWER));
    expect(ended).toMatchObject({ state: 'approved', inForceUntil: '2027-01-01', repeal });
    expect(isInForce(ended, calendarDate('2026-12-31'))).toBe(true);
    expect(isInForce(ended, calendarDate('2027-01-01'))).toBe(false);
  });

  test('that is not confirmed leaves the entry as it was', () => {
    const kept = granted(decideRepeal(repealProposed(), { confirmed: false, reason: '文件未生效' }, REVIEWER));
    const before = approved(seed());
    expect({ ...kept, version: before.version, change: before.change }).toEqual(before);
  });

  test('neither precedes the beginning nor prolongs what was ended', () => {
    const early = proposeRepeal(approved(seed()), { ...repeal, until: calendarDate('2021-09-01') }, CLERK);
    expect(early).toMatchObject({ ok: false, failure: [{ kind: 'invalid-value', pointer: '/until' }] });
    const ended = approved(seed({ inForceUntil: '2026-01-01' }));
    expect(proposeRepeal(ended, repeal, CLERK).ok).toBe(false);
    expect(proposeRepeal(ended, { ...repeal, until: calendarDate('2025-07-01') }, CLERK).ok).toBe(true);
  });
});

describe('ranks', () => {
  test('of the city, of memoranda and of ratings open nothing, whatever a measure asks for', () => {
    expect(RANKS.filter((rank) => !opensAnything(rank))).toEqual(['normative-document', 'memorandum', 'rating']);
    expect(RANKS.filter(opensAnything)).toEqual(OPENING_RANKS);
    for (const rank of ['normative-document', 'memorandum', 'rating'] as const) {
      expect(opens(approved(seed({ rank })), [rank], day)).toBe(false);
    }
  });

  test('stand strongest first', () => {
    const strengths = RANKS.map((rank) => RANK_DEFINITIONS[rank].strength);
    expect([...strengths].sort((a, b) => b - a)).toEqual(strengths);
  });

  test('open what needs them on days in force, and only then', () => {
    const anyDay = fc.integer({ min: -4_000, max: 4_000 }).map((days) => addDays(day, days));
    fc.assert(
      fc.property(
        fc.constantFrom(...SEEDS.instruments),
        fc.constantFrom('proposed', 'approved', 'rejected', 'repeal-proposed'),
        fc.subarray([...RANKS]),
        anyDay,
        fc.option(anyDay, { nil: undefined }),
        (submission, state, needed, on, until) => {
          const entry: Instrument = { ...proposed(submission), state, ...(until && { inForceUntil: until }) };
          const carries =
            (state === 'approved' || state === 'repeal-proposed') &&
            entry.inForceFrom <= on &&
            !(until && until <= on) &&
            needed.includes(entry.rank) &&
            !['normative-document', 'memorandum', 'rating'].includes(entry.rank);
          expect(opens(entry, needed, on)).toBe(carries);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
