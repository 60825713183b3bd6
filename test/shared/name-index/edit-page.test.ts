import { describe, expect, it } from 'vitest';
import { editPage } from '../../../shared/name-index/edit-page.ts';
import type { NameRow } from '../../../shared/name-index/pages.ts';

const row = (code: string, name: string): NameRow => [code, name, '', ''];
const keyOfCode = (code: string) => (code === 'A' ? 1 : 2);
const wanted = (code: string, before: readonly NameRow[], after: readonly NameRow[]) =>
  new Map([[code, { key: keyOfCode(code), before, after }]]);

describe('a page of names that does not hold whom it should', () => {
  const other = row('B', '庄河市恒通物流有限公司');

  it('has its postings lose who leaves all the same', () => {
    const gone = [row('A', '庄河市鑫源建筑有限公司')];
    expect(editPage([other], wanted('A', gone, []), keyOfCode)).toEqual({
      rows: [other],
      changes: [{ key: keyOfCode('A'), before: gone, after: [] }],
      sound: false,
    });
  });

  it('holds who stays again', () => {
    const stays = [row('A', '庄河市鑫源建筑有限公司')];
    expect(editPage([other], wanted('A', stays, stays), keyOfCode)).toMatchObject({
      rows: [other, ...stays],
      sound: false,
    });
  });
});
