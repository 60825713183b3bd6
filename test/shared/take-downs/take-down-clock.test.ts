import { describe, expect, it } from 'vitest';
import { clockNotification } from '../../../shared/clocks/clock-notifications.ts';
import { stagesCome } from '../../../shared/clocks/clock-stages.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { clockedRecord } from '../../../shared/records/duties.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { decideTakeDown, takeDown } from '../../../shared/take-downs/take-down.ts';
import { penalty } from '../../builders/submissions.ts';
import { recordOf } from '../records/record-of.ts';

const day = (text: string) => calendarDate(text);
/** A Friday. */
const at = toInstant(Date.parse('2026-11-13T08:00:00+08:00'));
const by = (name: string, when = at) => ({ department: 'credit-office', officer: name, at: when });

const down = (record: CreditRecord): CreditRecord => {
  const result = takeDown(record, { reason: '理由', document: '函1号' }, by('first'));
  if (!result.ok) throw new Error('refused');
  return result.value;
};
const toldOn = (record: CreditRecord, today: string) => {
  const clocked = clockedRecord(record);
  return stagesCome(clocked, day(today)).map((stage) => {
    const { type, recipient, due, clock } = clockNotification(clocked, stage, digestId);
    return { type, recipient, due, clock };
  });
};

describe('the clock of a take-down', () => {
  const clock = 'confirm-take-down';
  const due = '2026-11-18';

  it('is owed by who took it down, within three working days', () => {
    expect(toldOn(down(recordOf(penalty())), '2026-11-16')).toEqual([]);
    expect(toldOn(down(recordOf(penalty())), '2026-11-17')).toEqual([
      { type: 'clock.reminder', recipient: 'credit-office', due, clock },
    ]);
  });

  it('is chased, and then the department hears whose record it is', () => {
    expect(toldOn(down(recordOf(penalty())), '2026-11-23')).toEqual([
      { type: 'clock.overdue', recipient: 'credit-office', due, clock },
      { type: 'clock.escalated', recipient: 'market-regulation', due, clock },
    ]);
  });

  it('stops when it is confirmed, and is gone when the record goes on or has ended', () => {
    const record = down(recordOf(penalty()));
    const confirmed = decideTakeDown(record, { confirmed: true, reason: '属实' }, by('second'));
    expect(confirmed.ok && toldOn(confirmed.value, '2026-12-01')).toEqual([]);
    const lifted = decideTakeDown(record, { confirmed: false, reason: '不实' }, by('second'));
    expect(lifted.ok && clockedRecord(lifted.value).duties).toEqual([]);
    expect(clockedRecord({ ...record, state: 'ended' }).duties).toEqual([]);
  });
});
