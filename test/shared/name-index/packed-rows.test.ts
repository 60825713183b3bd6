import { expect, it } from 'vitest';
import { packedRows } from '../../../shared/name-index/packed-rows.ts';
import { pageOf } from '../../../shared/name-index/pages.ts';

const row = (key: number) => ({ key, row: ['91210299MA00000000', `名称（${key}）𠮷`, 'mc--'] as const });

it('gives rows back sorted by key, however pages and rows came, and again when asked again', () => {
  const rows = packedRows();
  const keys = [0xff_ff_ff, 0x00_04_01, 0x00_04_00, 0x00_00_05];
  for (const [page, some] of Map.groupBy(keys.map(row), ({ key }) => pageOf(key))) rows.add(page, some);
  rows.add(pageOf(0x80_00_00), []);
  const sorted = keys.toSorted((a, b) => a - b).map(row);
  expect([...rows]).toEqual(sorted);
  expect([...rows]).toEqual(sorted);
});
