import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { publicityTerm, type SeverityGrade } from '../../../shared/records/publicity-rules.ts';
import rules from '../../../shared/records/rule-versions.json' with { type: 'json' };

const penalty = (grade: SeverityGrade, decisionDate: string, today: string) =>
  publicityTerm({
    kind: 'administrative-penalty',
    grade,
    decisionDate: calendarDate(decisionDate),
    today: calendarDate(today),
  });

const grades: readonly SeverityGrade[] = ['minor', 'general', 'serious'];
const anyDay = fc.integer({ min: 0, max: 5_000 }).map((days) => addDays(calendarDate('2018-07-25'), days));

describe('the rule versions', () => {
  test('follow each other without gap or overlap, the last one open', () => {
    const ends = rules.penalties.map(({ to }) => to);
    expect(ends.at(-1)).toBeNull();
    rules.penalties.slice(1).forEach(({ from }, i) => {
      expect(from).toBe(addDays(calendarDate(String(ends[i])), 1));
    });
  });

  test('name terms that fit together, and a basis in both languages', () => {
    for (const { grades: byGrade } of rules.penalties) {
      for (const rule of Object.values(byGrade)) {
        expect(rule.minMonths).toBeLessThanOrEqual(rule.maxMonths);
        expect(rule.publicByDefault && rule.publicIfNecessary).toBe(false);
        expect(rule.maxMonths > 0).toBe(rule.publicByDefault || rule.publicIfNecessary);
        expect(rule.basis.zh && rule.basis.en).toBeTruthy();
      }
    }
  });
});

describe('a penalty under the rules of 2026', () => {
  test.each<[SeverityGrade, boolean, boolean, string, string]>([
    ['minor', false, true, '2026-05-20', '2026-08-20'],
    ['general', true, false, '2026-08-20', '2027-05-20'],
    ['serious', true, false, '2027-05-20', '2029-05-20'],
  ])(
    'of grade %s: public %s, if necessary %s, repair from %s, public until %s',
    (grade, byDefault, ifNecessary, repair, until) => {
      expect(penalty(grade, '2026-05-20', '2026-05-21')).toMatchObject({
        ruleVersion: '2026-04-01',
        publicByDefault: byDefault,
        needsNecessity: ifNecessary,
        earliestRepair: repair,
        publicUntil: until,
      });
    },
  );

  test('ends on the last day of a month that has no such day', () => {
    expect(penalty('minor', '2026-11-30', '2026-12-01').publicUntil).toBe('2027-02-28');
    expect(penalty('general', '2028-02-29', '2028-03-01').publicUntil).toBe('2029-02-28');
  });

  test('names its basis', () => {
    expect(penalty('serious', '2026-05-20', '2026-05-21').basis.zh).toContain('令第36号');
  });
});

describe('a penalty decided under an older rule', () => {
  test.each<[string, SeverityGrade, string, string, string, string, string]>([
    ['today’s shorter term ends it', 'general', '2026-03-31', '2026-04-01', '2026-06-30', '2027-03-31', '2026-04-01'],
    [
      'until today’s rule came its own held',
      'general',
      '2026-03-31',
      '2026-03-31',
      '2026-06-30',
      '2029-03-31',
      '2023-05-01',
    ],
    ['its own shorter term ends it', 'general', '2023-04-30', '2025-01-01', '2023-07-30', '2024-04-30', '2018-07-25'],
    ['the earlier repair stands', 'serious', '2023-04-30', '2026-05-01', '2023-10-30', '2026-04-30', '2026-04-01'],
    [
      'with equal terms today’s rule is cited',
      'serious',
      '2026-03-31',
      '2026-05-01',
      '2027-03-31',
      '2029-03-31',
      '2026-04-01',
    ],
    [
      'before any rule the first one is asked',
      'general',
      '2017-09-01',
      '2018-08-01',
      '2017-12-01',
      '2018-09-01',
      '2018-07-25',
    ],
  ])('%s', (_, grade, decisionDate, today, earliestRepair, publicUntil, ruleVersion) => {
    expect(penalty(grade, decisionDate, today)).toMatchObject({
      publicByDefault: true,
      needsNecessity: false,
      earliestRepair,
      publicUntil,
      ruleVersion,
    });
  });

  test('stays out of sight if its own rule kept it so, though today’s would allow it for a reason', () => {
    expect(penalty('minor', '2026-03-31', '2026-04-01')).toMatchObject({
      publicByDefault: false,
      needsNecessity: false,
      publicUntil: '2026-03-31',
      ruleVersion: '2023-05-01',
    });
  });

  test('needs a reason if today’s rule asks for one, though its own did not', () => {
    expect(penalty('minor', '2023-04-30', '2026-04-01')).toMatchObject({
      publicByDefault: false,
      needsNecessity: true,
      publicUntil: '2023-07-30',
    });
  });
});

test('no penalty is public longer, or on easier terms, than either rule allows', () => {
  const ruleOn = (date: string) => rules.penalties.findLast(({ from }) => from <= date);
  fc.assert(
    fc.property(fc.constantFrom(...grades), anyDay, fc.nat({ max: 2_000 }), (grade, decisionDate, later) => {
      const today = addDays(decisionDate, later);
      const term = penalty(grade, decisionDate, today);
      expect(term.publicByDefault && term.needsNecessity).toBe(false);
      for (const version of [ruleOn(decisionDate), ruleOn(today)]) {
        const rule = version?.grades[grade];
        if (rule === undefined) throw new Error(`no rule on ${decisionDate} or ${today}`);
        expect((term.publicUntil ?? '9') <= addMonths(decisionDate, rule.maxMonths)).toBe(true);
        expect((term.earliestRepair ?? '9') <= addMonths(decisionDate, rule.minMonths)).toBe(true);
        if (term.publicByDefault) expect(rule.publicByDefault).toBe(true);
        if (term.needsNecessity) expect(rule.publicByDefault || rule.publicIfNecessary).toBe(true);
      }
      if (!term.publicByDefault && !term.needsNecessity) expect(term.publicUntil).toBe(decisionDate);
      expect(
        decisionDate <= (term.earliestRepair ?? '') && (term.earliestRepair ?? '') <= (term.publicUntil ?? ''),
      ).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe('a licence', () => {
  const licence = (validUntil: string | null) =>
    publicityTerm({
      kind: 'administrative-licence',
      validUntil: validUntil === null ? null : calendarDate(validUntil),
      decisionDate: calendarDate('2015-03-01'),
      today: calendarDate('2026-11-22'),
    });

  test('is public through its last day', () => {
    expect(licence('2027-02-28')).toMatchObject({
      publicByDefault: true,
      needsNecessity: false,
      publicUntil: '2027-03-01',
    });
  });

  test('without an end is public without an end, and has nothing to repair', () => {
    expect(licence(null)).toMatchObject({ publicUntil: null, earliestRepair: null, ruleVersion: '2004-07-01' });
  });
});
