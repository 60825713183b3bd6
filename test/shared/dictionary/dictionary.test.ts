import { describe, expect, it } from 'vitest';
import { madeDocuments } from '../../../infra/make-docs.ts';
import { dictionaryOf } from '../../../shared/dictionary/entry.ts';
import { entriesUnder } from '../../../shared/dictionary/headings.ts';
import { KINDS, kindDefinition } from '../../../shared/records/kinds/kinds.ts';

describe('the data dictionary', () => {
  it.each(KINDS)('holds every column of %s, under a Chinese name that means nothing else', (kind) => {
    const entries = dictionaryOf(kind);
    const national = entries.some(({ column }) => column.national !== undefined);
    const columns = kindDefinition(kind).columns.filter((column) => !national || column.national !== undefined);
    expect(entries.map(({ column }) => column.at)).toEqual(expect.arrayContaining(columns.map(({ at }) => at)));
    for (const [place, entry] of entries.entries()) {
      expect(entriesUnder(kind, entry.label.zh), entry.label.zh).toEqual([place]);
      expect(entriesUnder(kind, entry.name), entry.name).toEqual([place]);
      expect(entriesUnder(kind, entry.key), entry.key).toContain(place);
    }
  });

  it.each([
    ['许可内容', 'XK_NR'],
    [' 许可 内容 * ', 'XK_NR'],
    ['xk_nr', 'XK_NR'],
    ['ＸＫ＿ＮＲ', 'XK_NR'],
    ['XK_NR许可内容', undefined],
    ['许可内容（XK_NR）', 'XK_NR'],
    ['许可内容(必填)', 'XK_NR'],
    ['行政相对人代码_1（统一社会信用代码）', 'XK_XDR_SHXYM'],
    ['XK_FR_SFZH', 'XK_FR_ZJHM'],
    ['', undefined],
    ['（）', undefined],
    ['constructor', undefined],
  ])('knows the heading "%s"', (heading, key) => {
    const [place = -1] = entriesUnder('administrative-licence', heading);
    expect(dictionaryOf('administrative-licence')[place]?.key).toBe(key);
  });

  it('does not take an amount in yuan for one in 万元', () => {
    const found = (heading: string) => entriesUnder('administrative-penalty', heading).length;
    expect([
      found('罚款金额'),
      found('罚款金额（万元）'),
      found('罚款金额（元）'),
      found('罚款金额（人民币元）'),
    ]).toEqual([1, 1, 0, 0]);
  });

  it('speaks at every field of a posting in the description of the API', () => {
    const description: unknown = JSON.parse(madeDocuments()['docs/openapi.json'] ?? '');
    const posting = JSON.stringify(Object(description).components.schemas.RecordSubmission);
    for (const kind of KINDS)
      for (const { column, label } of dictionaryOf(kind))
        if (column.at !== '/birthDate') expect(posting).toContain(`"description":"${label.zh} ${label.en}`);
  });
});
