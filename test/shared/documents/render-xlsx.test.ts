import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../../../shared/documents/render-xlsx.ts';
import { readXlsx } from './read-xlsx.ts';
import { sample } from './sample.ts';

const table = { kind: 'table', columns: [{ heading: '单位', share: 1 }] } as const;

describe('a document as a workbook', () => {
  it('has the texts on its first sheet and each table on one of its own', async () => {
    const sheets = readXlsx(await renderXlsx(sample()));
    expect(sheets.map(({ name }) => name)).toEqual(['1 进展情况汇编', '2 各单位数据']);
    expect(sheets[0]?.rows.flat()).toContain('存在的问题：接口不稳定。\n已采取措施：〔2026〕101号。');
    expect(sheets[1]?.rows.slice(0, 3)).toEqual([['各单位数据'], ['单位', '归集信用信息'], ['第0号单位', 0]]);
    expect(sheets[1]?.rows.at(-1)).toEqual(['合计', 1767]);
  });

  it('keeps numbers as numbers, and leaves empty what is not known', async () => {
    const [, sheet] = readXlsx(await renderXlsx(sample()));
    expect(sheet?.rows[5]?.filter((cell) => cell !== undefined)).toEqual(['第3号单位']);
    expect(sheet?.rows[6]).toEqual(['第4号单位', 4]);
  });

  it('never makes a formula of a text', async () => {
    const evil = ['=1+1', '=HYPERLINK("http://x","y")', '+1', '@SUM(A1)', '<f>1</f>'];
    const rows = evil.map((text) => [text]);
    const [, sheet] = readXlsx(await renderXlsx(sample({ blocks: [{ ...table, title: '表', rows }] })));
    expect(sheet?.formulas).toBe(0);
    expect(sheet?.rows.slice(2)).toEqual(rows);
  });

  it('names sheets as Excel allows, and apart', async () => {
    const title = `a/b:c*d?e[f]\\${'长'.repeat(40)}`;
    const blocks = [
      { ...table, title, rows: [] },
      { ...table, title, rows: [] },
    ];
    const names = readXlsx(await renderXlsx(sample({ blocks }))).map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  });
});
