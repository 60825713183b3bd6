import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveOutAll, leaveOutSmall, SMALLEST_SHOWN } from '../../../shared/statistics/small-cells.ts';

const column = (figures: readonly number[]) => new Map(figures.map((figure, at) => [`row ${at}`, figure]));
const shown = (figures: readonly number[]) => {
  const { rows, total } = leaveOutSmall(column(figures));
  return { rows: [...rows.values()], total };
};

describe('small figures', () => {
  it('are left out with the next smallest, since the total would tell a single one', () => {
    expect(shown([3, 40, 10, 0])).toEqual({ rows: [null, 40, null, 0], total: true });
  });

  it('take as many with them as hide them: two ones have a sum that tells both', () => {
    expect(shown([1, 1, 30, 40])).toEqual({ rows: [null, null, null, 40], total: true });
    expect(shown([2, 4, 30])).toEqual({ rows: [null, null, 30], total: true });
  });

  it('take the total with them where nothing else could hide them', () => {
    expect(shown([3])).toEqual({ rows: [null], total: false });
    expect(shown([1, 1, 1, 1, 1, 1])).toEqual({ rows: Array(6).fill(null), total: false });
    expect(shown([3, 0])).toEqual({ rows: [null, 0], total: false });
  });

  it('leave a column alone that has none', () => {
    expect(shown([5, 0, 900])).toEqual({ rows: [5, 0, 900], total: true });
    expect(shown([])).toEqual({ rows: [], total: true });
  });

  it('cannot be worked out: each may be one, and as many as may be shown', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 12 }), (figures) => {
        const { rows, total } = shown(figures);
        const sum = figures.reduce((all, figure) => all + figure, 0);
        for (const [at, row] of rows.entries()) {
          if (row !== null) expect(row).toBe(figures[at]);
          if (row !== null && row > 0) expect(row).toBeGreaterThanOrEqual(SMALLEST_SHOWN);
        }
        if (!total) {
          expect(rows.every((row) => row === null || row === 0)).toBe(true);
          return;
        }
        const hidden = rows.filter((row) => row === null).length;
        if (hidden === 0) return;
        const rest = sum - rows.reduce<number>((all, row) => all + (row ?? 0), 0);
        const others = hidden - 1;
        // With the others at one each there is room for the smallest figure that is shown; with this one at one, for the others.
        expect(others).toBeGreaterThan(0);
        expect(rest - others).toBeGreaterThanOrEqual(SMALLEST_SHOWN);
      }),
    );
  });

  it('and large ones are all left out where the total is for another reason', () => {
    const { rows, total } = leaveOutAll(column([7, 0, 2]));
    expect([[...rows.values()], total]).toEqual([[null, 0, null], false]);
  });
});
