import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedLists } from '../../../infra/seed/seed-lists.ts';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import { SEEDS } from '../../shared/lists/seeds.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, officer, type Request, startApi } from './support/api.ts';
import { seedCaller } from './support/seed-caller.ts';

let api: Api;

const CLERK = officer('credit-office', 'officer-1', 'credit-office');
const OTHER_CLERK = officer('credit-office', 'officer-2', 'credit-office');
const REVIEWER = officer('justice', 'reviewer-1', 'legal-reviewer');
const READER = officer('finance', 'officer-1', 'implementer');
const TODAY = '2026-11-10';

const entryOf = (code: string, changes: object = {}) => ({
  ...SEEDS.measures.find((entry) => entry.code === code),
  ...changes,
});
const prepare = (body: object, who = CLERK) => api.call('prepare-measures-edition', { who, body });
const change = (operation: OperationId, id: string, version: number, request: Request) =>
  api.call(operation, { id, ...request, headers: { 'if-match': `"${version}"`, ...request.headers } });
const edit = (id: string, version: number, body: object, who = CLERK) =>
  change('change-edition', id, version, { who, body: { reason: '调整', ...body } });
const publish = (id: string, version: number, who = REVIEWER) =>
  change('publish-edition', id, version, { who, body: { reason: '合法性审核通过' } });
const read = (query: Record<string, string> = {}, who = READER) => api.call('get-measures', { who, query });

describe('the two lists', () => {
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.stop());

  it('are not there before the first edition is published', async () => {
    expect(await read()).toBeProblem(404, 'not-found');
    const { body } = await api.call('list-measures-editions', { who: READER });
    expect(body).toEqual({ editions: [] });
  });

  it('are seeded by two officers over the API, and once more without any change', async () => {
    const call = seedCaller(api, { clerk: CLERK, reviewer: REVIEWER });
    const done = await seedLists(call, { inForceFrom: TODAY });
    expect(done).toEqual({
      proposed: SEEDS.instruments.length,
      approved: SEEDS.instruments.length,
      leftAlone: [],
      editions: ['behaviours', 'measures'].map((list) => ({ list, edition: 1, done: 'prepared and published' })),
    });
    const before = await api.stored();
    const again = await seedLists(call, { inForceFrom: TODAY });
    expect(again).toMatchObject({ proposed: 0, approved: 0, editions: [{ done: 'nothing' }, { done: 'nothing' }] });
    expect(await api.stored()).toEqual(before);
  });

  it('are seeded to the end after the seeding was broken off, wherever that was', async () => {
    const fresh = await startApi();
    try {
      const call = seedCaller(fresh, { clerk: CLERK, reviewer: REVIEWER });
      const total = 2 + SEEDS.instruments.length * 2 + 6;
      let asked = 0;
      for (let breakAt = 3; breakAt < total; breakAt += 29) {
        asked = 0;
        const broken: typeof call = (who, request) => {
          asked += 1;
          return asked > breakAt || request.path.endsWith('/publication')
            ? Promise.reject(new Error('broken off'))
            : call(who, request);
        };
        await seedLists(broken, { inForceFrom: TODAY }).catch(() => {});
      }
      const done = await seedLists(call, { inForceFrom: TODAY });
      expect(done).toMatchObject({
        leftAlone: [],
        editions: [{ done: 'published' }, { done: 'prepared and published' }],
      });
      const { body } = await fresh.call('get-measures', { who: READER });
      expect(body).toMatchObject({ edition: 1, version: 2, state: 'published' });
      const { body: register } = await fresh.call('list-instruments', { who: READER });
      const states = register.instruments.map(({ state, version }: Record<string, unknown>) => `${state} ${version}`);
      expect(new Set(states)).toEqual(new Set(['approved 2']));
    } finally {
      await fresh.stop();
    }
  });

  it('answer as of a day, by number, and say who published them', async () => {
    const today = await read();
    expect(today).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: {
        list: 'measures',
        edition: 1,
        state: 'published',
        authors: [CLERK.officer],
        publishedBy: REVIEWER.officer,
      },
    });
    expect(today.body.entries).toEqual(SEEDS.measures);
    expect((await read({ on: TODAY })).body.edition).toBe(1);
    expect(await read({ on: '2026-11-09' })).toBeProblem(404, 'not-found');
    expect((await read({ edition: '1' })).body.edition).toBe(1);
    expect(await read({ edition: '2' })).toBeProblem(404, 'not-found');
    expect(await read({ edition: '0' })).toBeProblem(422, 'invalid-value');
    expect(await read({ edition: '1', on: TODAY })).toBeProblem(422, 'invalid-value', '/on');
    const behaviours = await api.call('get-behaviours', { who: READER });
    expect(behaviours.body.entries).toEqual(SEEDS.behaviours);
  });

  it('go on by editions: prepared, changed, published, compared; the one before stays as it was', async () => {
    const prepared = await prepare({ inForceFrom: '2026-12-01', note: '修订' });
    const { id } = prepared.body;
    expect(prepared).toMatchObject({ status: 201, headers: { location: `/editions/${id}` }, body: { edition: 2 } });
    expect(await prepare({ inForceFrom: '2026-12-01', note: '修订' })).toMatchObject({ status: 200, body: { id } });
    expect(await prepare({ inForceFrom: '2026-12-05', note: '另一版' }, OTHER_CLERK)).toBeProblem(
      409,
      'edition-in-preparation',
    );
    expect(await read({ edition: '2' })).toBeProblem(404, 'not-found');
    expect((await read({ edition: '2' }, REVIEWER)).body.state).toBe('prepared');
    expect(await api.call('get-edition', { who: READER, id })).toBeProblem(404, 'not-found');

    const put = [entryOf('procurement-ban', { term: { minMonths: 12, maxMonths: 24 } })];
    const changed = await edit(id, 1, { put, remove: ['franchise-limits'] }, OTHER_CLERK);
    expect(changed).toMatchObject({ status: 200, body: { version: 2, authors: [CLERK.officer, OTHER_CLERK.officer] } });
    const published = await publish(id, 2);
    expect(published).toMatchObject({ status: 200, body: { state: 'published', version: 3 } });
    expect(await edit(id, 3, { note: '再改' })).toBeProblem(409, 'state-forbids');
    expect(await publish(id, 3)).toBeProblem(409, 'state-forbids');

    expect((await read({ on: '2026-11-30' })).body.edition).toBe(1);
    expect((await read({ on: '2026-12-01' })).body.edition).toBe(2);
    const difference = await api.call('get-measures-difference', { who: READER, query: { from: '1', to: '2' } });
    expect(difference.body).toEqual({
      list: 'measures',
      from: 1,
      to: 2,
      added: [],
      removed: ['franchise-limits'],
      changed: [{ code: 'procurement-ban', fields: ['term'] }],
    });
    const editions = await api.call('list-measures-editions', { who: READER });
    expect(editions.body.editions.map(({ edition, entries }: Record<string, number>) => [edition, entries])).toEqual([
      [2, SEEDS.measures.length - 1],
      [1, SEEDS.measures.length],
    ]);
    expect(await prepare({ inForceFrom: '2026-11-30', note: '倒退' })).toBeProblem(
      422,
      'in-force-too-early',
      '/inForceFrom',
    );
  });
});

describe('an edition in preparation', () => {
  beforeAll(async () => {
    api = await startApi();
    await seedLists(seedCaller(api, { clerk: CLERK, reviewer: REVIEWER }), { inForceFrom: TODAY });
  });
  afterAll(() => api?.stop());
  let id: string;
  let version: number;
  beforeEach(async () => {
    const { body } = await prepare({ inForceFrom: '2026-12-01', note: '修订' });
    ({ id, version } = body);
  });

  it('is prepared once by two officers at once', async () => {
    const fresh = await startApi();
    try {
      const ask = (who: typeof CLERK, note: string) =>
        fresh.call('prepare-behaviours-edition', { who, body: { inForceFrom: '2026-12-01', note, entries: [] } });
      const replies = await Promise.all([ask(CLERK, '甲'), ask(OTHER_CLERK, '乙')]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(replies.find(({ status }) => status === 409)).toBeProblem(409, 'edition-in-preparation');
    } finally {
      await fresh.stop();
    }
  });

  it('is changed by one of two officers at once; the other learns that it was overtaken', async () => {
    const replies = await Promise.all([
      edit(id, version, { note: '甲' }),
      edit(id, version, { note: '乙' }, OTHER_CLERK),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(replies.find(({ status }) => status === 412)).toBeProblem(412, 'stale-version');
  });

  it('is published by nobody who wrote in it', async () => {
    const both = { ...CLERK, roles: 'credit-office legal-reviewer' };
    expect(await publish(id, version, both)).toBeProblem(403, 'same-officer');
  });

  it.each<[string, object, number, FailureKind, string]>([
    [
      'a measure on the policy of the city alone',
      { bases: ['zhuanghe-2017-22-7'] },
      422,
      'basis-opens-nothing',
      '/put/0/bases',
    ],
    ['a measure without a basis', { bases: [] }, 422, 'basis-opens-nothing', '/put/0/bases'],
    [
      'an unknown instrument',
      { bases: ['government-procurement-law-77', 'no-law'] },
      422,
      'unknown-code',
      '/put/0/bases/1',
    ],
    ['an unknown decision type', { binds: ['marriage'] }, 422, 'unknown-code', '/put/0/binds/0'],
    ['an unknown field', { fields: ['astrology'] }, 422, 'unknown-code', '/put/0/fields/0'],
    ['a department of former times', { departments: ['tourism'] }, 422, 'unknown-department', '/put/0/departments/0'],
    ['an authority that may choose', { obligation: 'voluntary' }, 422, 'invalid-value', '/put/0/obligation'],
    ['a rank that opens nothing', { neededRanks: ['memorandum'] }, 422, 'invalid-value', '/put/0/neededRanks/0'],
    ['a term without an end', { term: { minMonths: 12 } }, 422, 'missing-field', '/put/0/term/maxMonths'],
    ['a score', { score: 1 }, 422, 'unknown-field', '/put/0/score'],
    ['an entry without a code', { code: '' }, 422, 'invalid-value', '/put/0/code'],
  ])('takes no entry with %s, and stays as it was', async (_, changes, status, kind, pointer) => {
    const before = await api.stored();
    const put = [entryOf('procurement-ban', changes)];
    expect(await edit(id, version, { put })).toBeProblem(status, kind, pointer);
    expect(await api.stored()).toEqual(before);
  });

  it('takes no code twice, takes off nothing that is not there, and does not reach back', async () => {
    const twice = [entryOf('procurement-ban'), entryOf('procurement-ban')];
    expect(await edit(id, version, { put: twice })).toBeProblem(422, 'duplicate-code', '/put/1/code');
    expect(await edit(id, version, { remove: ['nothing'] })).toBeProblem(422, 'unknown-code', '/remove/0');
    expect(await edit(id, version, { inForceFrom: '2026-11-09' })).toBeProblem(
      422,
      'in-force-too-early',
      '/inForceFrom',
    );
    expect(await edit(id, version, { put: ['text'] })).toBeProblem(422, 'invalid-value', '/put/0');
  });

  it('is not published while a basis of it was repealed, by the day on which it would come into force', async () => {
    const { body } = await api.call('list-instruments', { who: CLERK });
    const basis = body.instruments.find(({ code }: { code: string }) => code === 'bidding-law-53');
    const also = body.instruments.find(({ code }: { code: string }) => code === 'bidding-regulation-67');
    for (const one of [basis, also]) {
      const repeal = { until: '2026-12-01', document: '主席令', reason: '修订' };
      await change('propose-repeal', one.id, 2, { who: CLERK, body: repeal });
      await change('confirm-repeal', one.id, 3, { who: REVIEWER, body: { confirmed: true, reason: '属实' } });
    }
    const refused = await publish(id, version);
    expect(refused).toBeProblem(422, 'basis-opens-nothing');
    expect(refused.body.detail).toContain('bid-ban-collusion');
    const usable = { not: { zh: '依据已废止', en: 'its basis was repealed' } };
    const mended = await edit(id, version, { put: [entryOf('bid-ban-collusion', { usable })] });
    expect((await publish(id, mended.body.version)).status).toBe(200);
  });
});
