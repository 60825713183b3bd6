import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fenFromWan, parseFen, wanFromFen } from '../../../shared/kernel/money.ts';

const anyFen = fc.maxSafeNat().map((n) => {
  const fen = parseFen(n);
  if (fen === undefined) throw new Error(`${n} is no amount`);
  return fen;
});

describe('an amount in 万元', () => {
  test.each<[string | number, number]>([
    [0.2, 200_000],
    ['0.2', 200_000],
    ['0.200000', 200_000],
    ['0', 0],
    [0, 0],
    [-0, 0],
    ['0.000001', 1],
    [0.000001, 1],
    [1e-6, 1],
    [' 12.5 ', 12_500_000],
    [100, 100_000_000],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
    [0.29, 290_000],
    [1.005, 1_005_000],
  ])('of %s is %i fen', (wan, fen) => {
    expect(fenFromWan(wan)).toEqual({ ok: true, value: fen });
  });

  test.each<[string, string | number]>([
    ['precision', '0.0000001'],
    ['precision', '0.2000000'],
    ['precision', 1e-7],
    ['precision', 0.1 + 0.2],
    ['precision', Number('9007199254.740991')],
    ['negative', '-1'],
    ['negative', -0.5],
    ['too-large', '9007199254.740992'],
    ['too-large', '99999999999999999999'],
    ['too-large', 1e21],
    ['format', ''],
    ['format', '1,000'],
    ['format', '.5'],
    ['format', '5.'],
    ['format', '00.5'],
    ['format', '+1'],
    ['format', '1e3'],
    ['format', '0x10'],
    ['format', '１'],
    ['format', '两万'],
    ['format', Number.NaN],
    ['format', Number.POSITIVE_INFINITY],
  ])('is refused for its %s: %s', (kind, wan) => {
    expect(fenFromWan(wan)).toEqual({ ok: false, failure: { kind } });
  });

  test('comes back from fen exactly, with six decimals', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        const wan = wanFromFen(fen);
        expect(wan).toMatch(/^\d+\.\d{6}$/);
        expect(fenFromWan(wan)).toEqual({ ok: true, value: fen });
      }),
    );
    const twoThousandYuan = parseFen(200_000);
    expect(twoThousandYuan !== undefined && wanFromFen(twoThousandYuan)).toBe('0.200000');
  });

  test('means the same as a number and as its text', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 9 - 1 }), fc.nat({ max: 10 ** 6 - 1 }), (whole, millionths) => {
        const text = `${whole}.${String(millionths).padStart(6, '0')}`;
        expect(fenFromWan(Number(text))).toEqual(fenFromWan(text));
      }),
    );
  });
});

test('an amount of fen is a whole number that can be counted', () => {
  for (const value of [-1, 0.5, Number.NaN, 2 ** 53, '1', null, undefined, 1n]) expect(parseFen(value)).toBeUndefined();
  expect(parseFen(0)).toBe(0);
  expect(parseFen(-0)).toBe(0);
});
