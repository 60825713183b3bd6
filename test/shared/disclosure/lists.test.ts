import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsIn, ListIndex, listContent, listIndex, listOf, rowOf } from '../../../shared/disclosure/lists.ts';
import { NO_REFRESH, portions, refreshes } from '../../../shared/disclosure/refresh.ts';
import { entryOf, penalty } from './support/register.ts';

const NAMES = {
  kindLabel: (kind: string) => ({ zh: kind, en: kind }),
  departmentLabel: (code: string) => (code === 'tax' ? { zh: '税务局', en: 'Tax' } : undefined),
};

const fieldsOf = (fields: object) => ({
  ...entryOf(penalty('a')),
  fields: { kind: 'honour', departmentCode: 'tax', ...fields },
});

describe('the list of an entry', () => {
  it('is that of its kind, its department and the month of its decision', () => {
    expect(listOf(entryOf(penalty('a')))).toBe('administrative-penalty/market/2026-10');
    expect(listOf(fieldsOf({ publicFrom: '2026-12-01' }))).toBe('honour/tax/2026-12');
  });

  it('is none where a name could lead to another file', () => {
    for (const departmentCode of ['', '../x', 'a/b', 'A', 'tax.json', 'tax\n'])
      expect(listOf(fieldsOf({ departmentCode, decisionDate: '2026-12-01' })), departmentCode).toBeUndefined();
    for (const decisionDate of ['', '2026', '../../..-01', '2026-12-01T00:00'])
      expect(listOf(fieldsOf({ decisionDate })), decisionDate).toBeUndefined();
  });

  it('shows of the entry no field but those that lists show, the newest entry first', () => {
    const rows = ['2026-01-05', '2026-01-31', '2026-01-07'].map((decisionDate, at) =>
      rowOf(entryOf(penalty(String(at), { fields: { decisionDate } }))),
    );
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'publicId',
      'subjectName',
      'unifiedSocialCreditCode',
      'documentNumber',
      'decisionDate',
      'publicUntil',
    ]);
    const days = listContent(rows).rows.map(({ decisionDate }) => decisionDate);
    expect(days).toEqual(['2026-01-31', '2026-01-07', '2026-01-05']);
  });
});

describe("the index of a kind's lists", () => {
  const list = fc
    .tuple(fc.constantFrom('honour', 'commitment'), fc.constantFrom('tax', 'x'), fc.constantFrom('2026-01', '2025-12'))
    .map((parts) => parts.join('/'));

  it('states how many entries stand in each list of the kind, and none that is empty', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(list, fc.nat(3)), { selector: ([name]) => name }), (pairs) => {
        const due = pairs.filter(([name, count]) => name.startsWith('honour/') && count > 0);
        const index = listIndex('honour', new Map(pairs), NAMES);
        expect(index === undefined).toBe(due.length === 0);
        if (index) expect([...countsIn(ListIndex.parse(JSON.parse(JSON.stringify(index))))].sort()).toEqual(due.sort());
      }),
    );
  });

  it('names departments that are known, and has their newest month first', () => {
    const counts = new Map([
      ['honour/x/2026-01', 1],
      ['honour/tax/2025-12', 2],
      ['honour/tax/2026-01', 3],
    ]);
    expect(listIndex('honour', counts, NAMES)).toEqual({
      kind: 'honour',
      label: { zh: 'honour', en: 'honour' },
      departments: [
        {
          code: 'tax',
          name: { zh: '税务局', en: 'Tax' },
          months: [
            { month: '2026-01', count: 3 },
            { month: '2025-12', count: 2 },
          ],
        },
        { code: 'x', months: [{ month: '2026-01', count: 1 }] },
      ],
    });
  });
});

describe('what is to be written anew', () => {
  it('is written in portions, damaged content first, each thing once', () => {
    const refresh = { ...NO_REFRESH, groups: ['g'], files: ['a', 'b', 'c'], entries: ['1', '2', '3'] };
    const made = portions(refresh, 2);
    expect(made.map(({ groups, files, entries }) => [groups.length, files.length, entries.length])).toEqual([
      [1, 0, 0],
      [0, 2, 0],
      [0, 1, 0],
      [0, 0, 2],
      [0, 0, 1],
    ]);
    expect(made.every(refreshes)).toBe(true);
    expect(portions(NO_REFRESH)).toEqual([]);
  });
});
