import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../../shared/disclosure/group.ts';
import { LISTED } from '../../../shared/disclosure/lists.ts';
import { shelves } from '../../../shared/disclosure/shelves.ts';

const SHELF = 'honour/2026-W47';
const few = { ...GROUPS, most: 10 };
const counted = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

/** Files on a shelf with the rows they hold, some of them with names as older releases gave them. */
const standing = fc.uniqueArray(
  fc.tuple(
    fc.constantFrom('0', '1', '2', 'f', '00', '0a', '3e8').map((number) => `${SHELF}/${number}`),
    fc.integer({ min: 1, max: 15 }),
  ),
  { selector: ([name]) => name },
);

describe('files for rows that come', () => {
  it('are filled one after another, and no fuller than full', () => {
    fc.assert(
      fc.property(standing, fc.integer({ min: 1, max: 60 }), (before, rows) => {
        const found = shelves(few, before);
        const came = counted(Array.from({ length: rows }, () => found(SHELF)));
        const held = new Map(before);
        const room = before.reduce((all, [, some]) => all + Math.max(0, few.most - some), 0);
        for (const [name, some] of Object.entries(came)) {
          expect(few.shelfOf(name)).toBe(SHELF);
          expect((held.get(name) ?? 0) + some).toBeLessThanOrEqual(few.most);
        }
        // All but the last one touched are full: what comes touches as few files as can be.
        const open = Object.entries(came).filter(([name, some]) => (held.get(name) ?? 0) + some < few.most);
        expect(open.length).toBeLessThanOrEqual(1);
        const isNew = Object.keys(came).filter((name) => !held.has(name));
        expect(isNew).toHaveLength(Math.ceil(Math.max(0, rows - room) / few.most));
      }),
    );
  });

  it('of a small register are few: one of each shelf', () => {
    const found = shelves(GROUPS, []);
    const names = Array.from({ length: 1_000 }, (_, at) => found(`honour/2026-W${10 + (at % 40)}`));
    expect(new Set(names)).toHaveLength(40);
  });

  it('stand on shelves of their own, whatever is full beside them', () => {
    const found = shelves(few, [
      [`${SHELF}/0`, 10],
      ['honour/open/00', 3],
    ]);
    expect(found(SHELF)).toBe(`${SHELF}/1`);
    expect(found('honour/open')).toBe('honour/open/00');
    expect(found('licence/open')).toBe('licence/open/0');
  });

  it('of a list are the list itself, and further ones from 1', () => {
    const found = shelves({ ...LISTED, most: 1 }, []);
    const list = 'honour/tax/2026-12';
    expect([found(list), found(list), found(list)]).toEqual([list, `${list}/1`, `${list}/2`]);
    expect([list, `${list}/1`].map(LISTED.shelfOf)).toEqual([list, list]);
  });
});
