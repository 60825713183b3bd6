import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { type Engines, startEngines } from '../engines.ts';
import { bytesIn, type City, city, clear, diesAt, publicContent } from '../shared/disclosure/support/publisher.ts';
import { notice, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

/** A second of the machine's clock would be a second of the test. */
const SHORT_MS = 50;
const MORNING = 'T02:00:00.000Z';

const shown = async (town: City): Promise<string[]> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  return (await publicContent(town.deps.disclosure)).entries.map(({ publicId }) => publicId).sort();
};

/** Runs, and dies with the call that is named. */
const killedAt = async (town: City, call: RegExp): Promise<void> => {
  const rehearsal: string[] = [];
  let over = false;
  const fate = {
    outside: (name: string) => {
      rehearsal.push(name);
      over ||= call.test(name);
      if (over) throw new Error('killed');
    },
  };
  await expect(town.run(undefined, town.depsWith(fate))).rejects.toThrow();
  expect(rehearsal.some((name) => call.test(name))).toBe(true);
};

/** The paths and bytes that a run writes to the public copy. */
const watched = (town: City) => {
  const written: string[] = [];
  const { disclosure } = town.deps;
  const put: typeof disclosure.put = async (path, body, served) => {
    written.push(`${path} ${path.endsWith('.gz') ? gunzipSync(body) : Buffer.from(body)}`);
    await disclosure.put(path, body, served);
  };
  return { written, deps: { ...town.deps, disclosure: { ...disclosure, put } } };
};

describe('an unfinished version', () => {
  it('is finished together with what has to leave meanwhile: nothing withdrawn is shown late', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('old', { until: '2026-11-12' }));
    await town.run();
    await town.change(
      penalty('new', { subject: 2 }),
      penalty('short', { subject: 3, until: '2026-11-12' }),
      penalty('b'),
    );
    await killedAt(town, /^PutObjectCommand by-subject/);
    expect(await town.deps.heads.read()).toMatchObject({ version: 2, state: 'committed' });
    town.setTime(`2026-11-13${MORNING}`);
    await town.change(penalty('new', { subject: 2, version: 2, ended: 'withdrawn' }));

    const { written, deps } = watched(town);
    await town.run(undefined, deps);
    for (const id of ['new', 'short', 'old']) {
      expect(written.filter((text) => !text.startsWith('v/') && text.includes(publicIdOf(id)))).toEqual([]);
    }
    expect(await shown(town)).toEqual([publicIdOf('b')]);
    expect(await town.deps.heads.read()).toMatchObject({ version: 3, state: 'projected', entries: 1 });
    // Never shown, never counted as public.
    expect([...town.firsts.keys()]).toEqual(['old', 'b']);
  });

  it('is finished as it is where nothing changed since', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'));
    await killedAt(town, /PutObjectCommand latest.json/);
    await town.run();
    expect(await shown(town)).toEqual([publicIdOf('a')]);
    expect(await town.deps.heads.read()).toMatchObject({ version: 1, state: 'projected' });
  });

  it('that stays unfinished again and again is still brought to its end', async () => {
    const town = city(`2026-11-10${MORNING}`);
    for (const id of ['a', 'b', 'c', 'd']) {
      await town.change(
        penalty(id),
        penalty('flips', { version: id.charCodeAt(0), until: id === 'c' ? '2027-03-01' : '2027-02-01' }),
      );
      await killedAt(town, /PutObjectCommand v\//);
    }
    await town.change(penalty('a', { version: 2, ended: notice('a', '2026-11-10') }));
    await town.run();
    expect(await shown(town)).toEqual(['b', 'c', 'd', 'flips'].map(publicIdOf).sort());
    expect(Object.keys(await bytesIn(town.deps.staging))).toEqual([]);
    expect(await town.deps.pending.all()).toEqual([]);
  });
});

describe('two runs at once', () => {
  it('take turns, and the second finds nothing left to do', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'), penalty('b'));
    const deps = { ...town.deps, pause: () => pause(SHORT_MS) };
    await Promise.all([town.run(undefined, deps), town.run(undefined, deps)]);
    expect(await town.deps.heads.read()).toMatchObject({ version: 1, state: 'projected' });
    expect(await shown(town)).toEqual([publicIdOf('a'), publicIdOf('b')].sort());
  });

  it('cannot both move the head, even if both hold the lease', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'), penalty('b'));
    const leases = { take: async () => 'taken' as const, release: async () => undefined };
    const { heads } = town.deps;
    // Both have prepared their version before either commits it.
    let arrived = 0;
    let open = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const commit: typeof heads.commit = async (next, before) => {
      arrived += 1;
      if (arrived === 2) open();
      await both;
      return heads.commit(next, before);
    };
    const deps = { ...town.deps, leases, heads: { ...heads, commit } };
    await Promise.all([town.run(undefined, deps), town.run(undefined, deps)]);
    expect(town.logged.filter(({ message }) => message === publisherMessages.overtaken)).toHaveLength(1);
    expect(await town.deps.heads.read()).toMatchObject({ version: 1, state: 'projected' });
    expect(await shown(town)).toEqual([publicIdOf('a'), publicIdOf('b')].sort());
  });

  it('never write at once: a run that lost its lease stops before its next write', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'));
    const { disclosure, leases } = town.deps;
    let writes = 0;
    const put: typeof disclosure.put = async (path, body, served) => {
      writes += 1;
      // The run was frozen for a minute, and another one took the lease.
      await town.deps.pause(60_000);
      const silent = await leases.take('another run');
      await leases.take('another run', silent === 'taken' ? undefined : silent);
      await disclosure.put(path, body, served);
    };
    await expect(town.run(undefined, { ...town.deps, disclosure: { ...disclosure, put } })).rejects.toThrow('is lost');
    expect(writes).toBe(1);
  });

  it('wait for one that died, and give up on one that lives', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'));
    await town.run(undefined, town.depsWith(diesAt(10))).catch(() => undefined);
    const began = Date.parse(town.clock.now());
    await town.run();
    expect(Date.parse(town.clock.now()) - began).toBeGreaterThan(20_000);
    expect(await shown(town)).toEqual([publicIdOf('a')]);
    let heldUntil = 0;
    const take = async () => ({ leaseOwner: 'another run', heldUntil: heldUntil++ });
    const busy = { ...town.deps, leases: { ...town.deps.leases, take } };
    await expect(town.run(undefined, busy)).rejects.toThrow('another publication run is at work');
  });
});
