import { expect, test } from 'vitest';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';

const half = (n: number): Result<number, { readonly kind: 'odd'; readonly n: number }> =>
  n % 2 === 0 ? ok(n / 2) : fail({ kind: 'odd', n });

test('a result holds either the value or the failure with its kind', () => {
  expect(half(4)).toEqual({ ok: true, value: 2 });
  expect(half(3)).toEqual({ ok: false, failure: { kind: 'odd', n: 3 } });
});
