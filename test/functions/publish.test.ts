import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publisherMessages } from '../../shared/disclosure/messages.ts';
import { type Engines, startEngines } from '../engines.ts';
import { type City, city, clear, pathsIn, publicContent, textIn } from '../shared/disclosure/support/publisher.ts';
import { creditCode, licence, notice, penalty, publicIdOf } from '../shared/disclosure/support/register.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());
beforeEach(() => clear(engines));

const MORNING = 'T02:00:00.000Z';
const DAILY = { reason: 'daily' };

/** Ids and versions that the public can read, once a stranger has found that everything adds up. */
const shown = async (town: City): Promise<string[]> => {
  expect((await town.verify(town.clock.now())).findings).toEqual([]);
  const { entries } = await publicContent(town.deps.disclosure);
  const names = new Map([...town.register.records.keys()].map((id) => [publicIdOf(id), id]));
  return entries.map(({ publicId, version }) => `${names.get(publicId)} ${version}`).sort();
};

const messagesOf = (town: City): string[] => town.logged.map(({ message }) => message);

describe('publish', () => {
  it('makes what may be read readable, and a stranger finds that it adds up', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'), penalty('b', { subject: 2 }), licence('c'));
    await town.run();
    expect(await shown(town)).toEqual(['a 1', 'b 1', 'c 1']);
    expect([...town.firsts.keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(messagesOf(town)).toEqual([publisherMessages.projected]);
  });

  it('replaces a corrected entry, and takes out a withdrawn one, in every file', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(
      penalty('a', { fields: { penaltyContent: '旧内容' } }),
      penalty('b', { subject: 2 }),
      licence('c'),
    );
    await town.run();
    await town.change(penalty('a', { version: 2, fields: { penaltyContent: '新内容' } }));
    await town.change(penalty('b', { subject: 2, version: 2, ended: 'withdrawn' }));
    await town.run({ reason: 'removal' });
    expect(await shown(town)).toEqual(['a 2', 'c 1']);
    const text = await textIn(town.deps.disclosure);
    expect(text).toContain('新内容');
    expect(text).not.toContain('旧内容');
    expect(text).not.toContain(creditCode(2));
  });

  it('states a statutory end by document number for thirty days, and never the subject', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a', { subject: 7 }));
    await town.run();
    await town.change(penalty('a', { subject: 7, version: 2, ended: notice('a', '2026-11-10') }));
    await town.run();
    expect(await publicContent(town.deps.disclosure)).toEqual({
      entries: [],
      withdrawn: { withdrawals: [notice('a', '2026-11-10')] },
    });
    town.setTime(`2026-12-09${MORNING}`);
    await town.run(DAILY);
    expect(await shown(town)).toEqual([]);
    expect((await publicContent(town.deps.disclosure)).withdrawn).toEqual({ withdrawals: [notice('a', '2026-11-10')] });
    town.setTime(`2026-12-10${MORNING}`);
    await town.run(DAILY);
    expect((await publicContent(town.deps.disclosure)).withdrawn).toEqual({ withdrawals: [] });
  });

  it('states no end of what the public never saw', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a', { ended: notice('a', '2026-11-10') }));
    await town.run(DAILY);
    expect(await publicContent(town.deps.disclosure)).toEqual({ entries: [], withdrawn: { withdrawals: [] } });
  });

  it('lets an entry in on its day and not before', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'), penalty('b', { from: '2026-11-12' }));
    await town.run();
    town.setTime('2026-11-11T15:59:59.000Z');
    await town.run(DAILY);
    expect(await shown(town)).toEqual(['a 1']);
    expect(await textIn(town.deps.disclosure)).not.toContain(publicIdOf('b'));
    town.setTime('2026-11-11T16:00:00.000Z');
    await town.run(DAILY);
    expect(await shown(town)).toEqual(['a 1', 'b 1']);
  });

  it('after three dead days takes out at once what had to leave meanwhile, and tells of it once', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a', { until: '2026-11-12' }), penalty('b', { until: '2026-11-13' }), licence('c'));
    await town.run();
    town.setTime(`2026-11-13${MORNING}`);
    await town.run();
    expect(await shown(town)).toEqual(['c 1']);
    expect(Object.fromEntries(town.told)).toEqual({ 'a 1 2026-11-12': 1, 'b 1 2026-11-13': 1 });
  });

  it('takes several versions for many changes, removals first', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(...['a', 'b', 'c', 'd', 'e'].map((id) => penalty(id)));
    await town.run(undefined, { ...town.deps, mostChanges: 2 });
    expect(await town.deps.heads.read()).toMatchObject({ version: 3, entries: 5 });
    await town.change(...['f', 'g', 'h'].map((id) => penalty(id)));
    await town.change(...['a', 'b', 'c'].map((id) => penalty(id, { version: 2, ended: 'withdrawn' })));
    const counts: number[] = [];
    const { heads } = town.deps;
    const commit: typeof heads.commit = (next, before) => {
      counts.push(next.entries);
      return heads.commit(next, before);
    };
    await town.run(undefined, { ...town.deps, mostChanges: 2, heads: { ...heads, commit } });
    expect(counts).toEqual([3, 3, 5]);
    expect(await shown(town)).toEqual(['d 1', 'e 1', 'f 1', 'g 1', 'h 1']);
  });

  it('looks at no more of a great load than a version takes, and at all that may have to leave', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('old'), penalty('older'));
    await town.run();
    const load = Array.from({ length: 250 }, (_, serial) => penalty(`new-${serial}`, { subject: serial % 40 }));
    await town.change(...load, penalty('old', { version: 2, ended: 'withdrawn' }));
    const looked: number[] = [];
    const counts: number[] = [];
    const { source, heads } = town.deps;
    const standings: typeof source.standings = (refs, today) => {
      looked.push(refs.length);
      return source.standings(refs, today);
    };
    const commit: typeof heads.commit = (next, before) => {
      counts.push(next.entries);
      return heads.commit(next, before);
    };
    const once = { ...town.deps, mostChanges: 20, source: { standings }, heads: { ...heads, commit } };
    await town.run(undefined, { ...once, pause: async () => undefined });
    expect(counts[0]).toBe(20);
    expect(Math.max(...looked)).toBeLessThanOrEqual(100);
    expect(looked.reduce((sum, some) => sum + some, 0)).toBeLessThan((counts.length + 1) * 100);
    expect(await shown(town)).toHaveLength(251);
    expect(await town.deps.pending.all()).toEqual([]);
  }, 120_000);

  it('finds what is behind a great many that change nothing', async () => {
    const town = city(`2026-11-10${MORNING}`);
    const many = Array.from({ length: 120 }, (_, serial) => penalty(`same-${serial}`, { subject: serial % 40 }));
    await town.change(...many);
    await town.run({ reason: 'manual', allowVolume: true });
    await town.change(...many, ...Array.from({ length: 30 }, (_, serial) => penalty(`new-${serial}`)));
    await town.run(undefined, { ...town.deps, mostChanges: 5 });
    expect(await shown(town)).toHaveLength(150);
    expect(await town.deps.pending.all()).toEqual([]);
  }, 120_000);

  it('publishes a day of no change, and otherwise nothing without a change', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.run();
    expect(await pathsIn(town.deps.disclosure)).toEqual([]);
    await town.run(DAILY);
    expect(await town.deps.heads.read()).toMatchObject({ version: 1, entries: 0, state: 'projected' });
    await town.run();
    expect(await town.deps.heads.read()).toMatchObject({ version: 1 });
    expect(await shown(town)).toEqual([]);
  });

  it('does what must be done even if a request cannot be read', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'));
    await town.run({ reason: 'no such reason' });
    expect(messagesOf(town)).toContain(publisherMessages.requestMalformed);
    expect(await shown(town)).toEqual(['a 1']);
  });

  it('serves permanent files as such, others for a minute, and gzip files as what they are', async () => {
    const town = city(`2026-11-10${MORNING}`);
    const served = new Map<string, object | undefined>();
    const { disclosure } = town.deps;
    await town.change(penalty('a'));
    await town.run(DAILY, {
      ...town.deps,
      disclosure: {
        ...disclosure,
        put: (path, body, as) => {
          served.set(path, as);
          return disclosure.put(path, body, as);
        },
      },
    });
    const minute = { contentType: 'application/json', cacheControl: 'max-age=60' };
    expect(served.get('latest.json')).toEqual(minute);
    expect(served.get('v/1/delta.ndjson.gz')).toEqual({
      contentType: 'application/gzip',
      cacheControl: 'max-age=31536000, immutable',
    });
  });

  it('keeps an entry with an identity number out, and says so, and lets all others through', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a', { fields: { penaltyContent: '对11010519491231002X罚款' } }), penalty('b'));
    await town.run();
    expect(await shown(town)).toEqual(['b 1']);
    expect(town.logged.find(({ message }) => message === publisherMessages.entryRefused)?.fields).toEqual({
      record: 'a',
      reason: 'identity-number',
    });
    await town.change(penalty('a', { version: 2 }));
    await town.run();
    expect(await shown(town)).toEqual(['a 2', 'b 1']);
  });

  it('takes an entry out if its correction may not pass: the old content must not stay', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'), penalty('b'));
    await town.run();
    await town.change(penalty('a', { version: 2, fields: { penaltyContent: '对11010519491231002X罚款' } }));
    await town.run();
    expect(await shown(town)).toEqual(['b 1']);
  });

  it('removes at night what lies beside the listed files', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'));
    await town.run();
    await town.deps.disclosure.put(`bulk/parts/${'0'.repeat(64)}.ndjson.gz`, new Uint8Array(1));
    await town.deps.disclosure.put('by-subject/0000.json', new TextEncoder().encode('{"entries":[]}'));
    await town.run(DAILY);
    expect(await shown(town)).toEqual(['a 1']);
    expect(messagesOf(town)).toContain(publisherMessages.straysRemoved);
  });

  it('notices at night if its notes do not add up to the digest, and then touches nothing', async () => {
    const town = city(`2026-11-10${MORNING}`);
    await town.change(penalty('a'));
    await town.run();
    const [state] = (await town.deps.states.get(['a'])).values();
    await town.deps.states.put(state?.published ? [{ ...state, published: { ...state.published, version: 9 } }] : []);
    await town.deps.disclosure.put('by-subject/0000.json', new TextEncoder().encode('{"entries":[]}'));
    await town.run(DAILY);
    expect(messagesOf(town)).toContain(publisherMessages.digestDiffers);
    expect(await pathsIn(town.deps.disclosure)).toContain('by-subject/0000.json');
  });
});
