import { describe, expect, it } from 'vitest';
import { csvTable } from '../../../shared/disclosure/csv.ts';
import type { PublicFields } from '../../../shared/disclosure/entry.ts';
import { publicIdOf } from './support/register.ts';

const columns = [
  { name: 'subjectName', zh: '行政相对人名称' },
  { name: 'value', zh: '内容' },
];

const cellOf = (value: PublicFields[string] | undefined): string => {
  const fields = { subjectName: '甲', ...(value === undefined ? {} : { value }) };
  const entry = { publicId: publicIdOf('a'), version: 1, salt: publicIdOf('s'), fields };
  const start = `公示编号,行政相对人名称,内容\r\n${publicIdOf('a')},甲,`;
  const table = csvTable([entry], columns);
  expect(table.startsWith(start)).toBe(true);
  expect(table.endsWith('\r\n')).toBe(true);
  return table.slice(start.length, -2);
};

describe('a cell', () => {
  it.each<[string, PublicFields[string] | undefined, string]>([
    ['plain text stands as it is', '罚款', '罚款'],
    ['an absent value is empty', undefined, ''],
    ['an integer is written in full', 2_000_000, '2000000'],
    ['true is 是', true, '是'],
    ['false is 否', false, '否'],
    ['several words are joined', ['罚款', '警告'], '罚款;警告'],
    ['a comma is quoted', 'a,b', '"a,b"'],
    ['a quote is doubled', '称"甲"', '"称""甲"""'],
    ['a line end is quoted', 'a\r\nb', '"a\r\nb"'],
    ['a single line feed is quoted', 'a\nb', '"a\nb"'],
    ['a formula by = is made text', '=1+1', "'=1+1"],
    ['a formula by + is made text', '+1', "'+1"],
    ['a formula by - is made text', '-1', "'-1"],
    ['a formula by @ is made text', '@SUM(A1)', "'@SUM(A1)"],
    ['a formula behind a tab is made text', '\t=1', "'\t=1"],
    ['a formula behind a carriage return is made text and quoted', '\r=1', '"\'\r=1"'],
    ['a formula with a comma is made text and quoted', '=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['a list that begins a formula is made text', ['=1', '2'], "'=1;2"],
    ['a sign inside is no formula', '1=1', '1=1'],
  ])('%s', (_, value, expected) => {
    expect(cellOf(value)).toBe(expected);
  });
});

describe('a table', () => {
  it('begins with the publicId and makes formulas of neither ids nor headings', () => {
    const entry = { publicId: `-${publicIdOf('a').slice(1)}`, version: 1, salt: publicIdOf('s'), fields: {} };
    expect(csvTable([entry], [{ name: 'x', zh: '=x' }])).toBe(`公示编号,'=x\r\n'${entry.publicId},\r\n`);
  });
});
