import { describe, expect, it } from 'vitest';
import { stagesCome } from '../../../shared/clocks/clock-stages.ts';
import { calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { clockedObjection, objectionClocks } from '../../../shared/objections/duties.ts';
import { isSameObjection } from '../../../shared/objections/filing.ts';
import { extendObjection } from '../../../shared/objections/handling.ts';
import { markOf } from '../../../shared/objections/marks.ts';
import { objectionTermsOn } from '../../../shared/objections/objection-terms.ts';
import { fallAway } from '../../../shared/objections/transitions.ts';
import { clockedRecord } from '../../../shared/records/duties.ts';
import { endRecord } from '../../../shared/records/marks.ts';
import { decideWithdrawal, proposeWithdrawal } from '../../../shared/records/transitions.ts';
import { honour, penalty } from '../../builders/submissions.ts';
import { officer, recordOf } from '../records/record-of.ts';
import { at, file, SUBMISSION, value } from './objections.ts';

const record = recordOf(penalty());
const OFFICE = { department: 'credit-office', officer: 'o', at: at('2026-11-10T02:00:00.000Z') };

describe('the terms of an objection', () => {
  it('are dated, and none hold before the policy', () => {
    expect(objectionTermsOn(calendarDate('2026-11-10'))).toMatchObject({
      mark: { workingDays: 1 },
      own: { workingDays: 3 },
      provider: { workingDays: 7 },
      total: { workingDays: 20 },
      undecidedSuspends: true,
    });
    expect(() => objectionTermsOn(calendarDate('2017-08-06'))).toThrow(RangeError);
  });

  // The day itself is not counted; make-up days are; 2027 is not confirmed.
  it.each([
    ['2026-09-24T02:00:00.000Z', '2026-09-28', '2026-10-12', false],
    ['2026-11-10T02:00:00.000Z', '2026-11-11', '2026-11-19', false],
    ['2026-12-22T02:00:00.000Z', '2026-12-23', '2026-12-31', false],
    ['2026-12-23T02:00:00.000Z', '2026-12-24', '2027-01-04', true],
    // 23:30 in Beijing is still that day, half past midnight is the next.
    ['2026-11-10T15:30:00.000Z', '2026-11-11', '2026-11-19', false],
    ['2026-11-10T16:30:00.000Z', '2026-11-12', '2026-11-20', false],
  ])('filed at %s: marked by %s, decided by %s', (when, markBy, decideBy, provisional) => {
    const filed = value(file(record, at(when)));
    expect(filed.markBy.date).toBe(markBy);
    expect(filed.decideBy).toEqual({ date: decideBy, provisional });
  });

  it('are shorter for the credit office’s own data', () => {
    const own = { ...recordOf(honour()), department: 'credit-office' };
    expect(value(file(own)).decideBy.date).toBe('2026-11-13');
    const [clock] = objectionClocks(value(file(own)), calendarDate('2026-11-10'));
    expect(clock?.basis).toEqual(objectionTermsOn(calendarDate('2026-11-10')).own.basis);
  });

  it('suspend the entry from the day after, also when they were extended', () => {
    const filed = value(file(record));
    expect(markOf(filed)).toMatchObject({ decideBy: '2026-11-19', suspendsFrom: '2026-11-20' });
    const today = calendarDate('2026-11-19');
    const extended = value(extendObjection(filed, { workingDays: 8, reason: '鉴定' }, { by: OFFICE, today }));
    expect(markOf(extended)).toMatchObject({ decideBy: '2026-11-20', suspendsFrom: '2026-11-21' });
    expect(markOf({ ...filed, suspends: false }).suspendsFrom).toBeUndefined();
  });

  it('go to the department that took over where the one whose entry it is exists no longer', () => {
    const old = { ...record, department: 'land-resources' };
    expect(value(file(old)).department).toBe('natural-resources');
  });
});

describe('who owes what', () => {
  it('is the handling department until it decides, and the credit office for a review', () => {
    const filed = value(file(record));
    expect(clockedObjection(filed)).toMatchObject({ debtor: 'market-regulation', kind: 'administrative-penalty' });
    const names = stagesCome(clockedObjection(filed), calendarDate('2026-11-24')).map(({ stage }) => stage);
    expect(names).toEqual(['overdue', 'escalated']);
    const decideBy = { date: calendarDate('2026-11-26'), provisional: false };
    const askedOn = calendarDate('2026-11-12');
    const review = { askedOn, grounds: '不服', files: [], by: filed.by, decideBy };
    expect(clockedObjection({ ...filed, state: 'in-review', review }).debtor).toBe('credit-office');
  });

  it('is nothing once it fell away', () => {
    const moot = fallAway(value(file(record)), OFFICE);
    if (moot === undefined) throw new Error('it was undecided');
    expect(stagesCome(clockedObjection(moot), calendarDate('2026-12-24'))).toEqual([]);
    expect(objectionClocks(moot, calendarDate('2026-12-24'))).toMatchObject([{ state: 'released' }]);
    expect(fallAway(moot, OFFICE)).toBeUndefined();
  });

  it('on a record is the confirmation of a withdrawal, and nothing of other ends', () => {
    const document = {
      verb: 'revoke',
      document: '撤1号',
      decidedOn: calendarDate('2026-11-10'),
      reason: '有误',
    } as const;
    const today = calendarDate('2026-11-10');
    expect(clockedRecord(record).duties).toEqual([]);
    const proposed = value(proposeWithdrawal(record, document, { by: officer('a'), today }));
    expect(clockedRecord(proposed).duties).toMatchObject([
      { name: 'confirm-withdrawal', since: '2026-11-10', due: { date: '2026-11-13' } },
    ]);
    const confirmed = value(decideWithdrawal(proposed, { confirmed: true }, officer('b')));
    expect(clockedRecord(confirmed).duties).toMatchObject([{ doneOn: '2026-11-10' }]);
    const rejected = value(decideWithdrawal(proposed, { confirmed: false }, officer('b')));
    expect(clockedRecord(rejected).duties).toEqual([]);
    const decided = { verb: 'delete', document: '异1号', decidedOn: today, reason: '有误', proposedBy: 'm' } as const;
    expect(clockedRecord(value(endRecord(record, decided, officer('b')))).duties).toEqual([]);
  });
});

describe('a filing', () => {
  it('is the same only if target, grounds, wish and files are', () => {
    const filed = { ...value(file(record)) };
    const target = { type: 'record' as const, id: record.id };
    expect(isSameObjection(filed, { ...SUBMISSION, target })).toBe(true);
    expect(isSameObjection(filed, { ...SUBMISSION, target, files: ['f'] })).toBe(false);
    expect(isSameObjection(filed, { ...SUBMISSION, target, grounds: '另有理由' })).toBe(false);
  });

  it('of anything but its own words changes nothing: refused while another is undecided', () => {
    const first = value(file(record));
    expect(file({ ...record, version: 2 }, first.change.at, [first])).toMatchObject({
      ok: false,
      failure: [{ kind: 'objection-open' }],
    });
  });
});
