import { describe, expect, it, test } from 'vitest';
import { addDays, addMonths } from '../../../shared/kernel/beijing-time.ts';
import { lawfulPublicity } from '../../../shared/records/publicity.ts';
import type { SeverityGrade } from '../../../shared/records/publicity-rules.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { type RepairQuestion, repairVerdict } from '../../../shared/repairs/repair-rule.ts';
import { penaltyRecord } from '../records/record-of.ts';
import { day } from './repairs.ts';

const NEVER = undefined;
type Row = readonly [
  decided: string,
  today: string,
  grade: SeverityGrade,
  publicFrom: string | undefined,
  leaves: string | undefined,
  repair: string,
  rule: string,
];

/** Each grade decided on either side of each change of the rules, seen on either side of it: the two rules that meet, and the earlier. */
const ROWS: readonly Row[] = [
  // The notices of 2018 and 2019 alone.
  ['2018-07-25', '2023-04-30', 'minor', '2018-07-25', '2019-07-25', '2018-10-25', '2018-07-25'],
  ['2018-07-25', '2023-04-30', 'general', '2018-07-25', '2019-07-25', '2018-10-25', '2018-07-25'],
  ['2018-07-25', '2023-04-30', 'serious', '2018-07-25', '2021-07-25', '2019-01-25', '2018-07-25'],
  // Older than every rule: by the first.
  ['2018-07-24', '2018-07-25', 'general', '2018-07-24', '2019-07-24', '2018-10-24', '2018-07-25'],
  ['2023-04-30', '2023-04-30', 'minor', '2023-04-30', '2024-04-30', '2023-07-30', '2018-07-25'],
  ['2023-04-30', '2023-04-30', 'general', '2023-04-30', '2024-04-30', '2023-07-30', '2018-07-25'],
  ['2023-04-30', '2023-04-30', 'serious', '2023-04-30', '2026-04-30', '2023-10-30', '2018-07-25'],
  // Order 58 came the day after.
  ['2023-04-30', '2023-05-01', 'minor', NEVER, NEVER, '2023-04-30', '2023-05-01'],
  ['2023-04-30', '2023-05-01', 'general', '2023-04-30', '2024-04-30', '2023-07-30', '2023-05-01'],
  ['2023-04-30', '2023-05-01', 'serious', '2023-04-30', '2026-04-30', '2023-10-30', '2018-07-25'],
  // Order 58 alone.
  ['2023-05-01', '2023-05-01', 'minor', NEVER, NEVER, '2023-05-01', '2023-05-01'],
  ['2023-05-01', '2026-03-31', 'general', '2023-05-01', '2026-05-01', '2023-08-01', '2023-05-01'],
  ['2023-05-01', '2026-03-31', 'serious', '2023-05-01', '2026-05-01', '2024-05-01', '2023-05-01'],
  ['2026-03-31', '2026-03-31', 'minor', NEVER, NEVER, '2026-03-31', '2023-05-01'],
  ['2026-03-31', '2026-03-31', 'general', '2026-03-31', '2029-03-31', '2026-06-30', '2023-05-01'],
  ['2026-03-31', '2026-03-31', 'serious', '2026-03-31', '2029-03-31', '2027-03-31', '2023-05-01'],
  // Order 36 came the day after: the shorter term of the two, the earlier repair.
  ['2018-07-25', '2026-04-01', 'serious', '2018-07-25', '2021-07-25', '2019-01-25', '2018-07-25'],
  ['2023-04-30', '2026-04-01', 'minor', '2023-04-30', '2023-07-30', '2023-04-30', '2026-04-01'],
  ['2023-04-30', '2026-04-01', 'serious', '2023-04-30', '2026-04-30', '2023-10-30', '2018-07-25'],
  ['2023-05-01', '2026-04-01', 'general', '2023-05-01', '2024-05-01', '2023-08-01', '2026-04-01'],
  ['2026-03-31', '2026-04-01', 'minor', NEVER, NEVER, '2026-03-31', '2026-04-01'],
  ['2026-03-31', '2026-04-01', 'general', '2026-03-31', '2027-03-31', '2026-06-30', '2026-04-01'],
  ['2026-03-31', '2026-04-01', 'serious', '2026-03-31', '2029-03-31', '2027-03-31', '2026-04-01'],
  // Order 36 alone; the last day of a month that has no such day.
  ['2026-04-01', '2026-04-01', 'minor', '2026-04-01', '2026-07-01', '2026-04-01', '2026-04-01'],
  ['2026-04-01', '2026-04-01', 'general', '2026-04-01', '2027-04-01', '2026-07-01', '2026-04-01'],
  ['2026-04-01', '2026-04-01', 'serious', '2026-04-01', '2029-04-01', '2027-04-01', '2026-04-01'],
  ['2026-11-30', '2026-12-01', 'general', '2026-11-30', '2027-11-30', '2027-02-28', '2026-04-01'],
];

/** Taken in while its rule was new: what is older than retention is not taken in today, but may be here. */
const penalty = (decided: string, grade: SeverityGrade): CreditRecord => {
  const disclosure = { public: true, basis: '行政处罚法第四十八条', socialImpact: '公众关注', necessity: '确有必要' };
  const decidedOn = '2026-11-02';
  const taken = penaltyRecord({ severity: { grade, criterion: '标准' }, disclosure: { ...disclosure, decidedOn } });
  return { ...taken, decisionDate: day(decided) };
};

const asked = (override: Partial<RepairQuestion>): RepairQuestion => ({
  kind: 'administrative-penalty',
  department: 'market-regulation',
  grade: 'general',
  decisionDate: day('2026-08-03'),
  today: day('2026-11-10'),
  ...override,
});

describe('a penalty, by the rule of its day and of the day on which it is looked at', () => {
  test.each(ROWS)('%s seen on %s, %s: public from %s until %s, repair from %s by the rule of %s', (...row) => {
    const [decided, today, grade, from, until, repair, rule] = row;
    const record = penalty(decided, grade);
    const publicity = lawfulPublicity(record, day(today));
    expect([publicity?.from, publicity?.until]).toEqual([from, until]);
    const question = asked({ grade, decisionDate: record.decisionDate, today: day(today) });
    expect(repairVerdict(question)).toMatchObject({
      by: 'authority',
      earliest: { date: repair, ruleVersion: rule, established: true },
    });
  });
});

describe('a listing', () => {
  const listing = (department: string, decisionDate: string, today: string) =>
    repairVerdict(
      asked({
        kind: 'serious-untrustworthiness-listing',
        grade: undefined,
        department,
        decisionDate: day(decisionDate),
        today: day(today),
      }),
    );

  it('is repaired by the list’s own rule, or as serious information where that is not established, and says so', () => {
    expect(listing('market-regulation', '2025-11-11', '2026-11-10')).toMatchObject({
      earliest: { date: '2026-11-11', ruleVersion: '2021-09-01', established: false },
    });
    expect(listing('human-resources', '2025-11-11', '2026-11-10')).toMatchObject({
      earliest: { date: '2026-11-11', ruleVersion: '2026-04-01', established: false },
    });
  });

  it('from before its own rule goes by the general one', () => {
    expect(listing('market-regulation', '2021-08-31', '2021-08-31')).toMatchObject({
      earliest: { date: '2022-08-31', ruleVersion: '2026-04-01' },
    });
  });
});

describe('what is not repaired here', () => {
  it.each(['administrative-licence', 'honour', 'rating', 'praise', 'toString', '__proto__'])('%s: nothing', (kind) => {
    expect(repairVerdict(asked({ kind }))).toEqual({ by: 'nobody' });
  });

  it('a penalty whose grade is not stated: no rule says when', () => {
    expect(repairVerdict(asked({ grade: undefined }))).toEqual({ by: 'nobody' });
  });

  it('the courts’ list, and what a court found: only by the court', () => {
    for (const kind of ['court-defaulter', 'joint-case']) {
      expect(repairVerdict(asked({ kind, department: 'court', grade: undefined }))).toMatchObject({ by: 'court' });
    }
  });
});

test('what may be repaired on a day may be repaired on every later one, whatever rules come', () => {
  const changes = ['2018-07-25', '2023-05-01', '2026-04-01'].flatMap((change) => [
    addDays(day(change), -1),
    day(change),
  ]);
  for (const decisionDate of [...changes, day('2024-02-29')]) {
    for (const grade of ['minor', 'general', 'serious'] as const) {
      let opened = false;
      for (let month = 0; month < 100; month += 1) {
        const today = addMonths(decisionDate, month);
        const verdict = repairVerdict(asked({ grade, decisionDate, today }));
        const open = verdict.by === 'authority' && verdict.earliest.date <= today;
        expect(opened && !open, `${grade} of ${decisionDate} on ${today}`).toBe(false);
        opened ||= open;
      }
      expect(opened).toBe(true);
    }
  }
});
