import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCodec } from '../../shared/crypto/codec.ts';
import { addDays, beijingDate, beijingMidnight, calendarDate } from '../../shared/kernel/beijing-time.ts';
import { type Engines, startEngines } from '../engines.ts';
import { readLog } from '../functions/support/log-reading.ts';
import { besideDue, besideThere } from '../shared/disclosure/support/beside.ts';
import {
  type City,
  city,
  clear,
  diesAt,
  failsAt,
  publicContent,
  unharmed,
} from '../shared/disclosure/support/publisher.ts';
import { licence, notice, penalty, publicIdOf, standingOf } from '../shared/disclosure/support/register.ts';
import { verifyConsistency } from '../site/tlog-reader.mjs';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const START = calendarDate('2026-12-28');
const IDS = ['a', 'b', 'c', 'd', 'e'];
const LAST_CALL = 220;

const change = fc.record({
  id: fc.constantFrom(...IDS),
  from: fc.integer({ min: -3, max: 4 }),
  days: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  end: fc.constantFrom('none', 'none', 'none', 'withdrawn', 'revoked'),
  fine: fc.integer({ min: 0, max: 2 }),
});
const step = fc.record({
  days: fc.integer({ min: 0, max: 4 }),
  changes: fc.array(change, { maxLength: 4 }),
  reason: fc.constantFrom('daily', 'additions', 'removal'),
  fate: fc.constantFrom('unharmed', 'unharmed', 'dies', 'fails'),
  call: fc.integer({ min: 1, max: LAST_CALL }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const fateOf = ({ fate, call }: Step) => {
  if (fate === 'dies') return diesAt(call);
  return fate === 'fails' ? failsAt(call) : unharmed;
};

/** Applies a step's changes to the register; true if the run that follows said that it succeeded, undisturbed. */
const take = async (town: City, given: Step): Promise<boolean> => {
  const today = addDays(beijingDate(town.clock.now()), given.days);
  town.setTime(new Date(Math.max(Date.parse(town.clock.now()), Date.parse(beijingMidnight(today)))).toISOString());
  for (const { id, from, days, end, fine } of given.changes) {
    const make = IDS.indexOf(id) % 2 === 0 ? penalty : licence;
    const first = addDays(today, from);
    const record = make(id, {
      version: (town.register.records.get(id)?.version ?? 0) + 1,
      subject: IDS.indexOf(id) % 3,
      from: first,
      until: days === undefined && make === licence ? '' : addDays(first, days ?? 5),
      fields: { fineFen: fine },
      ...(end === 'withdrawn' && { ended: 'withdrawn' }),
      ...(end === 'revoked' && { ended: notice(id, today) }),
    });
    await town.change(record);
  }
  const answered = await town.run({ reason: given.reason }, town.depsWith(fateOf(given))).then(
    () => true,
    () => false,
  );
  return answered && given.fate === 'unharmed';
};

/** Heads of the log that a reader may have kept, by size; each was looked at when a run had ended, however it ended. */
type Seen = Map<number, Buffer>;

/** The log that lies there, whatever was going on, is a whole one that only adds to every one that was ever seen. */
const checkLog = async (town: City, seen: Seen): Promise<void> => {
  if ((await town.deps.disclosure.get('log/checkpoint')) === undefined) return expect(seen.size).toBe(0);
  const { size, root, client, entries } = await readLog(town.deps.disclosure);
  for (const [first, firstHash] of seen) {
    const claim = { first, firstHash, second: size, secondHash: root };
    expect(verifyConsistency(claim, await client.consistencyProof(first))).toBe(true);
  }
  for (const [at, entry] of entries.entries()) {
    const manifest = await town.deps.disclosure.get(`v/${at + 1}/manifest.json`);
    expect(entry).toBe(`${at + 1} ${nodeCodec.sha256(manifest ?? '')}`);
  }
  seen.set(size, root);
};

const check = async (town: City): Promise<void> => {
  const today = beijingDate(town.clock.now());
  const due = [...town.register.records.values()]
    .filter((record) => standingOf(record, today).state === 'public')
    .map(({ id, version }) => ({ id: publicIdOf(id), version }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const head = await town.deps.heads.read();
  if (head === undefined) return expect(due).toEqual([]);
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  const { entries } = await publicContent(town.deps.disclosure);
  expect(entries.map(({ publicId, version }) => ({ id: publicId, version }))).toEqual(due);
  // Pages and lists hold these entries and nothing else.
  expect(await besideThere(town.deps.disclosure)).toEqual(await besideDue(town.deps.disclosure));
};

describe('the public copy', () => {
  it('is after any run that nothing disturbed exactly what the law shows, whatever happened before, and its log only ever grew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
        await clear(engines);
        const town = city(beijingMidnight(START));
        const seen: Seen = new Map();
        for (const one of steps) {
          if (await take(town, one)) await check(town);
          await checkLog(town, seen);
        }
        await town.run();
        await check(town);
        await checkLog(town, seen);
      }),
      { numRuns: 40 },
    );
  });
});
