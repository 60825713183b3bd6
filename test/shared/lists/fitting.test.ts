import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { RESPONSIBLE_CLASSES } from '../../../shared/lists/entry.ts';
import { type Addressee, fittingMeasures, openingBases } from '../../../shared/lists/fitting.ts';
import { Measure } from '../../../shared/lists/measure.ts';
import { SUBJECT_CATEGORIES } from '../../../shared/subjects/subject.ts';
import { APPROVED, PROPOSED, SEEDS } from './seeds.ts';

const today = calendarDate('2026-11-23');
const { behaviours, measures } = SEEDS;
const FIRM: Addressee = { category: 'organisation' };
const PRINCIPAL: Addressee = { category: 'person', responsibleClass: 'principal' };

const offered = (code: string, addressee: Addressee = FIRM, instruments = APPROVED, day = today) => {
  const behaviour = behaviours.find((entry) => entry.code === code);
  if (behaviour === undefined) throw new Error(`no behaviour ${code}`);
  return fittingMeasures({ behaviour, measures, addressee, instruments, day }).map((measure) => measure.code);
};

describe('the measures offered', () => {
  test('for wage arrears are those of the wage regulation and those of every field', () => {
    const codes = offered('wage-arrears');
    for (const code of ['wage-arrears-procurement-limits', 'fiscal-funds-limits', 'key-supervision']) {
      expect(codes).toContain(code);
    }
    for (const code of ['bid-ban-collusion', 'food-trade-ban', 'green-channel']) expect(codes).not.toContain(code);
  });

  test('that answer to one behaviour are not offered for another of its field', () => {
    expect(offered('food-licence-revoked')).toContain('food-trade-ban');
    expect(offered('food-licence-revoked')).not.toContain('drug-trade-ban');
    expect(offered('bid-collusion')).toContain('bid-ban-collusion');
    expect(offered('bid-collusion')).not.toContain('bid-ban-fraud');
  });

  test('for a responsible person are only those of a class that a law names for the behaviour', () => {
    expect(offered('work-safety-violation', PRINCIPAL)).toEqual(['office-ban-work-safety']);
    expect(offered('tax-evasion', PRINCIPAL)).toEqual([]);
    expect(offered('judgment-defaulter', PRINCIPAL)).toEqual([]);
    const representative: Addressee = { category: 'person', responsibleClass: 'legal-representative' };
    expect(offered('work-safety-violation', representative)).toEqual([]);
    expect(offered('wage-arrears', representative)).toEqual(['wage-arrears-awards-limits']);
  });

  test('for an honest subject are incentives only, and for a person as such none of an organisation', () => {
    const codes = offered('model-of-honesty');
    expect(codes).toContain('green-channel');
    expect(codes).not.toContain('tender-bonus-points');
    expect(codes.every((code) => measures.find((entry) => entry.code === code)?.effect === 'incentive')).toBe(true);
    expect(offered('wage-arrears', { category: 'person' })).toEqual([]);
  });

  test('are none while the bases only wait for the legal reviewer', () => {
    for (const { code } of behaviours) expect(offered(code, FIRM, PROPOSED)).toEqual([]);
  });

  test('are none before a basis is in force, nor from its end on', () => {
    expect(offered('wage-arrears', FIRM, APPROVED, calendarDate('2020-04-30'))).toEqual([]);
    const first = offered('wage-arrears', FIRM, APPROVED, calendarDate('2020-05-01'));
    expect(first).toContain('wage-arrears-procurement-limits');
    const regulation = APPROVED.get('wage-payment-regulation-48');
    if (regulation === undefined) throw new Error('no regulation');
    const ended = new Map([...APPROVED, [regulation.code, { ...regulation, inForceUntil: today }]]);
    expect(offered('wage-arrears', FIRM, ended)).not.toContain('wage-arrears-procurement-limits');
  });

  test('rest on bases that carry them, and none on the policy of the city', () => {
    for (const measure of measures.filter(({ usable }) => usable === true)) {
      const bases = openingBases(measure, APPROVED, today);
      expect(bases.length, measure.code).toBeGreaterThan(0);
      expect(
        bases.filter((code) => code.startsWith('zhuanghe')),
        measure.code,
      ).toEqual([]);
    }
  });

  test('are some for every usable behaviour, and never an entry that cannot be used', () => {
    for (const { code, usable } of behaviours) expect(offered(code).length > 0, code).toBe(usable === true);
    fc.assert(
      fc.property(
        fc.constantFrom(...behaviours),
        fc.constantFrom(...SUBJECT_CATEGORIES),
        fc.option(fc.constantFrom(...RESPONSIBLE_CLASSES), { nil: undefined }),
        fc.integer({ min: -9_000, max: 3_000 }).map((days) => addDays(today, days)),
        (behaviour, category, responsibleClass, day) => {
          const addressee = { category, ...(responsibleClass && { responsibleClass }) };
          for (const measure of fittingMeasures({ behaviour, measures, addressee, instruments: APPROVED, day })) {
            expect(behaviour.usable === true && measure.usable === true).toBe(true);
            expect(measure.effect).toBe(behaviour.effect);
            const ranks = openingBases(measure, APPROVED, day).map((code) => APPROVED.get(code)?.rank);
            expect(ranks.length).toBeGreaterThan(0);
            const strong = ranks.every((rank) => rank === 'law' || rank === 'administrative-regulation');
            if (measure.national?.kind === 'A') expect(strong).toBe(true);
            const named = behaviour.persons?.map((person) => person.class) ?? [];
            if (responsibleClass) expect(named).toContain(responsibleClass);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a measure', () => {
  const wrongPlaces = (code: string, changes: object) =>
    Measure.safeParse({ ...measures.find((entry) => entry.code === code), ...changes }).error?.issues.map(({ path }) =>
      path.join('/'),
    );
  const nobody = { organisations: false, soleTraders: false, persons: false, responsibleClasses: [] };

  test.each<[string, string, object, string]>([
    ['obliges no private body', 'credit-report-entry', { obligation: 'obligatory' }, 'obligation'],
    ['obliges no association', 'association-warning', { obligation: 'obligatory' }, 'obligation'],
    ['is no matter of an authority’s will', 'key-supervision', { obligation: 'voluntary', binds: [] }, 'obligation'],
    ['of a private body binds no decision', 'credit-report-entry', { binds: ['bid-evaluation'] }, 'binds'],
    ['that bans needs a law or regulation', 'procurement-ban', { neededRanks: ['departmental-rule'] }, 'neededRanks'],
    ['rests on no rank that opens nothing', 'key-supervision', { neededRanks: ['memorandum'] }, 'neededRanks/0'],
    [
      'bears the kind of its item',
      'key-supervision',
      { national: { item: 'key-supervision', kind: 'A' } },
      'national/kind',
    ],
    ['names an item of the list', 'key-supervision', { national: { item: 'photo-wall', kind: 'B' } }, 'national/item'],
    ['not on the national list cannot be used', 'association-warning', { usable: true }, 'national'],
    ['has bounds in order', 'key-supervision', { term: { minMonths: 24, maxMonths: 12 } }, 'term/maxMonths'],
    ['has an end', 'key-supervision', { term: { minMonths: 12, maxMonths: 1_200 } }, 'term/maxMonths'],
    ['is for somebody', 'office-ban-work-safety', { appliesTo: nobody }, 'appliesTo'],
    ['that cannot be used says why', 'franchise-limits', { usable: false }, 'usable'],
    ['knows no score', 'key-supervision', { score: 10 }, ''],
  ])('%s', (_, code, changes, path) => {
    expect(wrongPlaces(code, {})).toBeUndefined();
    expect(wrongPlaces(code, changes)).toContain(path);
  });
});
