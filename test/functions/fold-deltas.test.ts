import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FoldDeltasDeps, foldDeltas } from '../../functions/schedule/handlers/fold-deltas.ts';
import { sha256Hex } from '../../shared/crypto/digests.ts';
import { linesIn, packedLines } from '../../shared/crypto/packed-lines.ts';
import { messages } from '../../shared/kernel/log.ts';
import { DeltaList } from '../../shared/open-data/delta-list.ts';
import { type Engines, startEngines } from '../engines.ts';
import { bytesIn, type City, city, clear } from '../shared/disclosure/support/publisher.ts';
import { penalty, publicIdOf, type TestRecord } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const folder = ({ deps, clock }: City, given: Partial<FoldDeltasDeps> = {}) =>
  foldDeltas({
    disclosure: deps.disclosure,
    sha256: sha256Hex,
    unpack: linesIn,
    pack: packedLines,
    now: clock.now,
    log: deps.log,
    ...given,
  });

const listOf = async ({ deps }: City): Promise<DeltaList> => {
  const bytes = await deps.disclosure.get('deltas.json');
  return DeltaList.parse(JSON.parse(Buffer.from(bytes ?? []).toString()));
};

/** The rows of a delta file, in a few words, by the names of records. */
const rowsOf = async ({ deps, register }: City, path: string): Promise<string[]> => {
  const text = gunzipSync((await deps.disclosure.get(path)) ?? new Uint8Array()).toString();
  const names = new Map([...register.records.keys()].map((id) => [publicIdOf(id), id]));
  const rows = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  return rows.map(({ op, publicId, version }) => `${op} ${names.get(publicId)} ${version}`).sort();
};

/** Publishes on a day: what changes goes out by itself. */
const publishOn = async (town: City, at: string, ...records: readonly TestRecord[]): Promise<void> => {
  town.setTime(at);
  await town.change(...records);
  await town.run({ reason: 'daily' });
};

/** Three days: a comes, b comes and goes on one day, a is corrected twice; c comes on the last, which is not over. */
const threeDays = async (): Promise<City> => {
  const town = city('2026-11-10T02:00:00.000Z');
  await publishOn(town, '2026-11-10T02:00:00.000Z', penalty('a'), penalty('b'));
  await publishOn(town, '2026-11-10T03:00:00.000Z', penalty('b', { version: 2, ended: 'withdrawn' }));
  await publishOn(town, '2026-11-11T02:00:00.000Z', penalty('a', { version: 2, fields: { fineFen: 1 } }), penalty('d'));
  await publishOn(town, '2026-11-11T03:00:00.000Z', penalty('a', { version: 3, fields: { fineFen: 2 } }));
  await publishOn(town, '2026-11-12T02:00:00.000Z', penalty('c'));
  return town;
};

describe('the deltas of days', () => {
  it('are net: what came and went on one day is in none, and two corrections are one', async () => {
    const town = await threeDays();
    await folder(town)();
    const { days, windows } = await listOf(town);
    expect(days.map(({ day, from, to, rows }) => [day, from, to, rows])).toEqual([
      ['2026-11-10', 0, 2, 1],
      ['2026-11-11', 2, 4, 2],
    ]);
    expect(await rowsOf(town, 'deltas/2026-11-10.ndjson.gz')).toEqual(['ADD a 1']);
    expect(await rowsOf(town, 'deltas/2026-11-11.ndjson.gz')).toEqual(['ADD d 1', 'MOD a 3']);
    expect(windows.map(({ window, firstDay, lastDay, from, to }) => [window, firstDay, lastDay, from, to])).toEqual([
      ['P1D', '2026-11-11', '2026-11-11', 2, 4],
      ['P7D', '2026-11-10', '2026-11-11', 0, 4],
      ['P31D', '2026-11-10', '2026-11-11', 0, 4],
    ]);
    expect(await rowsOf(town, 'deltas/P7D.ndjson.gz')).toEqual(['ADD a 3', 'ADD d 1']);
    expect((await town.verify()).findings).toEqual([]);
  });

  it('are the same bytes when they are made again, by a second run or from nothing', async () => {
    const town = await threeDays();
    await folder(town)();
    const first = await bytesIn(town.deps.disclosure);
    await folder(town)();
    expect(await bytesIn(town.deps.disclosure)).toEqual(first);
    const made = Object.keys(first).filter((path) => path.startsWith('deltas'));
    await town.deps.disclosure.delete(made);
    await folder(town)();
    expect(await bytesIn(town.deps.disclosure)).toEqual(first);
  });

  it('are finished by the next run, wherever one was killed', async () => {
    const town = await threeDays();
    await folder(town)();
    const whole = await bytesIn(town.deps.disclosure);
    const made = Object.keys(whole).filter((path) => path.startsWith('deltas'));
    for (let last = 0; last <= made.length + 2; last += 1) {
      await town.deps.disclosure.delete(made);
      let writes = 0;
      const put: FoldDeltasDeps['disclosure']['put'] = (...file) => {
        writes += 1;
        if (writes > last) throw new Error('killed');
        return town.deps.disclosure.put(...file);
      };
      await folder(town, { disclosure: { get: town.deps.disclosure.get, put } })().catch(() => undefined);
      await folder(town)();
      expect(await bytesIn(town.deps.disclosure)).toEqual(whole);
    }
  });

  it('are caught up day by day where time is short, and none is there before its day is over', async () => {
    const town = await threeDays();
    let minutes = 0;
    const now = () => {
      minutes += 1;
      return new Date(Date.parse('2026-11-12T02:00:00.000Z') + minutes * 60_000).toISOString() as ReturnType<
        City['clock']['now']
      >;
    };
    const counts: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      await folder(town, { now })();
      counts.push((await listOf(town)).days.length);
    }
    expect(counts.at(-1)).toBe(2);
  });

  it('are made anew from the day on whose file is not what it was', async () => {
    const town = await threeDays();
    await folder(town)();
    const whole = await bytesIn(town.deps.disclosure);
    await publishOn(town, '2026-11-13T02:00:00.000Z', penalty('e'));
    await town.deps.disclosure.put('deltas/2026-11-11.ndjson.gz', new Uint8Array(3));
    await folder(town)();
    expect(town.logged.map(({ message }) => message)).toContain(messages.deltasDamaged);
    const after = await bytesIn(town.deps.disclosure);
    expect(after['deltas/2026-11-11.ndjson.gz']).toBe(whole['deltas/2026-11-11.ndjson.gz']);
    expect((await listOf(town)).days).toHaveLength(3);
    expect((await town.verify()).findings).toEqual([]);
  });

  it('are not made of a delta that is not the one its manifest names', async () => {
    const town = await threeDays();
    await town.deps.disclosure.put('v/3/delta.ndjson.gz', new Uint8Array(3));
    await expect(folder(town)()).rejects.toThrow('v/3/delta.ndjson.gz');
    expect((await listOf(town)).days.map(({ day }) => day)).toEqual(['2026-11-10']);
  });

  it('are found by a stranger where they do not lead to what was published', async () => {
    const town = await threeDays();
    await folder(town)();
    const list = await listOf(town);
    const forged = await packedLines(
      (async function* () {
        /* a day on which nothing happened */
      })(),
    );
    const days = list.days.map((day) =>
      day.day === '2026-11-11' ? { ...day, rows: 0, bytes: forged.length, sha256: sha256Hex(forged) } : day,
    );
    await town.deps.disclosure.put('deltas/2026-11-11.ndjson.gz', forged);
    await town.deps.disclosure.put('deltas.json', Buffer.from(JSON.stringify({ ...list, days })));
    const { findings } = await town.verify();
    expect(findings.map(({ check, where }) => `${check} ${where}`)).toEqual([
      'state-digest deltas/2026-11-11.ndjson.gz',
    ]);
  });

  it('wait for the first version', async () => {
    const town = city('2026-11-10T02:00:00.000Z');
    await folder(town)();
    expect(await town.deps.disclosure.get('deltas.json')).toBeUndefined();
  });
});
