import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engines, startEngines } from '../engines.ts';
import { besideThere } from '../shared/disclosure/support/beside.ts';
import {
  bytesIn,
  type City,
  city,
  clear,
  diesAt,
  type Fate,
  failsAt,
  itemsIn,
  publicContent,
  snapshot,
} from '../shared/disclosure/support/publisher.ts';
import { licence, notice, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

const DAY_1 = '2026-11-10T02:00:00.000Z';
const DAY_2 = '2026-11-11T16:05:00.000Z';
const DAILY = { reason: 'daily' };
const HEAD = 'PUBLICATION HEAD';

let engines: Engines;
let restore: (engines: Engines) => Promise<void>;
let filesOfVersion1: Record<string, string>;

const FIRST = [
  penalty('expires', { until: '2026-11-12' }),
  penalty('revoked', { subject: 2 }),
  penalty('corrected', { subject: 3 }),
  licence('stays', { subject: 1 }),
  penalty('enters', { subject: 4, from: '2026-11-12' }),
];

/** Version 1 stands; then a term ends, one entry is revoked, one corrected, one may enter, one is new. */
const second = (town: City) => {
  town.setTime(DAY_2);
  return town.change(
    penalty('revoked', { subject: 2, version: 2, ended: notice('revoked', '2026-11-11') }),
    penalty('corrected', { subject: 3, version: 2, fields: { fineFen: 1 } }),
    licence('new', { subject: 5 }),
  );
};

beforeAll(async () => {
  engines = await startEngines();
  await clear(engines);
  const town = city(DAY_1);
  await town.change(...FIRST);
  await town.run();
  ({ restore, files: filesOfVersion1 } = await snapshot(town));
});
afterAll(() => engines.stop());

/** A city where version 1 stands and the second day's changes wait. */
const secondDay = async (): Promise<City> => {
  await restore(engines);
  const town = city(DAY_2);
  for (const record of FIRST) town.register.records.set(record.id, record);
  await second(town);
  return town;
};

/** What must be the same however often a run was interrupted. */
const outcome = async (town: City) => {
  const items = await itemsIn();
  return {
    content: await publicContent(town.deps.disclosure),
    beside: await besideThere(town.deps.disclosure),
    told: [...town.told.keys()].sort(),
    firsts: [...town.firsts.keys()].sort(),
    states: Object.entries(items)
      .filter(([key]) => key.startsWith('PUB#'))
      .map(([key, { firstPublicAt, ...state }]) => [key, typeof firstPublicAt, state])
      .sort(),
    waiting: Object.keys(items).filter((key) => /^(PENDING|ENTERING)#/.test(key)),
    head: items[HEAD]?.['state'],
    staging: Object.keys(await bytesIn(town.deps.staging)),
  };
};

const attempt = async (fate: Fate): Promise<City> => {
  const town = await secondDay();
  await town.run(DAILY, town.depsWith(fate)).catch(() => undefined);
  return town;
};

/** The outcome of a run that nothing disturbs, and how many calls it makes. */
const undisturbed = async () => {
  const fate = diesAt(Number.POSITIVE_INFINITY);
  const town = await attempt(fate);
  expect(await town.verify()).toMatchObject({ ok: true, findings: [] });
  return { expected: await outcome(town), calls: fate.calls };
};

const FEWEST_CALLS = 80;
/** Some hundred publications, one after the other. */
const TIMEOUT_MS = 600_000;

/** A name alone touches some thirty files of the index, one like the other: of their calls every twentieth is tried. */
const NAMES_A_TRY = 20;

/** The numbers of the calls at which something is tried, from 1 on. */
const worthTrying = (calls: readonly string[]): readonly number[] => {
  let ofNames = 0;
  return calls.flatMap((call, at) => {
    if (!call.includes(' names/')) return [at + 1];
    ofNames += 1;
    return ofNames % NAMES_A_TRY === 0 ? [at + 1] : [];
  });
};

describe('a publication', () => {
  it('that nothing disturbs shows what may be read, and nothing else', async () => {
    const { expected } = await undisturbed();
    const shown = expected.content.entries.map(({ publicId, version }) => `${publicId} ${version}`).sort();
    const due = { corrected: 2, stays: 1, enters: 1, new: 1 };
    expect(shown).toEqual(
      Object.entries(due)
        .map(([id, version]) => `${publicIdOf(id)} ${version}`)
        .sort(),
    );
    expect(expected).toMatchObject({
      content: { withdrawn: { withdrawals: [notice('revoked', '2026-11-11')] } },
      told: ['expires 1 2026-11-12'],
      firsts: ['enters', 'new'],
      waiting: [],
      head: 'projected',
      staging: [],
    });
  });

  it(
    'that is killed at any call is brought to the same end by the next run, and shows nothing before it is committed',
    async () => {
      const { expected, calls } = await undisturbed();
      expect(calls.length).toBeGreaterThan(FEWEST_CALLS);
      for (const k of worthTrying(calls)) {
        const at = `killed at call ${k} of ${calls.length}: ${calls[k - 1]}`;
        const town = await attempt(diesAt(k));
        const { version } = (await itemsIn())[HEAD] ?? {};
        if (version === 1) expect(await bytesIn(town.deps.disclosure), at).toEqual(filesOfVersion1);
        await town.run(DAILY);
        expect(await outcome(town), at).toEqual(expected);
        expect((await town.verify(town.clock.now())).findings, at).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'of which any one call fails is brought to the same end by the next run',
    async () => {
      const { expected, calls } = await undisturbed();
      for (const k of worthTrying(calls)) {
        const at = `failed at call ${k} of ${calls.length}: ${calls[k - 1]}`;
        const town = await attempt(failsAt(k));
        await town.run();
        expect(await outcome(town), at).toEqual(expected);
        expect((await town.verify(town.clock.now())).findings, at).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );
});
