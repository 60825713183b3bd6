import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, calendarDate } from '../../../shared/kernel/beijing-time.ts';
import { addWorkingDays } from '../../../shared/kernel/working-calendar.ts';
import { clocksOf, disclosureDue } from '../../../shared/records/clocks.ts';
import { hasDisclosureClock, KINDS } from '../../../shared/records/kinds/kinds.ts';
import { publicityOf } from '../../../shared/records/publicity.ts';
import { proposeWithdrawal } from '../../../shared/records/transitions.ts';
import { anyRecord, officer, penaltyRecord, TODAY } from './record-of.ts';

const day = calendarDate;

describe('the clock of a disclosure', () => {
  const clock = (today: string, firstPublicOn?: string) => {
    const facts = { today: day(today), publication: firstPublicOn ? { firstPublicOn: day(firstPublicOn) } : {} };
    return clocksOf(penaltyRecord(), facts).find(({ name }) => name === 'disclosure');
  };

  it.each([
    ['runs through its last day', '2026-11-11', undefined, 'running'],
    ['is breached on the day after', '2026-11-12', undefined, 'breached'],
    ['is met on its last day', '2027-01-01', '2026-11-11', 'met'],
    ['stays breached if met too late', '2027-01-01', '2026-11-12', 'breached'],
  ])('%s', (_, today, firstPublicOn, state) => {
    expect(clock(today, firstPublicOn)).toMatchObject({ state, due: '2026-11-11', provisional: false });
  });

  it('is provisional where it touches a year whose calendar is not published', () => {
    const record = { ...penaltyRecord(), decisionDate: day('2026-12-24') };
    expect(clocksOf(record, { today: day('2026-12-24'), publication: {} })[0]).toMatchObject({ provisional: true });
  });

  it('runs for exactly the licences and penalties that are to be public and whose term was not over when it came, seven working days', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const due = disclosureDue(record);
        const publicity = publicityOf(record, record.decisionDate);
        const over = publicity?.until !== undefined && publicity.until <= TODAY;
        expect(due !== undefined).toBe(hasDisclosureClock(record.kind) && publicity !== undefined && !over);
        expect(KINDS.filter(hasDisclosureClock)).toEqual(['administrative-licence', 'administrative-penalty']);
        if (due) expect(due).toEqual(addWorkingDays(record.decisionDate, 7));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the clock of a withdrawal', () => {
  it('gives three working days from its document, and is met by the end', () => {
    const withdrawal = { verb: 'revoke', document: '文书', decidedOn: day('2026-11-09'), reason: '理由' } as const;
    const proposed = proposeWithdrawal(penaltyRecord(), withdrawal, { by: officer('a'), today: TODAY });
    if (!proposed.ok) throw new Error('refused');
    const clock = (today: string, endedOn?: string) =>
      clocksOf(proposed.value, { today: day(today), ...(endedOn && { endedOn: day(endedOn) }) }).at(-1);
    expect(clock('2026-11-12')).toMatchObject({ name: 'withdrawal', state: 'running', due: '2026-11-12' });
    expect(clock('2026-11-13')).toMatchObject({ state: 'breached' });
    expect(clock('2026-12-31', '2026-11-12')).toMatchObject({ state: 'met' });
    expect(clock('2026-12-31', '2026-11-13')).toMatchObject({ state: 'breached' });
  });
});

it('a record from before the calendar has no clock rather than a wrong one', () => {
  const record = { ...penaltyRecord(), decisionDate: day('2001-01-01') };
  expect(clocksOf(record, { today: addDays(TODAY, 1), publication: {} })).toEqual([]);
});
