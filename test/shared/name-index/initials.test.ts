import { expect, test } from 'vitest';
import { initialsOf } from '../../../shared/name-index/initials.ts';
import { hasInitials, initialsText, parseInitials } from '../../../shared/name-index/initials-pattern.ts';
import { initialsTable } from './support/initials-table.ts';

test('the table of initials is what the dictionary says', async () => {
  await expect(`${JSON.stringify(initialsTable(), null, 2)}\n`).toMatchFileSnapshot(
    '../../../shared/name-index/initials.json',
  );
});

test('a character has the initials of all its readings, a letter or digit itself, an unknown one none', () => {
  expect(initialsOf('重庆银行3mㄅ𠮷二〇')).toEqual(['cz', 'q', 'y', 'hx', '3', 'm', '', '', 'e', 'l']);
});

test('initials come back from the text of a page', () => {
  for (const name of ['重庆银行大连分行', '3m中国', 'ㄅ𠮷', '']) {
    expect(parseInitials(initialsText(initialsOf(name)))).toEqual(initialsOf(name));
  }
});

test('every reading of a name is found by its initials, what is none is not', () => {
  const initials = initialsOf('重庆银行');
  for (const letters of ['zqy', 'cqyh', 'zqyx', 'qyh', 'yx'])
    expect(hasInitials(initials, letters), letters).toBe(true);
  for (const letters of ['czq', 'qq', 'cqyhx', 'z-']) expect(hasInitials(initials, letters), letters).toBe(false);
});
