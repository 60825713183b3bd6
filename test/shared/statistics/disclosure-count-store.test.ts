import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import { digestId } from '../../../shared/crypto/digest-id.ts';
import { type CalendarDate, calendarDate, toInstant } from '../../../shared/kernel/beijing-time.ts';
import type { CreditRecord } from '../../../shared/records/record.ts';
import { type DisclosureCountStore, disclosureCountStore } from '../../../shared/statistics/disclosure-count-store.ts';
import { countDisclosures, type DisclosureCase } from '../../../shared/statistics/disclosure-counts.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { penaltyRecord } from '../records/record-of.ts';

let engines: Engines;
let store: DisclosureCountStore;
beforeAll(async () => {
  engines = await startEngines();
  store = disclosureCountStore({ client: documentClient(), table: names.derivedTable });
});
afterAll(() => engines?.stop());

let serial = 0;
/** A public penalty of its own, decided in a month of its own or the one given; due on the seventh working day. */
const fresh = (given: Partial<CreditRecord> = {}): CreditRecord => {
  serial += 1;
  return { ...penaltyRecord(), id: digestId(`record ${serial}`), ...given };
};
const on = (day: string) => toInstant(Date.parse(`${day}T04:00:00.000Z`));
const held = (record: CreditRecord, version: number): CreditRecord => ({
  ...record,
  version,
  state: 'held',
  holds: ['contact-in-text'],
});
const MONTH = '2026-11';
const own = async (department: string) => store.cases(MONTH, department);

describe('the case of a record', () => {
  it('is one, however often its versions come, and is as the newest one has it', async () => {
    const record = fresh({ department: 'court' });
    for (const version of [1, 1, 2, 1, 2]) await store.note(version === 2 ? held(record, 2) : record);
    expect(await own('court')).toEqual([{ department: 'court', kind: record.kind, due: '2026-11-11', excused: true }]);
    await store.note({ ...record, version: 3 });
    expect(await own('court')).toEqual([{ department: 'court', kind: record.kind, due: '2026-11-11' }]);
  });

  it('is public since the first time, whatever is noted after it', async () => {
    const record = fresh({ department: 'tax' });
    await store.markFirstPublic(record, on('2026-11-12'));
    await store.note(record);
    await store.markFirstPublic(record, on('2026-11-20'));
    await store.note(held(record, 2));
    expect(await own('tax')).toMatchObject([{ due: '2026-11-11', firstPublicOn: '2026-11-12', excused: true }]);
    expect(countDisclosures(await own('tax'), calendarDate('2026-12-01'))).toMatchObject([
      { received: 1, late: 1, notPublic: 0 },
    ]);
  });

  it('is none of a kind that need not be public within seven working days', async () => {
    const record = fresh({ department: 'civil-affairs', kind: 'honour' });
    await store.markFirstPublic(record, on('2026-11-12'));
    expect(await own('civil-affairs')).toEqual([]);
  });

  it('is dated in Beijing', async () => {
    const record = fresh({ department: 'education' });
    await store.note(record);
    await store.markFirstPublic(record, toInstant(Date.parse('2026-11-11T16:00:00.000Z')));
    expect(await own('education')).toMatchObject([{ firstPublicOn: '2026-11-12' }]);
  });

  it('is found among hundreds, in its month and department, and in no other', async () => {
    const records = Array.from({ length: 200 }, () => fresh({ department: 'transport' }));
    await Promise.all(records.map((record) => store.note(record)));
    await store.note(fresh({ department: 'transport-inspection' }));
    await store.note(fresh({ department: 'transport', decisionDate: calendarDate('2026-10-31') }));
    expect(await own('transport')).toHaveLength(200);
    expect(await store.cases('2026-10', 'transport')).toHaveLength(1);
    expect(await store.cases('2026-09')).toEqual([]);
    expect((await store.cases(MONTH)).length).toBeGreaterThan(200);
  });
});

describe('what is counted', () => {
  it('is the same after events in any order, any of them many times, as after each of them once', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('held', 'active', 'private'), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat({ max: 20 }), { maxLength: 12 }),
        fc.option(fc.nat({ max: 4 }), { nil: undefined }),
        async (states, replays, publicAt) => {
          run += 1;
          const record = fresh();
          const versions = states.map((state, index): CreditRecord => {
            const version = { ...record, version: index + 1 };
            if (state === 'held') return held(version, index + 1);
            if (state === 'private')
              return {
                ...version,
                disclosure: { public: false, basis: '法', decidedOn: record.decisionDate, officer: 'a' },
              };
            return version;
          });
          const events = versions.flatMap((version, index) => [
            (department: string) => store.note({ ...version, department }),
            ...(index === publicAt
              ? [(department: string) => store.markFirstPublic({ ...record, department }, on('2026-11-11'))]
              : []),
          ]);
          const [once, again] = [`once-${run}`, `again-${run}`];
          for (const event of events) await event(once);
          const anyOrder = [...replays.map((at) => at % events.length), ...events.keys()];
          for (const at of replays.length % 2 ? anyOrder.toReversed() : anyOrder) await events[at]?.(again);
          const [single, replayed] = await Promise.all([own(once), own(again)]);
          expect(replayed.map(({ department: _, ...rest }) => rest)).toEqual(
            single.map(({ department: _, ...rest }) => rest),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  const anyDay = fc.constantFrom('2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12').map(calendarDate);
  const anyCase: fc.Arbitrary<DisclosureCase> = fc.record(
    {
      department: fc.constantFrom('tax', 'court'),
      kind: fc.constantFrom('administrative-penalty', 'administrative-licence'),
      due: anyDay,
      firstPublicOn: anyDay,
      excused: fc.boolean(),
    },
    { requiredKeys: ['department', 'kind'] },
  );

  it('adds up: every record is in exactly one column of its department and kind, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 30 }), anyDay, (cases, today: CalendarDate) => {
        const counts = countDisclosures(cases, today);
        for (const { received, timely, late, missing, running, notPublic } of counts) {
          expect(timely + late + missing + running + notPublic).toBe(received);
        }
        expect(counts.reduce((sum, { received }) => sum + received, 0)).toBe(cases.length);
        expect(countDisclosures(cases.toReversed(), today)).toEqual(counts);
        expect(new Set(counts.map(({ department, kind }) => `${department} ${kind}`)).size).toBe(counts.length);
      }),
    );
  });
});
