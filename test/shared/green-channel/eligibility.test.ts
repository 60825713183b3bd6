import { describe, expect, it } from 'vitest';
import { NOTHING_KNOWN } from '../../../shared/green-channel/counting.ts';
import { eligibilityOf } from '../../../shared/green-channel/eligibility.ts';
import { greenChannelRuleOn } from '../../../shared/green-channel/rules.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { findOutcome } from '../../../shared/records/outcome.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { commitment, courtDefaulter, honour, licence, listing, penalty, rating } from '../../builders/submissions.ts';
import { servedCase } from '../../functions/support/case-builders.ts';
import { officer, recordOf } from '../records/record-of.ts';

const TODAY = calendarDate('2026-11-23');
const day = calendarDate;

/** A licence of 2020: the register has known the subject for long. */
const KNOWN = recordOf(licence({ documentNumber: '许一号', decisionDate: '2020-05-06' }, { validFrom: '2020-05-06' }));

const fine = (decisionDate: string, override: object = {}, content: object = {}): CreditRecord => ({
  ...recordOf(penalty({ severity: { grade: 'serious', criterion: '标准' }, ...override }, { ...content }), {
    today: day('2026-11-23'),
  }),
  decisionDate: day(decisionDate),
});

const on = (records: readonly CreditRecord[], today = TODAY, cases: readonly ReturnType<typeof servedCase>[] = []) =>
  eligibilityOf({ ...NOTHING_KNOWN, records: [KNOWN, ...records], cases }, today);
const isGreen = (records: readonly CreditRecord[], today = TODAY): boolean => on(records, today).eligible;

describe('three clean years', () => {
  it('are those of a subject that the register has known for as long', () => {
    expect(isGreen([])).toBe(true);
    expect(on([])).toMatchObject({ honours: [], counting: [], knownSince: '2020-05-06', knownLongEnough: true });
  });

  it('cannot be said of whom the register knows nothing, or too little', () => {
    const of = (...records: readonly CreditRecord[]) => eligibilityOf({ ...NOTHING_KNOWN, records }, TODAY);
    expect(of()).toMatchObject({ eligible: false, knownSince: undefined });
    const since = (decisionDate: string) => ({ ...KNOWN, decisionDate: day(decisionDate) });
    expect(of(since('2023-11-23')).eligible).toBe(true);
    expect(of(since('2023-11-24'))).toMatchObject({ eligible: false, knownLongEnough: false });
    expect(of({ ...KNOWN, state: 'ended' }).eligible).toBe(false);
    expect(of({ ...KNOWN, holds: ['name-differs'], state: 'held' }).eligible).toBe(false);
    expect(of(fine('2020-01-01')).eligible).toBe(false);
    // A rating is an opinion, and an input to nothing (I9).
    expect(of({ ...recordOf(rating(), { today: TODAY }), decisionDate: day('2020-01-01') }).eligible).toBe(false);
  });

  it('end with a decision against the subject, from its day to the corresponding day three years later', () => {
    expect(isGreen([fine('2026-11-23')])).toBe(false);
    expect(isGreen([fine('2023-11-24')])).toBe(false);
    expect(isGreen([fine('2023-11-23')])).toBe(true);
    expect(isGreen([fine('2024-02-29')], day('2027-02-27'))).toBe(false);
    expect(isGreen([fine('2024-02-29')], day('2027-02-28'))).toBe(true);
  });

  it('count from the decision, not from the act', () => {
    expect(isGreen([{ ...fine('2026-01-05'), actDate: day('2022-01-05') }])).toBe(false);
    // But nothing counts five years after the act itself was over.
    expect(isGreen([{ ...fine('2026-01-05'), actDate: day('2021-11-23') }])).toBe(true);
    expect(isGreen([{ ...fine('2022-01-05'), actDate: day('2026-01-05') }])).toBe(true);
  });

  it('count nothing beyond its own lawful term, though the three years are not over', () => {
    const general = { severity: { grade: 'general', criterion: '标准' } };
    // Order 36: a general case is known for a year at most.
    expect(isGreen([fine('2025-11-24', general)])).toBe(false);
    expect(isGreen([fine('2025-11-23', general)])).toBe(true);
    // A minor case need not be known at all.
    expect(
      isGreen([fine('2026-11-02', { severity: { grade: 'minor', criterion: '标准' }, disclosure: undefined })]),
    ).toBe(true);
    expect(isGreen([recordOf(courtDefaulter({}, { performance: '全部已履行' }), { today: TODAY })])).toBe(true);
    expect(isGreen([recordOf(courtDefaulter(), { today: TODAY })])).toBe(false);
    expect(isGreen([recordOf(listing({}, { validTo: '2026-11-22' }), { today: TODAY })])).toBe(true);
    expect(isGreen([recordOf(listing({}, { validTo: '2026-11-23' }), { today: TODAY })])).toBe(false);
  });

  it.each<readonly [string, Partial<CreditRecord>]>([
    ['ended, be it repaired or revoked', { state: 'ended' }],
    ['held', { state: 'held', holds: ['name-differs'] }],
    [
      'standing still',
      {
        suspension: {
          ground: 'court',
          document: '文',
          reason: '由',
          department: 'court',
          officer: 'a',
          since: KNOWN.receivedAt,
        },
      },
    ],
    [
      'under an objection past its day',
      {
        objection: {
          id: 'o',
          filedOn: day('2026-11-01'),
          decideBy: day('2026-11-20'),
          suspendsFrom: day('2026-11-23'),
        },
      },
    ],
  ])('count nothing that is %s', (_, marks) => {
    expect(isGreen([{ ...fine('2026-11-02'), ...marks }])).toBe(true);
  });

  it('count what is objected to until its objection is overdue', () => {
    const objection = {
      id: 'o',
      filedOn: day('2026-11-01'),
      decideBy: day('2026-11-23'),
      suspendsFrom: day('2026-11-24'),
    };
    expect(isGreen([{ ...fine('2026-11-02'), objection }])).toBe(false);
    expect(isGreen([{ ...fine('2026-11-02'), objection }], day('2026-11-24'))).toBe(true);
  });

  it('count what was withdrawn only once a second officer confirmed it', () => {
    expect(isGreen([{ ...fine('2026-11-02'), state: 'withdrawal-proposed' }])).toBe(false);
  });

  it('count a commitment from the day on which it was found broken, and for a year', () => {
    const promised = recordOf(
      commitment({ decisionDate: '2024-01-05', documentNumber: '21029920240105000001' }, { validTo: undefined }),
    );
    const found = (status: string, today: string) => {
      const submission = { status, foundOn: day('2026-03-02'), unperformed: '未补交', liability: '已约谈' };
      const next = findOutcome(promised, submission, { by: officer('b'), today: TODAY, writers: [] });
      if (!next.ok) throw new Error(JSON.stringify(next.failure));
      return on([next.value], day(today));
    };
    expect(isGreen([promised])).toBe(true);
    expect(found('全部履行', '2026-11-23').eligible).toBe(true);
    expect(found('部分履行', '2027-03-01')).toMatchObject({
      eligible: false,
      counting: [{ kind: 'commitment', decidedOn: '2026-03-02', until: '2027-03-02' }],
    });
    expect(found('部分履行', '2027-03-02').eligible).toBe(true);
  });

  it('say what counts and until when, newest first', () => {
    expect(on([fine('2025-01-31'), fine('2026-08-31')]).counting).toMatchObject([
      { what: 'record', decidedOn: '2026-08-31', until: '2029-08-31', documentNumber: '庄市监罚〔2026〕101号' },
      { decidedOn: '2025-01-31', until: '2028-01-31' },
    ]);
  });
});

describe('a joint case', () => {
  const listed = (over: Partial<ReturnType<typeof servedCase>> = {}) => ({
    ...servedCase(),
    state: 'dispatched' as const,
    ...over,
  });

  it('counts once it was served and while it lists its subject, whether a record was posted or not', () => {
    expect(on([], TODAY, [listed()])).toMatchObject({ eligible: false, counting: [{ what: 'case' }] });
    expect(on([], TODAY, [listed({ state: 'served' })]).eligible).toBe(false);
    for (const state of ['proposed', 'noticed', 'decided', 'suspended', 'ended'] as const)
      expect(on([], TODAY, [listed({ state })]).eligible, state).toBe(true);
    expect(on([], TODAY, [listed({ effect: 'incentive' })]).eligible).toBe(true);
    const { decision } = listed();
    if (decision === undefined) throw new Error('a dispatched case was decided');
    expect(on([], TODAY, [listed({ decision: { ...decision, listedUntil: TODAY } })]).eligible).toBe(true);
  });
});

describe('a model of honesty', () => {
  const model = (content: object = {}, over: Partial<CreditRecord> = {}) => ({
    ...recordOf(honour({}, { validFrom: '2026-11-06', ...content }), { today: TODAY }),
    ...over,
  });
  const of = (record: CreditRecord, today = TODAY) => eligibilityOf({ ...NOTHING_KNOWN, records: [record] }, today);

  it('has the green channel though it is known for a day, through the last day of the honour', () => {
    expect(of(model({ validTo: '2026-11-23' }))).toMatchObject({
      eligible: true,
      honours: [{ listName: '诚信典型', until: '2026-11-24' }],
    });
    expect(of(model({ validTo: '2026-11-22' })).eligible).toBe(false);
    expect(of(model({ validTo: undefined })).eligible).toBe(true);
  });

  it('has it not before the honour begins, nor after it ended, nor while that is held or stands still', () => {
    expect(of(model({ validFrom: '2026-11-24' })).eligible).toBe(false);
    expect(of(model({}, { state: 'ended' })).eligible).toBe(false);
    expect(of(model({}, { holds: ['name-differs'], state: 'held' })).eligible).toBe(false);
  });
});

describe('the rule', () => {
  it('is that of the day, and there is none before the policy', () => {
    expect(greenChannelRuleOn(TODAY)).toMatchObject({ cleanMonths: 36, knownMonths: 36 });
    expect(() => greenChannelRuleOn(day('2017-08-06'))).toThrow(RangeError);
  });
});
