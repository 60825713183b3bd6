import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../shared/aws/clients.ts';
import type { CaseWork } from '../../../shared/cases/case-work.ts';
import { endDateStore } from '../../../shared/cases/end-date-store.ts';
import { repealReports } from '../../../shared/cases/repeal-report-store.ts';
import { clockStore } from '../../../shared/clocks/clock-store.ts';
import type { Instrument } from '../../../shared/instruments/instrument.ts';
import { type InstrumentStore, instrumentStore } from '../../../shared/instruments/instrument-store.ts';
import { type Instant, toInstant } from '../../../shared/kernel/beijing-time.ts';
import { deliveredStore } from '../../../shared/notifications/delivered-store.ts';
import { derivedItems } from '../../../shared/rederive/derived-items-store.ts';
import { instrumentRederiver } from '../../../shared/rederive/instruments.ts';
import { rederive } from '../../../shared/rederive/rederive.ts';
import { registerPages } from '../../../shared/rederive/register-pages-store.ts';
import { jointCountStore } from '../../../shared/statistics/joint-count-store.ts';
import { instrument } from '../../builders/joint-cases.ts';
import { type Engines, names, startEngines } from '../../engines.ts';
import { day } from '../tasks/tasks.ts';

let engines: Engines;
let instruments: InstrumentStore;
let work: CaseWork[] = [];
beforeAll(async () => {
  engines = await startEngines();
  instruments = instrumentStore({ client: documentClient(), table: names.registerTable });
});
afterAll(() => engines?.stop());

const AT: Instant = toInstant(Date.parse('2026-11-12T02:00:00.000Z'));
const change = { action: 'approve', department: 'justice', officer: 'justice/reviewer', at: AT } as const;

const rederived = async () => {
  const derived = { client: documentClient(), table: names.derivedTable };
  const rederiver = instrumentRederiver({
    instruments,
    reports: repealReports(derived),
    ends: endDateStore(derived),
    jointCounts: jointCountStore(derived),
    clocks: clockStore(derived),
    delivered: deliveredStore(derived),
    derivedItems: derivedItems(derived),
    notifications: { send: async () => undefined },
    caseWork: { send: async (some) => void work.push(...some) },
  });
  const pages = registerPages({ client: documentClient(), table: names.registerTable });
  const { looked, missing } = await rederive(pages, [rederiver], { dryRun: false, segments: 1 });
  return { looked: looked['instrument'] ?? 0, ends: missing.ends ?? 0, work: missing.work ?? 0 };
};

const add = async (code: string, given: Partial<Instrument> = {}): Promise<Instrument> => {
  const added = await instruments.add(instrument(code, { version: 1, id: code, change, ...given }), code);
  if (!added.ok) throw new Error('there already');
  return added.value.image;
};

describe('rederiving instruments', () => {
  it('notes again when an article ends, and nothing of one without an end or that had ended before', async () => {
    await add('law-without-end');
    await add('law-of-the-past', { inForceUntil: day('2020-12-31') });
    expect(await rederived()).toEqual({ looked: 2, ends: 0, work: 0 });
    await add('law-that-ends', { inForceUntil: day('2027-01-01') });
    expect(await rederived()).toEqual({ looked: 3, ends: 1, work: 0 });
    expect(await rederived()).toEqual({ looked: 3, ends: 0, work: 0 });
  });

  it('has a repeal carried out that nobody heard of, and asks no more once it was', async () => {
    const code = 'law-repealed';
    await add(code);
    const stored = await instruments.find(code);
    if (stored === undefined) throw new Error('not there');
    const repealed = { ...stored.image, version: 2, inForceUntil: day('2026-11-12') };
    await instruments.change(stored, { ...repealed, change: { ...change, action: 'confirm-repeal' } }, ['approved']);
    expect(await rederived()).toEqual({ looked: 4, ends: 1, work: 1 });
    expect(work).toMatchObject([{ type: 'repeal', basis: code, pass: 1 }]);
    work = [];
    expect(await rederived()).toMatchObject({ ends: 0, work: 1 });
    const reports = repealReports({ client: documentClient(), table: names.derivedTable });
    await reports.note(code, { run: 'v2', passes: 3, completedAt: AT });
    expect(await rederived()).toMatchObject({ ends: 0, work: 0 });
  });
});
