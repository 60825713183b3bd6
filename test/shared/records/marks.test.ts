import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import type { Failures } from '../../../shared/kernel/failure.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import { notificationTypeOf } from '../../../shared/notifications/notification.ts';
import {
  endRecord,
  markObjection,
  OBJECTION_OUTCOMES,
  resumeRecord,
  type Settlement,
  settleObjection,
  suspendRecord,
} from '../../../shared/records/marks.ts';
import { standingOf } from '../../../shared/records/public-projection.ts';
import { isPublicOn, publicityOf } from '../../../shared/records/publicity.ts';
import type { CreditRecord, ObjectionMark } from '../../../shared/records/record.ts';
import { proposeWithdrawal } from '../../../shared/records/transitions.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import type { Actor } from '../../../shared/register/head.ts';
import { anyRecord, officer, penaltyRecord, TODAY } from './record-of.ts';

const SALT = 'AAAAAAAAAAAAAAAAAAAAAA';
const DECIDER = officer('b');
const COURT: Actor = { ...officer('judge'), department: 'court' };
const SUSPENDS = calendarDate('2026-11-20');
const MARK: ObjectionMark = {
  id: 'objection-1',
  filedOn: TODAY,
  decideBy: addDays(SUSPENDS, -1),
  suspendsFrom: SUSPENDS,
};
const DISCLOSED = {
  disclosure: { public: true, basis: '行政处罚法第四十八条', socialImpact: '公众关注', decidedOn: '2026-11-02' },
};

const value = <Value>(result: Result<Value, Failures>): Value => {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.failure));
};
const refusal = (result: Result<unknown, Failures>): string | undefined =>
  result.ok ? undefined : result.failure[0].kind;

const published = () => penaltyRecord(DISCLOSED);
const marked = (record: CreditRecord = published(), mark: ObjectionMark = MARK) =>
  value(markObjection(record, mark, officer('system')));
const settlement = (given: Partial<Settlement> = {}): Settlement => ({
  id: MARK.id,
  outcome: 'maintain',
  document: '庄市监异〔2026〕1号',
  decidedOn: TODAY,
  reason: '经核查，认定事实清楚',
  proposedBy: DECIDER.officer,
  ...given,
});
const isPublic = (record: CreditRecord, day: CalendarDate): boolean => {
  const publicity = publicityOf(record, day);
  return publicity !== undefined && isPublicOn(publicity, day) && standingOf(record, SALT, day).state === 'public';
};

describe('an objection’s mark', () => {
  it('is shown with the entry, which stays public until the day after its decision was due', () => {
    const record = marked();
    expect(notificationTypeOf(record)).toBe('record.objected');
    expect(standingOf(record, SALT, TODAY)).toMatchObject({
      state: 'public',
      leavesOn: SUSPENDS,
      entry: { fields: { objectedOn: TODAY, publicUntil: SUSPENDS } },
    });
    expect([isPublic(record, MARK.decideBy), isPublic(record, SUSPENDS)]).toEqual([true, false]);
    expect([isUsable(record, MARK.decideBy), isUsable(record, SUSPENDS)]).toEqual([true, false]);
  });

  it('moves with an extension, and is not overwritten by another objection', () => {
    const later = { ...MARK, suspendsFrom: addDays(SUSPENDS, 10) };
    expect(isPublic(marked(marked(), later), SUSPENDS)).toBe(true);
    expect(refusal(markObjection(marked(), { ...MARK, id: 'another' }, DECIDER))).toBe('objection-open');
  });

  it('suspends nothing where that is switched off', () => {
    const { suspendsFrom: _, ...mark } = MARK;
    expect(isPublic(marked(published(), mark), addDays(SUSPENDS, 30))).toBe(true);
  });

  it('goes with the decision, whichever that is, and only with that of its own objection', () => {
    for (const outcome of OBJECTION_OUTCOMES) {
      const settled = value(
        settleObjection(
          marked(),
          settlement({
            outcome,
            supplement: '已补充说明',
            correction: { reason: '录入有误', content: { remarks: '已更正' } },
          }),
          DECIDER,
        ),
      );
      expect(settled.objection, outcome).toBeUndefined();
      expect(settled.version, outcome).toBe(3);
      expect(isPublic(settled, SUSPENDS), outcome).toBe(
        !['delete', 'remove-from-list', 'end-publication'].includes(outcome),
      );
    }
    expect(refusal(settleObjection(marked(), settlement({ id: 'another' }), DECIDER))).toBe('objection-not-open');
    expect(refusal(settleObjection(published(), settlement(), DECIDER))).toBe('objection-not-open');
  });

  it('that ends in deletion or removal ends the record, without a reason for the public', () => {
    for (const [outcome, verb] of [
      ['delete', 'delete'],
      ['remove-from-list', 'remove'],
    ] as const) {
      const ended = value(settleObjection(marked(), settlement({ outcome }), DECIDER));
      expect([ended.state, ended.end?.verb, notificationTypeOf(ended)]).toEqual(['ended', verb, 'record.ended']);
      expect(standingOf(ended, SALT, TODAY)).toEqual({
        state: 'not-public',
        department: ended.department,
        kind: ended.kind,
      });
    }
  });

  it('may not make the record worse by a correction', () => {
    const worse = { reason: '金额有误', content: { fineFen: 99_999_999_900 } };
    expect(refusal(settleObjection(marked(), settlement({ outcome: 'correct', correction: worse }), DECIDER))).toBe(
      'worsening-correction',
    );
    expect(refusal(settleObjection(marked(), settlement({ outcome: 'correct' }), DECIDER))).toBe('missing-field');
  });

  it('does not undo a withdrawal that waits for its second officer', () => {
    const proposed = value(
      proposeWithdrawal(
        marked(),
        { verb: 'revoke', document: '庄撤〔2026〕1号', decidedOn: TODAY, reason: '主要事实不清' },
        { by: officer('a'), today: TODAY },
      ),
    );
    expect(value(settleObjection(proposed, settlement(), DECIDER)).state).toBe('withdrawal-proposed');
    const ended = value(settleObjection(proposed, settlement({ outcome: 'delete' }), DECIDER));
    // That it was annulled is still to be confirmed, and stated.
    expect([ended.withdrawal?.verb, ended.end?.verb]).toEqual(['revoke', 'delete']);
  });
});

describe('a suspension', () => {
  const order = { ground: 'court', document: '（2026）辽0283行初1号', reason: '裁定停止执行' } as const;

  it('takes the record out of the public and of use at once, and its resumption brings it back', () => {
    const suspended = value(suspendRecord(published(), order, COURT));
    expect([isPublic(suspended, TODAY), isUsable(suspended, TODAY), notificationTypeOf(suspended)]).toEqual([
      false,
      false,
      'record.suspended',
    ]);
    const resumed = value(resumeRecord(suspended, '裁定撤销', COURT));
    expect([isPublic(resumed, TODAY), isUsable(resumed, TODAY), notificationTypeOf(resumed)]).toEqual([
      true,
      true,
      'record.resumed',
    ]);
  });

  it('is not given twice, but a court’s outranks a take-down', () => {
    const down = value(suspendRecord(published(), { ...order, ground: 'take-down' }, DECIDER));
    const outranked = value(suspendRecord(down, order, COURT));
    expect(outranked.suspension?.ground).toBe('court');
    expect(refusal(suspendRecord(outranked, { ...order, ground: 'take-down' }, DECIDER))).toBe('state-forbids');
    expect(refusal(resumeRecord(published(), '无', COURT))).toBe('not-suspended');
  });
});

describe('whatever marks a record bears', () => {
  const step = fc.constantFrom('mark', 'settle', 'suspend', 'resume', 'end') satisfies fc.Arbitrary<string>;
  const taken = (record: CreditRecord, does: 'mark' | 'settle' | 'suspend' | 'resume' | 'end') => {
    switch (does) {
      case 'mark':
        return markObjection(record, MARK, DECIDER);
      case 'settle':
        return settleObjection(record, settlement(), DECIDER);
      case 'suspend':
        return suspendRecord(record, { ground: 'court', document: '裁定', reason: '停止执行' }, COURT);
      case 'resume':
        return resumeRecord(record, '恢复', COURT);
      case 'end':
        return endRecord(
          record,
          { verb: 'repair', document: '庄修〔2026〕1号', decidedOn: TODAY, reason: '准予修复', proposedBy: 'a' },
          DECIDER,
        );
      default:
        return does satisfies never;
    }
  };

  it('it is public only while it may be used, an end is final, and its content stays as it was', () => {
    fc.assert(
      fc.property(anyRecord, fc.array(step, { maxLength: 8 }), fc.nat({ max: 30 }), (first, steps, days) => {
        const day = addDays(TODAY, days);
        let record = first;
        for (const does of steps) {
          const next = taken(record, does);
          if (!next.ok) continue;
          expect(record.state).not.toBe('ended');
          expect(next.value.version).toBe(record.version + 1);
          record = next.value;
        }
        expect(record.content).toEqual(first.content);
        if (isPublic(record, day)) expect(isUsable(record, day)).toBe(true);
        if (record.state === 'ended') expect([isUsable(record, day), isPublic(record, day)]).toEqual([false, false]);
      }),
    );
  });
});
