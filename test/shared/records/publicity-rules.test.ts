import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { mayBePublic, publicityTerm, type SeverityGrade } from '../../../shared/records/publicity-rules.ts';
import rules from '../../../shared/records/rule-versions.json' with { type: 'json' };

const term = (kind: string, decisionDate: string, today: string, grade?: SeverityGrade) => {
  const found = publicityTerm({ kind, grade, decisionDate: calendarDate(decisionDate), today: calendarDate(today) });
  if (found === undefined) throw new Error(`no term for ${kind}`);
  return found;
};
const penalty = (grade: SeverityGrade, decisionDate: string, today: string) =>
  term('administrative-penalty', decisionDate, today, grade);
const penalties = rules['administrative-penalty'];

interface Term {
  readonly publicByDefault: boolean;
  readonly publicIfNecessary: boolean;
  readonly minMonths: number | null;
  readonly maxMonths: number | null;
  readonly about: { readonly zh: string; readonly en: string };
}

interface Version {
  readonly grades?: Record<SeverityGrade, Term>;
  readonly term?: Term;
}

const grades: readonly SeverityGrade[] = ['minor', 'general', 'serious'];
const anyDay = fc.integer({ min: 0, max: 5_000 }).map((days) => addDays(calendarDate('2018-07-25'), days));

describe('the rule versions', () => {
  test('follow each other without gap or overlap, the last one open', () => {
    for (const versions of Object.values<readonly { from: string; to: string | null }[]>(rules)) {
      const ends = versions.map(({ to }) => to);
      expect(ends.at(-1)).toBeNull();
      versions.slice(1).forEach(({ from }, i) => {
        expect(from).toBe(addDays(calendarDate(String(ends[i])), 1));
      });
    }
  });

  test('name terms that fit together, and a basis in both languages', () => {
    const versions: readonly Version[] = Object.values<readonly Version[]>(rules).flat();
    const all = versions.flatMap(({ grades: byGrade, term: one }) => [
      ...Object.values(byGrade ?? {}),
      ...(one ? [one] : []),
    ]);
    expect(all).toHaveLength(14);
    for (const rule of all) {
      expect(rule.minMonths ?? 0).toBeLessThanOrEqual(rule.maxMonths ?? 9_999);
      expect(rule.publicByDefault && rule.publicIfNecessary).toBe(false);
      expect((rule.maxMonths ?? 1) > 0).toBe(rule.publicByDefault || rule.publicIfNecessary);
      expect(rule.about.zh && rule.about.en).toBeTruthy();
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
  const ruleOn = (date: string) => penalties.findLast(({ from }) => from <= date);
  fc.assert(
    fc.property(fc.constantFrom(...grades), anyDay, fc.nat({ max: 2_000 }), (grade, decisionDate, later) => {
      const today = addDays(decisionDate, later);
      const found = penalty(grade, decisionDate, today);
      expect(found.publicByDefault && found.needsNecessity).toBe(false);
      for (const version of [ruleOn(decisionDate), ruleOn(today)]) {
        const rule = version?.grades[grade];
        if (rule === undefined) throw new Error(`no rule on ${decisionDate} or ${today}`);
        expect((found.publicUntil ?? '9') <= addMonths(decisionDate, rule.maxMonths)).toBe(true);
        expect((found.earliestRepair ?? '9') <= addMonths(decisionDate, rule.minMonths)).toBe(true);
        if (found.publicByDefault) expect(rule.publicByDefault).toBe(true);
        if (found.needsNecessity) expect(rule.publicByDefault || rule.publicIfNecessary).toBe(true);
      }
      if (!found.publicByDefault && !found.needsNecessity) expect(found.publicUntil).toBe(decisionDate);
      expect(
        decisionDate <= (found.earliestRepair ?? '') && (found.earliestRepair ?? '') <= (found.publicUntil ?? ''),
      ).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

describe('a kind whose records state no grade', () => {
  test('a licence or an honour has no end by the rule, and nothing to repair', () => {
    for (const kind of ['administrative-licence', 'honour'])
      expect(term(kind, '2015-03-01', '2026-11-22')).toMatchObject({
        publicByDefault: true,
        publicUntil: null,
        earliestRepair: null,
      });
  });

  test('a judgment defaulter is public for two years, a listing for three, whenever they were decided', () => {
    expect(term('court-defaulter', '2016-02-29', '2026-11-22').publicUntil).toBe('2018-02-28');
    expect(term('court-defaulter', '2026-11-02', '2026-11-22').publicUntil).toBe('2028-11-02');
    for (const decided of ['2024-11-02', '2026-11-02'])
      expect(term('serious-untrustworthiness-listing', decided, '2026-11-22')).toMatchObject({
        publicUntil: `${Number(decided.slice(0, 4)) + 3}-11-02`,
        earliestRepair: `${Number(decided.slice(0, 4)) + 1}-11-02`,
        ruleVersion: '2026-04-01',
      });
  });

  test('has no term where there is no rule, nor where a grade is wanted and none is stated', () => {
    const dates = { decisionDate: calendarDate('2026-11-02'), today: calendarDate('2026-11-22') };
    for (const kind of ['rating', 'praise', 'toString', '__proto__', 'administrative-penalty'])
      expect(publicityTerm({ kind, ...dates })).toBeUndefined();
    expect(['rating', 'toString', '__proto__'].filter(mayBePublic)).toEqual([]);
  });
});
