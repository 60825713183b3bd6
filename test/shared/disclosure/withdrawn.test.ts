import { describe, expect, it } from 'vitest';
import { statedSince, withdrawnFile } from '../../../shared/disclosure/withdrawn.ts';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { notice } from './support/register.ts';

const TODAY = calendarDate('2026-12-10');
const stated = (date: string): number => withdrawnFile([notice('a', date)], TODAY).withdrawals.length;

describe('withdrawn.json', () => {
  it.each([
    ['2026-12-10', 1],
    ['2026-11-11', 1],
    ['2026-11-10', 0],
    // A notice for tomorrow waits.
    ['2026-12-11', 0],
  ])('on 2026-12-10 states a withdrawal of %s: %i', (date, count) => {
    expect(stated(date)).toBe(count);
  });

  it('states each for thirty days', () => {
    expect(addDays(statedSince(TODAY), 29)).toBe(TODAY);
  });

  it('holds the newest first and nothing but what is to be stated', () => {
    const extra = { ...notice('b', '2026-12-01'), subjectName: '甲' };
    const { withdrawals } = withdrawnFile([notice('a', '2026-11-20'), extra, notice('c', '2026-12-09')], TODAY);
    expect(withdrawals.map(({ withdrawnOn }) => withdrawnOn)).toEqual(['2026-12-09', '2026-12-01', '2026-11-20']);
    expect(JSON.stringify(withdrawals)).not.toContain('甲');
  });
});
