import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PublicEntry } from '../../../shared/disclosure/entry.ts';
import { addDays, addMonths, calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { csvColumns } from '../../../shared/records/csv-columns.ts';
import { isRecordKind } from '../../../shared/records/kinds/kinds.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { isPublicOn, publicityOf } from '../../../shared/records/publicity.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import rules from '../../../shared/records/rule-versions.json' with { type: 'json' };
import { findIdentityNumbers } from '../../../shared/subjects/personal-data-in-text.ts';
import { FIELDS } from '../../../site/verify.mjs';
import { COMPANY, licence, TRADER } from '../../builders/submissions.ts';
import { OPERATOR } from './generated.ts';
import { anyRecord, NOW, officer, penaltyRecord, recordOf, TODAY } from './record-of.ts';

const SALT = 'AAAAAAAAAAAAAAAAAAAAAA';

interface Rule {
  readonly maxMonths: number | null;
  readonly publicByDefault: boolean;
  readonly publicIfNecessary: boolean;
}
const RULES: Readonly<
  Record<string, readonly { readonly from: string; readonly grades?: Record<string, Rule>; readonly term?: Rule }[]>
> = rules;

const anyOffset = fc.integer({ min: -900, max: 4_000 });
const inEveryRecord = (holds: (record: CreditRecord, offset: number) => void): void =>
  fc.assert(fc.property(anyRecord, anyOffset, holds), { numRuns: 150 });

/** The closed list of the verifier, which shares no code with us: names, and those that must be there. */
const listed = (kind: string) => {
  const words = (FIELDS[kind] ?? '').split(/\s+/);
  const names = words.map((word) => word.replace(/[:?].*$/, ''));
  return { names, required: words.filter((word) => !word.endsWith('?')).map((word) => word.replace(/:.*$/, '')) };
};

describe('the publicity of a record', () => {
  it('is no longer than the rule of its decision and the rule of the day allow, and begins no earlier than it was decided', () => {
    const ruleOn = (kind: string, date: string) => {
      const versions = RULES[kind] ?? [];
      return versions.findLast(({ from }) => from <= date) ?? versions[0];
    };
    inEveryRecord((record, offset) => {
      const today = addDays(TODAY, Math.abs(offset));
      const publicity = publicityOf(record, today);
      if (publicity === undefined) return;
      expect(publicity.from >= record.decisionDate).toBe(true);
      expect(publicity.from >= (record.disclosure?.publishFrom ?? '')).toBe(true);
      for (const date of [record.decisionDate, today]) {
        const version = ruleOn(record.kind, date);
        const rule = version?.term ?? version?.grades?.[record.severity?.grade ?? 'serious'];
        const most = rule?.maxMonths ? addMonths(record.decisionDate, rule.maxMonths) : '9999';
        expect((publicity.until ?? '9999') <= most).toBe(true);
        expect(rule?.publicByDefault || (rule?.publicIfNecessary && record.disclosure?.necessity)).toBeTruthy();
      }
    });
  });

  it('is none without a decision to publish, for a person, without a unified code, while held, once ended', () => {
    inEveryRecord((record, offset) => {
      const nobodys = record.subject.category === 'person' || record.subject.unifiedSocialCreditCode === undefined;
      const withheld = record.disclosure?.public !== true || record.holds.length > 0 || record.state === 'ended';
      if (nobodys || withheld) expect(publicityOf(record, addDays(TODAY, offset))).toBeUndefined();
    });
  });

  it('is none for a person, though everything else were as for a firm', () => {
    const record = penaltyRecord();
    expect(publicityOf(record, TODAY)).toBeDefined();
    expect(publicityOf({ ...record, subject: { ...record.subject, category: 'person' } }, TODAY)).toBeUndefined();
  });

  it('ends when its authority says so, if that is earlier', () => {
    expect(publicityOf(penaltyRecord({}, { publicityEnd: '2026-12-31' }), TODAY)?.until).toBe('2026-12-31');
    expect(publicityOf(penaltyRecord({}, { publicityEnd: '2030-12-31' }), TODAY)?.until).toBe('2027-11-02');
    expect(publicityOf(penaltyRecord({}, { publicityEnd: '2026-11-02' }), TODAY)).toBeUndefined();
  });
});

describe('what the public reads of a record', () => {
  it('is what it may read today, in the fields of the closed list and no other', () => {
    inEveryRecord((record, offset) => {
      const today = addDays(TODAY, offset);
      const standing = standingOf(record, SALT, today);
      const publicity = publicityOf(record, today);
      expect(standing.state === 'public').toBe(publicity !== undefined && isPublicOn(publicity, today));
      if (standing.state === 'later') expect(standing.entersOn).toBe(publicity?.from);
      if (standing.state !== 'public') return;
      const { names, required } = listed(record.kind);
      const fields = Object.keys(standing.entry.fields);
      expect(names).toEqual(expect.arrayContaining(fields));
      expect(fields).toEqual(expect.arrayContaining(required));
      expect(PublicEntry.safeParse(standing.entry).success).toBe(true);
      expect(standing.leavesOn).toBe(publicity?.until);
    });
  });

  it('never names the representative, the operator, the facts, the remarks, or the ids that are ours', () => {
    inEveryRecord((record, offset) => {
      const standing = standingOf(record, SALT, addDays(TODAY, offset));
      if (standing.state !== 'public') return;
      const text = JSON.stringify(standing);
      for (const secret of [OPERATOR, record.id, record.subject.key, record.author])
        expect(text).not.toContain(`"${secret}"`);
      expect(text).not.toContain(OPERATOR);
      for (const value of Object.values(standing.entry.fields).flat()) {
        if (value !== record.subject.unifiedSocialCreditCode) expect(findIdentityNumbers(String(value))).toEqual([]);
      }
    });
  });

  it('has a heading for every field that it can have', () => {
    for (const kind of Object.keys(FIELDS).filter(isRecordKind)) {
      const headings = csvColumns(kind).map(({ name }) => name);
      expect(listed(kind).names).toEqual(expect.arrayContaining(headings));
    }
    for (const kind of ['toString', 'constructor', 'praise']) expect(() => csvColumns(kind)).toThrow('no record kind');
  });

  const nameOf = (subject: object): unknown => {
    const standing = standingOf(recordOf(licence({ subject })), SALT, TODAY);
    return standing.state === 'public' ? standing.entry.fields['subjectName'] : undefined;
  };

  it("is a sole trader's trade name, and the category alone where that is the operator's own", () => {
    const legalRepresentative = { name: OPERATOR };
    expect(nameOf({ ...TRADER, legalRepresentative })).toBe(TRADER.name);
    expect(nameOf({ ...TRADER, name: OPERATOR, legalRepresentative })).toBe('个体工商户');
    expect(nameOf({ ...TRADER, name: '赵 钱 孙', legalRepresentative })).toBe('个体工商户');
    expect(nameOf({ ...TRADER, category: 'organisation', name: OPERATOR, legalRepresentative })).toBe('个体工商户');
    expect(nameOf({ ...COMPANY, name: OPERATOR, legalRepresentative })).toBe(OPERATOR);
  });

  it("is the category alone where a sole trader's name may be the operator's, though nobody said who that is", () => {
    const bare = ['赵钱孙', '赵钱孙（个体工商户）', '个体工商户(赵钱)', '赵*孙', '买买提·艾力', '经营者：赵钱孙'];
    for (const name of bare) expect(nameOf({ ...TRADER, name })).toBe('个体工商户');
    for (const name of ['赵钱孙（个体工商户）', '个体工商户赵钱孙'])
      expect(nameOf({ ...TRADER, name, legalRepresentative: { name: '赵钱孙' } })).toBe('个体工商户');
    for (const name of ['庄河市赵记小吃店', '赵记小吃店（个体工商户）']) expect(nameOf({ ...TRADER, name })).toBe(name);
    expect(nameOf({ ...COMPANY, name: '赵钱孙' })).toBe('赵钱孙');
  });
});

describe('an end that is stated to the public', () => {
  const ended = (record: CreditRecord, verb: 'revoke' | 'withdraw' = 'revoke', on = '2026-11-12'): CreditRecord => {
    const endedAt = toInstant(Date.parse(`${on}T02:00:00.000Z`));
    const end = {
      verb,
      document: '文书',
      decidedOn: calendarDate(on),
      reason: '理由',
      proposedBy: 'a',
      proposedAt: NOW,
      confirmedBy: 'b',
      endedAt,
    };
    return { ...record, state: 'ended', end, version: record.version + 1 };
  };
  const statedOf = (record: CreditRecord): unknown => {
    const standing = standingOf(record, SALT, calendarDate('2026-11-12'));
    return standing.state === 'not-public' ? standing.statutoryEnd?.verb : standing.state;
  };

  it('is one of the four of the law, of what could be read until then', () => {
    expect(statedOf(ended(penaltyRecord()))).toBe('revoke');
    expect(statedOf(ended(penaltyRecord(), 'withdraw'))).toBeUndefined();
  });

  it('is none of what nobody could read: held, not to be public, never allowed to be, not yet, no more', () => {
    const disclosure = { public: true, basis: '法', socialImpact: '影响', necessity: '必要', decidedOn: '2026-11-02' };
    const unread = {
      held: penaltyRecord({}, {}, { nameDiffers: true }),
      private: penaltyRecord({ disclosure: { ...disclosure, public: false } }),
      forbidden: penaltyRecord({
        decisionDate: '2025-06-01',
        severity: { grade: 'minor', criterion: '轻微' },
        disclosure,
      }),
      later: penaltyRecord({ disclosure: { ...disclosure, publishFrom: '2026-11-20' } }),
      over: penaltyRecord({}, { publicityEnd: '2026-11-05' }),
      persons: recordOf({
        ...licence({ disclosure: undefined }),
        subject: { category: 'person', name: OPERATOR, document: { type: 'passport', number: 'E12345678' } },
      }),
    };
    for (const [why, record] of Object.entries(unread)) expect(statedOf(ended(record)), why).toBeUndefined();
  });

  it('does not name the subject', () => {
    const standing = standingOf(ended(penaltyRecord({}, {}, { by: officer('poster') })), SALT, TODAY);
    expect(JSON.stringify(standing)).not.toContain(COMPANY.name);
    expect(JSON.stringify(standing)).not.toContain('poster');
  });
});
