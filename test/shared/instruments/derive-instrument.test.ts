import { describe, expect, it } from 'vitest';
import { deriveInstrument, endOfInstrument } from '../../../shared/instruments/derive-instrument.ts';
import type { Instrument } from '../../../shared/instruments/instrument.ts';
import { calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { instrument, PROCUREMENT_LAW } from '../../builders/joint-cases.ts';

const KEY = { pk: 'INSTRUMENTS', sk: PROCUREMENT_LAW };
const changed = (action: Instrument['change']['action'], until?: string, given: Partial<Instrument> = {}) =>
  instrument(PROCUREMENT_LAW, {
    version: 4,
    change: {
      action,
      department: 'justice',
      officer: 'justice/reviewer',
      // A minute past midnight of the 10th in Beijing.
      at: toInstant(Date.parse('2026-11-09T16:01:00.000Z')),
    },
    ...(until !== undefined && { inForceUntil: calendarDate(until) }),
    ...given,
  });
const end = { what: 'basis', version: 4, key: KEY, group: PROCUREMENT_LAW };

describe('what follows from an instrument', () => {
  it('is nothing while it has no end, or is not approved', () => {
    expect(deriveInstrument(changed('approve'), KEY)).toEqual({ notifications: [], work: [] });
    const proposed = changed('propose', '2027-01-01', { state: 'proposed' });
    expect(deriveInstrument(proposed, KEY)).toEqual({ notifications: [], work: [] });
    expect(endOfInstrument(proposed, KEY)).not.toHaveProperty('until');
  });

  it('is that all that rests on it is lifted, if it is repealed from a day that has come', () => {
    expect(deriveInstrument(changed('confirm-repeal', '2026-11-10'), KEY)).toMatchObject({
      end: { ...end, until: '2026-11-10' },
      work: [{ type: 'repeal', basis: PROCUREMENT_LAW, run: 'v4', pass: 1, quiet: 0 }],
    });
  });

  it('is that it is found on its day, if that is yet to come', () => {
    for (const action of ['confirm-repeal', 'approve'] as const)
      expect(deriveInstrument(changed(action, '2026-11-11'), KEY)).toMatchObject({
        end: { ...end, until: '2026-11-11' },
        work: [],
      });
  });

  it('is nothing if it had ended before it was entered: nothing rests on it', () => {
    expect(deriveInstrument(changed('approve', '2020-12-31'), KEY)).toEqual({ notifications: [], work: [] });
  });
});
