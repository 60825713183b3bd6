import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FoldStatisticsDependencies, foldStatistics } from '../../functions/schedule/handlers/fold-statistics.ts';
import { documentClient } from '../../shared/aws/clients.ts';
import { digestId } from '../../shared/crypto/digest-id.ts';
import { calendarDate, toInstant } from '../../shared/kernel/beijing-time.ts';
import { intakeCountStore } from '../../shared/quality/intake-count-store.ts';
import { qualityCountStore } from '../../shared/quality/quality-count-store.ts';
import { checkCountStore } from '../../shared/statistics/check-count-store.ts';
import { type DisclosureCountStore, disclosureCountStore } from '../../shared/statistics/disclosure-count-store.ts';
import { type FoldedCountStore, foldedCountStore } from '../../shared/statistics/folded-count-store.ts';
import { foldedJointStore } from '../../shared/statistics/folded-joint-store.ts';
import { jointCountStore } from '../../shared/statistics/joint-count-store.ts';
import { unitStore } from '../../shared/statistics/unit-store.ts';
import { endNotices } from '../../shared/withdrawal-ledger/end-notice-store.ts';
import { type Engines, names, startEngines } from '../engines.ts';
import { penaltyRecord } from '../shared/records/record-of.ts';

let engines: Engines;
let cases: DisclosureCountStore;
let folded: FoldedCountStore;
let joint: Pick<
  FoldStatisticsDependencies,
  'intake' | 'quality' | 'joint' | 'checks' | 'endNotices' | 'foldedJoint' | 'units'
>;
beforeAll(async () => {
  engines = await startEngines();
  const derived = { client: documentClient(), table: names.derivedTable };
  cases = disclosureCountStore(derived);
  folded = foldedCountStore(derived);
  joint = {
    intake: intakeCountStore(derived),
    quality: qualityCountStore(derived),
    checks: checkCountStore(derived),
    joint: jointCountStore(derived),
    endNotices: endNotices(derived),
    foldedJoint: foldedJointStore(derived),
    units: unitStore(derived),
  };
});
afterAll(() => engines?.stop());

const fold = (at: string) => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return foldStatistics({ cases, folded, ...joint, now: () => toInstant(Date.parse(at)), log })();
};

const decided = (day: string, serial: number) => ({
  ...penaltyRecord(),
  id: digestId(`${day} ${serial}`),
  decisionDate: calendarDate(day),
  receivedAt: toInstant(Date.parse(`${day}T04:00:00.000Z`)),
});
const countsOf = async (month: string) => (await folded.find(month))?.counts;

describe('the fold', () => {
  it('counts every month that still moves as a recount would, and follows the day', async () => {
    for (const serial of [1, 2, 3]) await cases.note(decided('2026-11-02', serial));
    await cases.markFirstPublic(decided('2026-11-02', 1), toInstant(Date.parse('2026-11-05T02:00:00.000Z')));
    await fold('2026-11-11T15:59:00.000Z');
    expect(await countsOf('2026-11')).toMatchObject([
      { department: 'market-regulation', received: 3, timely: 1, running: 2, missing: 0 },
    ]);
    await fold('2026-11-11T16:01:00.000Z');
    await fold('2026-11-11T16:01:00.000Z');
    expect(await countsOf('2026-11')).toMatchObject([{ received: 3, timely: 1, running: 0, missing: 2 }]);
    expect((await folded.find('2026-11'))?.countedAt).toBe('2026-11-11T16:01:00.000Z');
  });

  it('takes up older months in the first hour of a Beijing day', async () => {
    await cases.note(decided('2025-03-03', 1));
    await fold('2026-11-12T02:00:00.000Z');
    expect(await countsOf('2025-03')).toEqual([]);
    await fold('2026-11-12T16:30:00.000Z');
    expect(await countsOf('2025-03')).toMatchObject([{ received: 1, missing: 1 }]);
  });

  it('across a year folds the months of both', async () => {
    await cases.note(decided('2026-12-30', 1));
    await fold('2027-01-05T02:00:00.000Z');
    expect(await countsOf('2026-12')).toMatchObject([{ received: 1 }]);
    expect(await countsOf('2027-01')).toEqual([]);
  });
});
