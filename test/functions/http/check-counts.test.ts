import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkCountStore } from '../../../shared/statistics/check-count-store.ts';
import { countChecks } from '../../../shared/statistics/check-counts.ts';
import { type Checking, coded, newFirm, newReference, startChecking } from './support/checking.ts';

let api: Checking;
beforeAll(async () => {
  api = await startChecking();
});
afterAll(() => api?.stop());

const counted = async (month: string) =>
  countChecks(await checkCountStore(api.stores.derived).checks(month)).map(({ checks, bound, decided }) => ({
    checks,
    bound,
    decided,
  }));

it('a check is counted once in each month in which it was asked, with what bound it and what became of it', async () => {
  const firm = newFirm();
  await api.town.inForce(firm);
  const reference = newReference();
  const ask = () => api.check([coded(firm)], { reference });
  const { body } = await ask();
  await ask();
  await api.check([coded(newFirm())], { reference: newReference() });
  expect(await counted('2026-11')).toEqual([{ checks: 2, bound: 1, decided: 0 }]);
  api.setTime('2026-12-01T02:00:00.000Z');
  await ask();
  expect(await counted('2026-12')).toEqual([{ checks: 1, bound: 1, decided: 0 }]);
  const outcomes = body.answers[0].measures.map(({ id: measure }: { id: string }) => ({
    measure,
    outcome: 'applied',
    document: '庄财采决〔2026〕8号',
  }));
  const decide = () => api.outcome(body.id, { decisionDocument: '庄财采决〔2026〕8号', outcomes });
  expect((await decide()).body).toMatchObject({ state: 'answered' });
  await decide();
  expect(await counted('2026-11')).toEqual([{ checks: 2, bound: 1, decided: 1 }]);
  expect(await counted('2026-12')).toEqual([{ checks: 1, bound: 1, decided: 1 }]);
});
