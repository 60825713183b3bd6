import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { correct } from '../../../shared/records/correct.ts';
import { decidedAgainstOn, findingOf, isNegative } from '../../../shared/records/finding.ts';
import { findOutcome, type OutcomeSubmission } from '../../../shared/records/outcome.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { toRecordView } from '../../../shared/records/record-view.ts';
import { commitment, licence, PERSON } from '../../builders/submissions.ts';
import { officer, recordOf, TODAY } from './record-of.ts';

const SALT = 'AAAAAAAAAAAAAAAAAAAAAA';
const BROKEN = {
  status: '全部未履行',
  foundOn: calendarDate('2026-11-09'),
  unperformed: '未附承诺达标合格证',
  liability: '已退出诚信示范',
} satisfies OutcomeSubmission;
const KEPT = { status: '全部履行', foundOn: calendarDate('2026-11-09') } satisfies OutcomeSubmission;

const found = (record: CreditRecord, submission: OutcomeSubmission, name = 'b', writers: readonly string[] = ['a']) =>
  findOutcome(record, submission, { by: officer(name), today: TODAY, writers });

const founded = (record: CreditRecord, submission: OutcomeSubmission, name = 'b'): CreditRecord => {
  const next = found(record, submission, name);
  if (!next.ok) throw new Error(JSON.stringify(next.failure));
  return next.value;
};

const refusal = (record: CreditRecord, submission: object, name = 'b', writers: readonly string[] = ['a']) => {
  const next = found(record, { ...BROKEN, ...submission }, name, writers);
  return next.ok ? [] : next.failure.map(({ kind, pointer }) => [kind, pointer]);
};

describe('what becomes of a commitment', () => {
  it('is found in a step of its own: broken, it speaks against its subject from then on, under the unit that found it', () => {
    const record = recordOf(commitment());
    expect([isNegative(record), toRecordView(record, { today: TODAY }).negative]).toEqual([false, false]);
    const broken = founded(record, BROKEN);
    expect(broken).toMatchObject({
      version: 2,
      state: 'active',
      change: { action: 'find-outcome', officer: 'b' },
      content: { fulfilmentStatus: '全部未履行', foundBy: '庄河市市场监督管理局', unperformed: BROKEN.unperformed },
    });
    expect([isNegative(broken), toRecordView(broken, { today: TODAY }).negative]).toEqual([true, true]);
    expect([decidedAgainstOn(record), decidedAgainstOn(broken)]).toEqual(['2026-11-02', '2026-11-09']);
  });

  it('is found kept by whoever wrote it, and then speaks for nobody’s harm', () => {
    const kept = founded(recordOf(commitment()), KEPT, 'a');
    expect(isNegative(kept)).toBe(false);
    expect(findingOf(kept)).toMatchObject({ status: '全部履行', on: '2026-11-09' });
  });

  it('is not found broken by anybody who wrote it, in whatever version', () => {
    expect(refusal(recordOf(commitment()), {}, 'a')).toEqual([['same-officer', undefined]]);
    expect(refusal(recordOf(commitment()), {}, 'c', ['a', 'c'])).toEqual([['same-officer', undefined]]);
  });

  it('may be found better later, by the same officer too, and never worse or once more', () => {
    const broken = founded(recordOf(commitment()), BROKEN);
    const partly = { ...BROKEN, status: '部分履行', foundOn: calendarDate('2026-11-10') };
    expect(findingOf(founded(broken, partly))).toEqual({
      status: '部分履行',
      on: '2026-11-10',
      since: '2026-11-09',
      negative: true,
    });
    expect(refusal(broken, {})).toEqual([['worse-finding', '/status']]);
    expect(refusal(founded(broken, partly), {})).toEqual([
      ['worse-finding', '/status'],
      ['date-out-of-bounds', '/foundOn'],
    ]);
    expect(refusal(founded(recordOf(commitment()), KEPT), { status: '部分履行' }, 'z')).toEqual([
      ['worse-finding', '/status'],
    ]);
  });

  it.each([
    ['a status that there is not', { status: '已履行' }, [['invalid-value', '/status']]],
    ['a day before it was promised', { foundOn: '2026-11-01' }, [['date-out-of-bounds', '/foundOn']]],
    ['a day that is yet to come', { foundOn: '2026-11-11' }, [['date-out-of-bounds', '/foundOn']]],
    ['not what was not performed', { unperformed: undefined }, [['missing-field', '/unperformed']]],
    ['not how the liability was pursued', { liability: undefined }, [['missing-field', '/liability']]],
    ['an identity number', { liability: '已告知21029919900101001X' }, [['identity-number-in-text', '/liability']]],
  ])('is not found with %s', (_, given, expected) => {
    expect(refusal(recordOf(commitment()), given)).toEqual(expected);
  });

  it('is not found of another kind, of a held record, nor of one that ended', () => {
    expect(refusal(recordOf(licence()), {})).toEqual([['kind-without-outcome', undefined]]);
    expect(refusal(recordOf(commitment(), { nameDiffers: true }), {})).toEqual([['state-forbids', undefined]]);
    expect(refusal({ ...recordOf(commitment()), state: 'ended' }, {})).toEqual([['state-forbids', undefined]]);
  });

  it('holds the record, written by whoever found it, where its text seems to hold a telephone number', () => {
    const held = founded(recordOf(commitment()), { ...BROKEN, unperformed: '联系电话：13800138000' });
    expect(held).toMatchObject({ state: 'held', holds: ['contact-in-text'], author: 'b' });
  });
});

describe('what was found', () => {
  const correction = (record: CreditRecord, content: Readonly<Record<string, string | null>>) => {
    const next = correct(record, { reason: '录入有误', content }, { by: officer('c'), today: TODAY });
    return next.ok ? next.value.content : next.failure.map(({ kind, pointer }) => [kind, pointer]);
  };

  it('is neither posted nor brought in by a correction', () => {
    expect(() => recordOf(commitment({}, { fulfilmentStatus: '全部履行' }))).toThrow('finding-apart');
    expect(correction(recordOf(commitment()), { fulfilmentStatus: '全部未履行' })).toContainEqual([
      'finding-apart',
      '/content/fulfilmentStatus',
    ]);
    expect(correction(recordOf(commitment()), { unperformed: '全部' })).toEqual([
      ['finding-apart', '/content/unperformed'],
    ]);
  });

  it('may be corrected like all else, to the better only, and never by halves', () => {
    const partly = founded(recordOf(commitment()), { ...BROKEN, status: '部分履行' });
    expect(correction(partly, { fulfilmentStatus: '全部履行' })).toMatchObject({ fulfilmentStatus: '全部履行' });
    expect(correction(partly, { fulfilmentStatus: '全部未履行' })).toEqual([
      ['worsening-correction', '/content/fulfilmentStatus'],
    ]);
    expect(correction(partly, { liabilityPursued: null })).toEqual([['missing-field', '/content/liabilityPursued']]);
    expect(correction(partly, { fulfilmentFoundOn: '2026-11-11' })).toEqual([
      ['decision-in-future', '/content/fulfilmentFoundOn'],
    ]);
    expect(correction(partly, { fulfilmentStatus: null })).toContainEqual(['finding-apart', '/content/unperformed']);
  });
});

describe('the publicity of a commitment', () => {
  const until = (record: CreditRecord) => publicityOf(record, TODAY)?.until;

  it('lasts as long as it holds, and no longer than three years', () => {
    expect(until(recordOf(commitment()))).toBe('2027-11-02');
    expect(until(recordOf(commitment({}, { validTo: undefined })))).toBe('2029-11-02');
    expect(until(recordOf(commitment({}, { validTo: '2039-11-01' })))).toBe('2029-11-02');
  });

  it('ends three months after it was found kept, a year after it was first found broken, whenever its own day was over', () => {
    const long = recordOf(commitment({}, { validTo: undefined }));
    expect(until(founded(long, KEPT))).toBe('2027-02-09');
    expect(until(founded(long, BROKEN))).toBe('2027-11-09');
    expect(until(founded(recordOf(commitment()), BROKEN))).toBe('2027-11-09');
    const over = recordOf(commitment({}, { validTo: '2026-11-05' }));
    expect([until(over), publicityOf(over, TODAY)?.until]).toEqual(['2026-11-06', '2026-11-06']);
    expect(until(founded(over, BROKEN))).toBe('2027-11-09');
  });

  it('is not lengthened by a later finding that is better, nor by a correction', () => {
    const broken = founded(recordOf(commitment()), BROKEN);
    const partly = founded(broken, { ...BROKEN, status: '部分履行', foundOn: calendarDate('2026-11-10') });
    expect([until(partly), decidedAgainstOn(partly)]).toEqual(['2027-11-09', '2026-11-09']);
    expect(until(founded(partly, { ...KEPT, foundOn: calendarDate('2026-11-10') }))).toBe('2027-02-10');
    const later = correct(
      broken,
      { reason: '录入有误', content: { brokenSince: '2026-11-10' } },
      { by: officer('c'), today: TODAY },
    );
    expect(later).toMatchObject({
      ok: false,
      failure: [{ kind: 'worsening-correction', pointer: '/content/brokenSince' }],
    });
  });

  it('shows whether it was kept, and not what was not performed', () => {
    const standing = standingOf(founded(recordOf(commitment()), BROKEN), SALT, TODAY);
    expect(standing).toMatchObject({
      state: 'public',
      entry: { fields: { fulfilmentStatus: '全部未履行', fulfilmentFoundOn: '2026-11-09', commitmentType: '主动型' } },
    });
    for (const hidden of [BROKEN.unperformed, BROKEN.liability, '自愿退出诚信示范'])
      expect(JSON.stringify(standing)).not.toContain(hidden);
  });

  it('there is none of what is not meant for the public, or is a person’s', () => {
    expect(() => recordOf(commitment({}, { publicationType: '特定范围内公开' }))).toThrow('not-meant-for-public');
    expect(() => recordOf(commitment({ subject: PERSON }))).toThrow('person-not-disclosed');
    const closed = recordOf(commitment({ disclosure: undefined }, { publicationType: '不可公开' }));
    const opened = { ...closed, disclosure: { public: true, basis: '法', decidedOn: TODAY, officer: 'a' } };
    expect(publicityOf(opened, TODAY)).toBeUndefined();
  });
});

describe('the number of a commitment', () => {
  const number = (documentNumber: string) => () => recordOf(commitment({ documentNumber })).documentNumber;

  it('is a place, a day and a sequence, in one spelling', () => {
    expect(number('210299 20261102 ００００01')()).toBe('21029920261102000001');
    for (const wrong of ['2102992026110200001', '210299202611020000011', '承诺20261102000001', '01029920261102000001'])
      expect(number(wrong)).toThrow('invalid-value');
    expect(number('21029920260230000001')).toThrow('impossible-date');
  });
});

describe('a minor', () => {
  it('promises nothing here: it could be found broken', () => {
    const passport = { type: 'passport', number: 'E12345678' };
    const person = (birthDate?: string) => () =>
      recordOf(
        commitment({
          subject: { category: 'person', name: '张某某', document: passport, ...(birthDate && { birthDate }) },
          disclosure: undefined,
        }),
      );
    expect(person('2008-11-02')).toThrow('under-age');
    expect(person('2008-11-01')).not.toThrow();
    expect(person()).toThrow('birth-date-required');
  });
});
