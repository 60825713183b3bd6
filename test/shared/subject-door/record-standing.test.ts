import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import { isReportable, standingOn } from '../../../shared/subject-door/record-standing.ts';
import { commitment, courtDefaulter, honour, licence, listing, PERSON, rating } from '../../builders/submissions.ts';
import { anyRecord, NOW, penaltyRecord, recordOf, TODAY } from '../records/record-of.ts';

const day = calendarDate;
const ofPerson = (override: object = {}) =>
  penaltyRecord({ subject: PERSON, actDate: '2026-11-01', disclosure: undefined, ...override });

const end = (record: CreditRecord): CreditRecord => ({
  ...record,
  state: 'ended',
  end: {
    verb: 'repair',
    document: '修〔2026〕1号',
    decidedOn: TODAY,
    reason: '已履行',
    proposedBy: 'a',
    proposedAt: NOW,
    confirmedBy: 'b',
    endedAt: NOW,
  },
});
const stopped = (record: CreditRecord): CreditRecord => ({
  ...record,
  suspension: { ground: 'court', document: '行初1号', reason: '停止', department: 'court', officer: 'j', since: NOW },
});
const objected = (record: CreditRecord, suspendsFrom = '2026-11-20'): CreditRecord => ({
  ...record,
  objection: { id: 'o', filedOn: TODAY, decideBy: day('2026-11-19'), suspendsFrom: day(suspendsFrom) },
});

describe('how a record stands', () => {
  const penalty = penaltyRecord();
  it.each([
    ['in-effect', penalty, TODAY],
    ['objected', objected(penalty), TODAY],
    // From the day after the decision was due; it follows from the date alone.
    ['objected', objected(penalty), day('2026-11-19')],
    ['standing-still', objected(penalty), day('2026-11-20')],
    ['standing-still', stopped(penalty), TODAY],
    ['held', penaltyRecord({}, {}, { nameDiffers: true }), TODAY],
    ['ended', end(penalty), TODAY],
    // A general penalty: one year from its document.
    ['in-effect', penalty, day('2027-11-01')],
    ['term-over', penalty, day('2027-11-02')],
    ['term-over', recordOf(courtDefaulter({}, { performance: '全部已履行' })), TODAY],
    ['in-effect', recordOf(rating()), day('2027-11-08')],
    ['term-over', recordOf(rating()), day('2027-11-09')],
    ['term-over', recordOf(licence()), day('2031-11-03')],
  ] as const)('%s', (standing, record, today) => {
    expect(standingOn(record, today)).toBe(standing);
  });
});

describe('a report', () => {
  it.each([
    ['a penalty that is public', penaltyRecord()],
    ['one under an objection, with its mark', objected(penaltyRecord())],
    ['a licence', recordOf(licence())],
    ['a licence that was never published', recordOf(licence({ disclosure: undefined }))],
    ['an honour', recordOf(honour())],
    ['a rating', recordOf(rating())],
    ['a commitment', recordOf(commitment())],
    ['a listing', recordOf(listing())],
    ['a defaulter’s entry', recordOf(courtDefaulter())],
    ['a person’s penalty, though nothing of persons is public', ofPerson()],
  ])('shows %s', (_, record) => {
    expect(isReportable(record, TODAY)).toBe(true);
  });

  it.each([
    ['has ended', end(penaltyRecord()), TODAY],
    ['stands still', stopped(penaltyRecord()), TODAY],
    ['is under an objection that is overdue', objected(penaltyRecord()), day('2026-11-20')],
    ['is held', penaltyRecord({}, {}, { nameDiffers: true }), TODAY],
    ['is over by its term', penaltyRecord(), day('2027-11-02')],
    ['is a penalty that its authority decided not to publish', penaltyRecord({ disclosure: undefined }), TODAY],
    [
      'is a minor one that nobody found necessary to publish',
      penaltyRecord({ severity: { grade: 'minor', criterion: '标准' }, disclosure: undefined }),
      TODAY,
    ],
    ['is a minor one of a person', ofPerson({ severity: { grade: 'minor', criterion: '标准' } }), TODAY],
    ['is a person’s, a year later', ofPerson(), day('2027-11-02')],
    ['is a rating past its validity', recordOf(rating()), day('2027-11-09')],
    ['is an honour past its validity', recordOf(honour()), day('2027-11-06')],
    [
      'is not public yet',
      penaltyRecord({
        disclosure: {
          public: true,
          basis: '法',
          socialImpact: '关注',
          decidedOn: '2026-11-02',
          publishFrom: '2026-12-01',
        },
      }),
      TODAY,
    ],
  ] as const)('does not show what %s', (_, record, today) => {
    expect(isReportable(record, today)).toBe(false);
  });

  it('shows nothing on any day that may not be used, and nothing against an organisation that is not public that day', () => {
    fc.assert(
      fc.property(anyRecord, fc.integer({ min: 0, max: 1_500 }), (record, days) => {
        const today = addDays(TODAY, days);
        if (!isReportable(record, today)) return;
        expect(isUsable(record, today)).toBe(true);
        const isPenaltyOfFirm = record.kind === 'administrative-penalty' && record.subject.category === 'organisation';
        if (isPenaltyOfFirm && record.subject.unifiedSocialCreditCode) {
          const publicity = publicityOf(record, today);
          expect(publicity && publicity.from <= today && (publicity.until ?? '9') > today).toBe(true);
        }
        // Whatever is negative is over five years after it was decided at the latest.
        if (record.kind !== 'administrative-licence' && record.kind !== 'honour')
          expect(today < addMonths(record.decisionDate, 60) || record.kind === 'rating').toBe(true);
      }),
    );
  });
});
