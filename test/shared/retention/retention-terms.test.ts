import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { KINDS, kindDefinition } from '../../../shared/records/kinds/kinds.ts';
import { isPublicOn, publicityOf } from '../../../shared/records/publicity.ts';
import { isUsable } from '../../../shared/records/usable.ts';
import { RELAYED } from '../../../shared/register/relayed.ts';
import { isBeyondRetention, recordRetention } from '../../../shared/retention/record-retention.ts';
import { type Retained, retentionDates } from '../../../shared/retention/retention-dates.ts';
import { retentionTermOf } from '../../../shared/retention/retention-terms.ts';
import { penalty } from '../../builders/submissions.ts';
import { recordOf } from '../records/record-of.ts';

const TODAY = calendarDate('2026-11-23');
const day = calendarDate;
const at = (date: string) => toInstant(Date.parse(`${date}T04:00:00Z`));

const PENALTY = { of: 'record', kind: 'administrative-penalty' };
const LISTING = { of: 'record', kind: 'serious-untrustworthiness-listing' };
const COURT = { of: 'record', kind: 'court-defaulter' };
const LICENCE = { of: 'record', kind: 'administrative-licence' };

// biome-ignore format: a table
const TERMS: readonly [what: string, retained: Retained, archiveOn: string | undefined, eraseOn?: string][] = [
  ['a penalty five years after the act', { ...PENALTY, act: day('2024-03-01') }, '2029-03-01', '2034-03-01'],
  ['a penalty of 29 February', { ...PENALTY, act: day('2024-02-29') }, '2029-02-28', '2034-02-28'],
  ['a penalty that was revoked, two years after that', { ...PENALTY, act: day('2024-03-01'), endedOn: day('2025-01-31') }, '2027-01-31', '2032-01-31'],
  ['a penalty that was revoked late, with its own term', { ...PENALTY, act: day('2024-03-01'), endedOn: day('2028-12-31') }, '2029-03-01', '2034-03-01'],
  ['a listing while it runs without a last day', { ...LISTING, content: {} }, undefined],
  ['a listing five years after its last day', { ...LISTING, content: { validTo: '2027-05-31' } }, '2032-05-31', '2037-05-31'],
  ['a listing that was removed before', { ...LISTING, content: { validTo: '2027-05-31' }, endedOn: day('2026-05-31') }, '2031-05-31', '2036-05-31'],
  ['what the court still lists', { ...COURT, act: day('2010-01-01') }, undefined],
  ['what the court removed', { ...COURT, act: day('2010-01-01'), endedOn: day('2026-01-01') }, '2028-01-01', '2033-01-01'],
  ['a licence without an end', { ...LICENCE, act: day('2010-01-01'), content: {} }, undefined],
  ['a licence that ran out', { ...LICENCE, content: { validTo: '2030-12-31' } }, '2035-12-31', '2040-12-31'],
  ['a case that goes on', { of: 'case', state: 'dispatched', at: at('2026-01-01') }, undefined],
  ['a case that ended', { of: 'case', state: 'ended', at: at('2026-01-01') }, '2031-01-01', '2036-01-01'],
  ['a task that is to be lifted still', { of: 'task', state: 'lifting', at: at('2026-01-01') }, undefined],
  ['a task that was lifted', { of: 'task', state: 'lifted', at: at('2026-01-01') }, '2031-01-01', '2036-01-01'],
  ['an article of law', { of: 'instrument', state: 'approved', at: at('2026-01-01') }, undefined],
];

describe('how long something is kept', () => {
  it.each(TERMS)('%s', (_, retained, archiveOn, eraseOn) => {
    expect(retentionDates(retained, TODAY)).toEqual(archiveOn && { archiveOn, eraseOn });
  });

  it('is said of every kind of record and of every sort of head from which something follows', () => {
    for (const kind of KINDS) expect(retentionTermOf({ of: 'record', kind }, TODAY), kind).toBeDefined();
    for (const of of RELAYED.filter((entity) => !['record', 'subject', 'put-away'].includes(entity))) {
      expect(retentionTermOf({ of }, TODAY), of).toBeDefined();
    }
  });

  it('is never more than five years from the end of the behaviour for a negative record that states an act', () => {
    const term = retentionTermOf({ of: 'record', kind: 'administrative-penalty' }, TODAY);
    expect(term).toMatchObject({ starts: 'act', archiveMonths: 60 });
    expect(kindDefinition('administrative-penalty').negative).toBe(true);
  });
});

describe('a record whose term is over', () => {
  const anyDay = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays(day('2019-01-01'), days));

  it('is neither public nor used from that day on, though nobody has put it away yet', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.integer({ min: 0, max: 4_000 }), (decisionDate, actDate, later) => {
        const record = { ...recordOf(penalty()), decisionDate, actDate };
        const today = addDays(decisionDate, later);
        const over = addMonths(actDate, 60) <= today;
        expect(isBeyondRetention(record, today)).toBe(over);
        const publicity = publicityOf(record, today);
        if (over) expect(publicity && isPublicOn(publicity, today)).not.toBe(true);
        if (over) expect(isUsable(record, today)).toBe(false);
      }),
    );
  });

  it('leaves the public on the earlier of its two days', () => {
    const record = { ...recordOf(penalty()), decisionDate: day('2026-11-02'), actDate: day('2022-01-10') };
    expect(recordRetention(record, TODAY)?.archiveOn).toBe('2027-01-10');
    expect(publicityOf(record, TODAY)?.until).toBe('2027-01-10');
  });
});
