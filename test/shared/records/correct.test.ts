import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../shared/http/parse.ts';
import { Correction, correct } from '../../../shared/records/correct.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { releaseHold } from '../../../shared/records/transitions.ts';
import { licence } from '../../builders/submissions.ts';
import { officer, penaltyRecord, recordOf, TODAY } from './record-of.ts';

const IDENTITY = '21029919900101001X';

/** What a correction comes to: the next record, or kind and place of every failure. */
const corrected = (record: CreditRecord, correction: object, by = officer('b')) => {
  const read = parseInput(Correction, { reason: '录入有误', ...correction });
  const outcome = read.ok ? correct(record, read.value, { by, today: TODAY }) : read;
  return outcome.ok ? outcome.value : outcome.failure.map(({ kind, pointer }) => `${kind} ${pointer ?? ''}`.trim());
};

const content = (fields: object, record = penaltyRecord()) => corrected(record, { content: fields });

const accepted = (outcome: ReturnType<typeof corrected>): CreditRecord => {
  if (!('id' in outcome)) throw new Error(outcome.join());
  return outcome;
};

describe('a correction is refused as a posting is,', () => {
  it.each([
    ['a date that there is not', { validTo: '2026-02-30' }, ['impossible-date /content/validTo']],
    ['a text that is too long', { remarks: '长'.repeat(513) }, ['text-too-long /content/remarks']],
    ['an unknown field', { score: 1 }, ['unknown-field /content/score']],
    ['a required field taken away', { violationFacts: null }, ['missing-field /content/violationFacts']],
    ['an empty text', { remarks: ' ' }, ['missing-field /content/remarks']],
    ['a text that cannot be read', { remarks: 'a\u0000' }, ['unreadable-text /content/remarks']],
    ['an unknown word', { penaltyCategories: ['罚金'] }, ['invalid-value /content/penaltyCategories/0']],
    ['an amount that is none', { fineFen: -1 }, ['invalid-value /content/fineFen']],
    ['a number for a text', { remarks: 1 }, ['invalid-value /content/remarks']],
    ['an object', { remarks: { a: 1 } }, ['invalid-value /content/remarks']],
    ['two at once', { fineFen: '1', score: 1 }, ['invalid-value /content/fineFen', 'unknown-field /content/score']],
    ['a fine without its amount', { fineFen: null }, ['amount-missing /content/fineFen']],
    ['a law that seals it', { legalBasis: '治安管理处罚法第四十三条' }, ['sealed-by-law /content/legalBasis']],
    ['an identity number', { violationFacts: IDENTITY }, ['identity-number-in-text /content/violationFacts']],
    [
      'names of every object',
      { constructor: 'x', toString: 'x' },
      ['unknown-field /content/constructor', 'unknown-field /content/toString'],
    ],
  ])('with the same problem at its place: %s', (_, fields, failures) => {
    expect(content(fields)).toEqual(failures);
  });

  it('with an identity number for its reason', () => {
    const correction = { reason: IDENTITY, content: { remarks: '无' } };
    expect(corrected(penaltyRecord(), correction)).toEqual(['identity-number-in-text /reason']);
  });

  it('with a name that is a prototype: nothing is corrected by it, and nothing harmed', () => {
    const harmful = JSON.parse('{"__proto__":{"fineFen":1}}');
    expect(content(harmful)).toEqual(['nothing-to-correct']);
    const both = accepted(content(JSON.parse('{"__proto__":{"polluted":1},"fineFen":1}')));
    expect(Object.getPrototypeOf(both.content)).toBe(Object.prototype);
    expect('polluted' in both.content).toBe(false);
  });
});

describe('a correction', () => {
  it('cannot change whose decision it is, on whom, under which number and date', () => {
    const fixed = ['kind', 'subject', 'documentNumber', 'decisionDate', 'actDate', 'authority', 'source'];
    for (const field of fixed) expect(corrected(penaltyRecord(), { [field]: 'x' })).toEqual([`fixed-field /${field}`]);
  });

  it('that says nothing new is none', () => {
    expect(content({})).toEqual(['nothing-to-correct']);
    expect(content({ fineFen: 2_000_000, penaltyCategories: ['罚款', '没收违法所得'] })).toEqual([
      'nothing-to-correct',
    ]);
  });

  it('makes nothing worse: amount, kind of penalty, grade, term, publicity', () => {
    const worse = (...pointers: string[]) => pointers.map((pointer) => `worsening-correction ${pointer}`);
    expect(content({ fineFen: 2_000_001 })).toEqual(worse('/content/fineFen'));
    expect(content({ penaltyCategories: ['罚款', '没收违法所得', '警告'] })).toEqual(
      worse('/content/penaltyCategories'),
    );
    const term = penaltyRecord({}, { validTo: '2027-01-01', publicityEnd: '2027-01-01' });
    expect(content({ validTo: '2027-01-02', publicityEnd: null }, term)).toEqual(
      worse('/content/validTo', '/content/publicityEnd'),
    );
    expect(corrected(penaltyRecord(), { severity: { grade: 'serious', criterion: '标准' } })).toEqual(
      worse('/severity/grade'),
    );
    const closed = penaltyRecord({ disclosure: { public: false, basis: '法', decidedOn: '2026-11-02' } });
    const open = { public: true, basis: '法', socialImpact: '影响', decidedOn: '2026-11-02' };
    expect(corrected(closed, { disclosure: open })).toEqual(worse('/disclosure/public'));
  });

  it('mends the term of a licence in either direction: more of it is no burden', () => {
    const record = recordOf(licence());
    expect(accepted(content({ validTo: '2032-11-02' }, record)).content['validTo']).toBe('2032-11-02');
    expect(accepted(content({ validTo: '2027-11-02' }, record)).content['validTo']).toBe('2027-11-02');
    expect(accepted(content({ validTo: null }, record)).content['validTo']).toBeUndefined();
  });

  it('of an ended record is refused before anything else is said', () => {
    const ended = { ...penaltyRecord(), state: 'ended' as const };
    expect(content({ score: 1, fineFen: 9e9 }, ended)).toEqual(['state-forbids']);
  });

  it('of a disclosure decision is dated by the day on which it is made, at the latest', () => {
    const disclosure = { public: false, basis: '法', decidedOn: '2026-11-11' };
    expect(corrected(penaltyRecord(), { disclosure })).toEqual(['decision-in-future /disclosure/decidedOn']);
  });
});

describe('text with a telephone or account number', () => {
  const PHONE = { remarks: '联系电话13912345678' };

  it('holds a record wherever it stands', () => {
    const places = [
      penaltyRecord({}, PHONE),
      penaltyRecord({ severity: { grade: 'general', criterion: '标准（电话13912345678）' } }),
      penaltyRecord({ documentNumber: '庄罚13912345678' }),
      penaltyRecord({
        subject: { category: 'organisation', name: '张三13912345678', unifiedSocialCreditCode: '91210299000000019R' },
      }),
    ];
    for (const record of places) expect(record).toMatchObject({ state: 'held', holds: ['contact-in-text'] });
    expect(penaltyRecord()).toMatchObject({ state: 'active', holds: [] });
  });

  it('holds a record that a correction brings it into, and no more once a correction takes it out', () => {
    const held = accepted(content(PHONE));
    expect(held).toMatchObject({ state: 'held', holds: ['contact-in-text'] });
    expect(accepted(content({ remarks: null }, held))).toMatchObject({ state: 'active', holds: [] });
    expect(accepted(content({ fineFen: 1 }, held))).toMatchObject({ state: 'held' });
  });

  it('is not held again once an officer has looked at it, whatever else is corrected', () => {
    const released = releaseHold(penaltyRecord({}, PHONE), { finding: '系公开的投诉电话' }, officer('b'));
    if (!released.ok) throw new Error('not released');
    expect(accepted(content({ fineFen: 1 }, released.value))).toMatchObject({ state: 'active', holds: [] });
    const other = content({ violationFacts: '见0411-89812345' }, released.value);
    expect(accepted(other)).toMatchObject({ state: 'held' });
  });

  it("is not looked for in officers' names: many are known by a telephone number", () => {
    const disclosure = { public: true, basis: '法', socialImpact: '影响', decidedOn: '2026-11-10' };
    for (const name of ['13912345678', IDENTITY]) {
      const outcome = accepted(corrected(penaltyRecord(), { disclosure }, officer(name)));
      expect(outcome).toMatchObject({ state: 'active', holds: [], disclosure: { officer: name } });
    }
  });
});

describe('a held record', () => {
  it('is released by another officer than the one who wrote it last', () => {
    const held = penaltyRecord({}, {}, { nameDiffers: true, by: officer('a') });
    expect(releaseHold(held, { finding: '同一主体' }, officer('a'))).toMatchObject({
      failure: [{ kind: 'same-officer' }],
    });
    const rewritten = accepted(content({ fineFen: 1 }, held));
    expect(releaseHold(rewritten, { finding: '同一主体' }, officer('b')).ok).toBe(false);
    expect(releaseHold(rewritten, { finding: '同一主体' }, officer('c'))).toMatchObject({
      value: { state: 'active', holds: [] },
    });
  });

  it('is not released with an identity number for a finding', () => {
    const held = penaltyRecord({}, {}, { nameDiffers: true });
    expect(releaseHold(held, { finding: `经核对身份证${IDENTITY}` }, officer('b'))).toMatchObject({
      failure: [{ kind: 'identity-number-in-text', pointer: '/finding' }],
    });
  });
});
