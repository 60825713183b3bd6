import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindDefinition } from '../../../shared/records/kinds/kinds.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { readSubmission } from '../../../shared/records/read-submission.ts';
import { licence, penalty } from '../../builders/submissions.ts';
import { anyTwin, reading } from './generated.ts';

describe('a national row', () => {
  it('says the same as a submission in our names, and comes back from it unchanged', () => {
    fc.assert(
      fc.property(anyTwin, ({ kind, submission, row }) => {
        const ours = reading(submission);
        expect(reading({ kind, national: row })).toEqual(ours);
        expect(toNationalRow(kind, ours)).toEqual(row);
      }),
      { numRuns: 500 },
    );
  });

  it('holds the columns of the national table in its order: 28 of a licence, 30 of a penalty', () => {
    const licenceColumns = Object.keys(toNationalRow('administrative-licence', {}));
    const penaltyColumns = Object.keys(toNationalRow('administrative-penalty', {}));
    expect([licenceColumns.length, penaltyColumns.length]).toEqual([28, 30]);
    expect(licenceColumns.slice(12, 28).join()).toBe(
      'XK_XDR_ZJHM,XK_XKWS,XK_WSH,XK_XKLB,XK_XKZS,XK_XKBH,XK_NR,XK_JDRQ,XK_YXQZ,XK_YXQZI,XK_XKJG,XK_XKJGDM,XK_ZT,XK_LYDW,XK_LYDWDM,BZ',
    );
    expect(penaltyColumns.slice(12, 30).join()).toBe(
      'CF_XDR_ZJHM,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_NR_WFFF,CF_NR_ZKDX,CF_JDRQ,CF_YXQ,CF_GSJZQ,CF_CFJG,CF_CFJGDM,CF_SJLY,CF_SJLYDM,BZ',
    );
  });

  const cell = (key: string, value: string | number) => {
    const kind = key.startsWith('XK') ? 'administrative-licence' : 'administrative-penalty';
    const {
      severity: _,
      disclosure: __,
      ...rest
    } = kind === 'administrative-licence' ? { ...licence(), severity: 0 } : penalty();
    const row = { ...toNationalRow(kind, rest), ...{ [key]: value } };
    const own = Object.fromEntries(Object.entries(row).filter(([, given]) => given !== ''));
    const read = readSubmission({ kind, national: own });
    const column = kindDefinition(kind).columns.find(({ national }) => national === key);
    const last = column?.at.split('/').at(-1) ?? '';
    if (!read.ok) return read.failure[0].kind;
    return Object.entries({ ...read.value, ...read.value.content }).find(([name]) => name === last)?.[1];
  };

  it.each([
    ['2026/9/1', '2026-09-01'],
    ['2026.09.01', '2026-09-01'],
    ['2026年9月1日', '2026-09-01'],
    ['２０２６／９／１', '2026-09-01'],
    ['20260901', '2026-09-01'],
    [20260901, '2026-09-01'],
    ['202691', 'impossible-date'],
    ['2026911', 'impossible-date'],
    ['2026/02/30', 'impossible-date'],
    ['2026-09-01 00:00:00', '2026-09-01'],
    ['2026/9/1 14:05', '2026-09-01'],
    ['2026-09-01T00:00:00.000', '2026-09-01'],
    [' 2026 年 9 月 1 日 ', '2026-09-01'],
    ['2026年9月1号', '2026-09-01'],
    ['二〇二六年九月一日', '2026-09-01'],
    ['二○二六年十二月三十一日', '2026-12-31'],
    ['二零二六年十月二十日', '2026-10-20'],
    ["'20260901", '2026-09-01'],
    ['2026-09-01T00:00:00Z', 'impossible-date'],
    ['9/1/2026', 'impossible-date'],
    ['26/9/1', 'impossible-date'],
    ['46266', 'impossible-date'],
  ])('reads the date %s as %s', (given, read) => {
    expect(cell('CF_JDRQ', given)).toBe(read);
  });

  it.each([
    ['0.2', 200_000],
    [0.2, 200_000],
    ['2.000000', 2_000_000],
    [' 2 ', 2_000_000],
    ['0.000001', 1],
    [1e-6, 1],
    ['0.0000001', 'invalid-value'],
    [1e-7, 'invalid-value'],
    ['2万', 'invalid-value'],
    ['2,000', 'invalid-value'],
    ['-1', 'invalid-value'],
    ['1e3', 'invalid-value'],
    ['２.５', 2_500_000],
    ['2.5 万元', 2_500_000],
    ["'0.2", 200_000],
    ['2000元', 'invalid-value'],
    ['(2)', 'invalid-value'],
    [123456789.123456, 'invalid-value'],
  ])('reads the amount %s 万元 as %s fen', (given, read) => {
    expect(cell('CF_NR_FK', given)).toBe(read);
  });

  it('leaves out the apostrophe before a number, and does not take what a spreadsheet made of one', () => {
    expect(cell('CF_WSH', "'0012-3")).toBe('0012-3');
    expect(cell('CF_WSH', '2.10299E+14')).toBe('invalid-value');
    expect(cell('CF_WSH', "'庄市监罚〔2026〕1号")).toBe("'庄市监罚〔2026〕1号");
  });

  it('without an end says so, and an end that is not stated is asked for', () => {
    expect(toNationalRow('administrative-licence', licence({}, { validTo: undefined }))['XK_YXQZI']).toBe('2099/12/31');
    for (const end of ['2099/12/31', '2099-12-31', '9999/12/31']) expect(cell('XK_YXQZI', end)).toBeUndefined();
    expect(cell('XK_YXQZI', '')).toBe('missing-field');
  });

  it('splits words at every sign that is met, but not behind 其他-', () => {
    expect(cell('CF_CFLB', '警告；罚款、没收违法所得')).toEqual(['警告', '罚款', '没收违法所得']);
    expect(cell('CF_CFLB', '罚款;其他-责令停业、整顿')).toEqual(['罚款', '其他-责令停业、整顿']);
  });

  it('is refused if a column is filled under two spellings', () => {
    const national = { ...toNationalRow('administrative-licence', licence()), XK_FRDB: '钱某', XK_FDDB: '孙某' };
    expect(readSubmission({ kind: 'administrative-licence', national })).toMatchObject({
      failure: [{ kind: 'invalid-value', pointer: '/national/XK_FDDB' }],
    });
  });

  it('is read under the other spellings of its keys that are met', () => {
    const national = { ...toNationalRow('administrative-licence', licence()), XK_FDDB: '钱某' };
    expect(reading({ kind: 'administrative-licence', national: { ...national, XK_FRDB: '' } }).subject).toMatchObject({
      legalRepresentative: { name: '钱某' },
    });
  });
});
