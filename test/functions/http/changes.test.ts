import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getRecordHistory } from '../../../functions/http/handlers/get-record-history.ts';
import type { ApiEvent, ApiResult } from '../../../shared/http/event.ts';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import { COOPERATIVE, licence, penalty } from '../../builders/submissions.ts';
import type { Reply } from '../../to-be-problem.ts';
import '../../to-be-problem.ts';
import {
  type Api,
  eventOf,
  type OperationId,
  officer,
  REPORTER,
  type Request,
  SECOND,
  startApi,
} from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

let serial = 0;
const posted = async (content: object = {}): Promise<string> => {
  serial += 1;
  const { status, body } = await api.post(penalty({ documentNumber: `庄市监〔2026〕${serial}号` }, { ...content }));
  expect(status).toBe(201);
  return body.id;
};

const change = (operation: OperationId, id: string, version: number | string, body: unknown, request: Request = {}) =>
  api.call(operation, {
    id,
    body,
    ...request,
    headers: { 'if-match': typeof version === 'string' ? version : `"${version}"`, ...request.headers },
  });

const correct = (id: string, version: number | string, content: object, request?: Request) =>
  change('correct-record', id, version, { reason: '录入有误', content }, request);
const WITHDRAWAL = { verb: 'revoke', document: '庄市监撤〔2026〕1号', decidedOn: '2026-11-09', reason: '认定事实不清' };
const propose = (id: string, version: number, request?: Request) =>
  change('propose-withdrawal', id, version, WITHDRAWAL, request);
const decide = (id: string, version: number, confirmed: boolean, who = SECOND) =>
  change('confirm-withdrawal', id, version, { confirmed }, { who });
const release = (id: string, version: number, who = SECOND) =>
  change('release-hold', id, version, { finding: '经核对系同一主体' }, { who });

const versionsOf = async (id: string): Promise<readonly number[]> => {
  const { body } = await api.call('get-record-history', { id });
  return body.versions.map(({ version }: { version: number }) => version);
};

const CHANGES: readonly (readonly [OperationId, object])[] = [
  ['correct-record', { reason: '有误', content: { fineFen: 1 } }],
  ['propose-withdrawal', WITHDRAWAL],
  ['confirm-withdrawal', { confirmed: true }],
  ['release-hold', { finding: '核对无误' }],
];

describe.each(CHANGES)('%s', (operation, body) => {
  it('asks for the version that was read, as its ETag says it', async () => {
    const id = await posted();
    for (const version of ['', '1', 'W/"1"', '*', '"0"', '"01"', '"1", "2"', '"-1"'])
      expect(await change(operation, id, version, body), version).toBeProblem(428, 'precondition-required');
    expect(await api.call(operation, { id, body })).toBeProblem(428, 'precondition-required');
    expect(await change(operation, id, 2, body)).toBeProblem(412, 'stale-version');
    expect(await versionsOf(id)).toEqual([1]);
  });

  it('is made to a record of one’s own alone', async () => {
    const id = await posted();
    expect(await change(operation, id, 1, body, { who: officer('tax') })).toBeProblem(404, 'not-found');
    expect(await change(operation, 'nothing', 1, body)).toBeProblem(404, 'not-found');
  });

  it('takes a body of its contract and no other', async () => {
    const id = await posted();
    const before = await api.stored();
    expect(await change(operation, id, 1, { ...body, force: true })).toBeProblem(422, 'unknown-field', '/force');
    for (const wrong of [null, [], 'x', 1])
      expect(await change(operation, id, 1, wrong)).toBeProblem(422, 'invalid-value', '');
    expect((await change(operation, id, 1, {})).status).toBe(422);
    expect(await change(operation, id, 1, undefined, { raw: '{' })).toBeProblem(400, 'broken-json');
    expect(await change(operation, id, 1, body, { headers: { 'content-type': 'text/plain' } })).toBeProblem(
      415,
      'unsupported-media-type',
    );
    expect(await change(operation, id, 1, body, { headers: { 'idempotency-key': '' } })).toBeProblem(
      422,
      'invalid-value',
    );
    expect(await api.stored()).toEqual(before);
  });
});

type Refused = readonly [
  what: string,
  operation: OperationId,
  body: object,
  status: number,
  kind: FailureKind,
  pointer: string | undefined,
];
const IDENTITY = '21029919900101001X';
const correction = (given: object) => ({ reason: '有误', ...given });
const disclosure = { public: true, basis: '法', socialImpact: '影响', decidedOn: '2026-11-10' };

// biome-ignore format: a case is a line
const REFUSED: readonly Refused[] = [
  ['a correction of the subject', 'correct-record', correction({ subject: {} }), 422, 'fixed-field', '/subject'],
  ['a correction that says nothing new', 'correct-record', correction({ content: { fineFen: 2_000_000 } }), 422, 'nothing-to-correct', undefined],
  ['a correction without a reason', 'correct-record', { content: { fineFen: 1 } }, 422, 'missing-field', '/reason'],
  ['a higher fine', 'correct-record', correction({ content: { fineFen: 2_000_001 } }), 422, 'worsening-correction', '/content/fineFen'],
  ['a date that there is not', 'correct-record', correction({ content: { validTo: '2026-02-30' } }), 422, 'impossible-date', '/content/validTo'],
  ['a text that is too long', 'correct-record', correction({ content: { remarks: 'x'.repeat(513) } }), 422, 'text-too-long', '/content/remarks'],
  ['an unknown field of the content', 'correct-record', correction({ content: { score: 1 } }), 422, 'unknown-field', '/content/score'],
  ['a field that cannot be missing', 'correct-record', correction({ content: { violationFacts: null } }), 422, 'missing-field', '/content/violationFacts'],
  ['a fine without its amount', 'correct-record', correction({ content: { fineFen: null } }), 422, 'amount-missing', '/content/fineFen'],
  ['a law that seals it', 'correct-record', correction({ content: { legalBasis: '治安管理处罚法' } }), 422, 'sealed-by-law', '/content/legalBasis'],
  ['an identity number in the reason', 'correct-record', { reason: IDENTITY, content: { fineFen: 1 } }, 422, 'identity-number-in-text', '/reason'],
  ['unreadable text', 'correct-record', correction({ content: { remarks: '\ufffd' } }), 422, 'unreadable-text', '/content/remarks'],
  ['a disclosure decided tomorrow', 'correct-record', correction({ disclosure: { ...disclosure, decidedOn: '2026-11-11' } }), 422, 'decision-in-future', '/disclosure/decidedOn'],
  ['a disclosure without social impact', 'correct-record', correction({ disclosure: { public: true, basis: '法', decidedOn: '2026-11-10' } }), 422, 'disclosure-without-basis', '/disclosure/socialImpact'],
  ['a minor case that stays public for no reason', 'correct-record', correction({ severity: { grade: 'minor', criterion: '轻微' } }), 422, 'necessity-required', '/disclosure/necessity'],
  ['a higher grade', 'correct-record', correction({ severity: { grade: 'serious', criterion: '严重' } }), 422, 'worsening-correction', '/severity/grade'],
  ['a withdrawal by an unknown verb', 'propose-withdrawal', { ...WITHDRAWAL, verb: 'delete' }, 422, 'invalid-value', '/verb'],
  ['a withdrawal decided tomorrow', 'propose-withdrawal', { ...WITHDRAWAL, decidedOn: '2026-11-11' }, 422, 'decision-in-future', '/decidedOn'],
  ['a withdrawal on no day', 'propose-withdrawal', { ...WITHDRAWAL, decidedOn: '2026-11-31' }, 422, 'impossible-date', '/decidedOn'],
  ['an identity number in what will be public', 'propose-withdrawal', { ...WITHDRAWAL, reason: `当事人${IDENTITY}` }, 422, 'identity-number-in-text', '/reason'],
  ['a confirmation of what was not proposed', 'confirm-withdrawal', { confirmed: true }, 409, 'state-forbids', undefined],
  ['a confirmation in words', 'confirm-withdrawal', { confirmed: 'yes' }, 422, 'invalid-value', '/confirmed'],
  ['a release of what is not held', 'release-hold', { finding: '无误' }, 409, 'state-forbids', undefined],
  ['a release without a finding', 'release-hold', { finding: ' ' }, 422, 'missing-field', '/finding'],
];

describe('a change is refused, and nothing is stored of it:', () => {
  it.each(REFUSED)('%s', async (_, operation, body, status, kind, pointer) => {
    const id = await posted();
    const before = await api.stored();
    for (const language of ['zh', 'en']) {
      const request = { headers: { 'accept-language': language, 'idempotency-key': 'change' } };
      expect(await change(operation, id, 1, body, request)).toBeProblem(status, kind, pointer);
    }
    expect(await api.stored()).toEqual(before);
  });

  it('an identity number in the word of a second officer', async () => {
    const id = await posted();
    await propose(id, 1);
    const decided = await change('confirm-withdrawal', id, 2, { confirmed: false, reason: IDENTITY }, { who: SECOND });
    expect(decided).toBeProblem(422, 'identity-number-in-text', '/reason');
    const held = await posted({ remarks: '电话13912345678' });
    const found = await change('release-hold', held, 1, { finding: IDENTITY }, { who: SECOND });
    expect(found).toBeProblem(422, 'identity-number-in-text', '/finding');
  });
});

describe('a correction', () => {
  it('is a new version; the same request again is answered alike, another one on the old version is stale', async () => {
    const id = await posted();
    const first = await correct(id, 1, { fineFen: 1_000_000 });
    expect(first).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2, content: { fineFen: 1_000_000 } },
    });
    const again = await correct(id, 1, { fineFen: 1_000_000 });
    expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: first.body });
    expect(await correct(id, 1, { fineFen: 900_000 })).toBeProblem(412, 'stale-version');
    expect(await correct(id, 1, { fineFen: 1_000_000 }, { who: SECOND })).toBeProblem(412, 'stale-version');
    expect(await versionsOf(id)).toEqual([1, 2]);
  });

  it('made twenty times at once is one version: the others are told to read it again, or to come again', async () => {
    const id = await posted();
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => correct(id, 1, { fineFen: n })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      if (reply.status === 412) expect(reply).toBeProblem(412, 'stale-version');
      else expect(reply).toBeProblem(503, 'service-busy');
    }
    expect(await versionsOf(id)).toEqual([1, 2]);
  });

  it('under a key that was used for another request is refused', async () => {
    const id = await posted();
    const headers = { 'idempotency-key': 'c-1' };
    expect((await correct(id, 1, { fineFen: 3 }, { headers })).status).toBe(200);
    expect((await correct(id, 1, { fineFen: 3 }, { headers })).status).toBe(200);
    expect(await correct(id, 2, { fineFen: 2 }, { headers })).toBeProblem(422, 'idempotency-key-reused');
    expect(await versionsOf(id)).toEqual([1, 2]);
  });
});

describe('a withdrawal', () => {
  it('takes two officers, and ends the record for good', async () => {
    const id = await posted();
    expect((await propose(id, 1)).body).toMatchObject({ state: 'withdrawal-proposed', withdrawal: { verb: 'revoke' } });
    expect(await decide(id, 2, true, REPORTER)).toBeProblem(403, 'same-officer');
    expect(await propose(id, 2)).toBeProblem(409, 'state-forbids');
    const ended = (await decide(id, 2, true)).body;
    expect(ended).toMatchObject({ state: 'ended', end: { proposedBy: REPORTER.officer, confirmedBy: SECOND.officer } });
    expect(ended.publicity).toBeUndefined();
    for (const [operation, body] of CHANGES)
      expect(await change(operation, id, 3, body, { who: officer('market-regulation', 'third') })).toBeProblem(
        409,
        'state-forbids',
      );
    expect(await versionsOf(id)).toEqual([1, 2, 3]);
  });

  it('that is rejected leaves the record as it was', async () => {
    const id = await posted();
    await propose(id, 1);
    expect((await decide(id, 2, false)).body).toMatchObject({ state: 'active', version: 3 });
    expect((await correct(id, 3, { fineFen: 1 })).status).toBe(200);
  });
});

describe('a held record', () => {
  const renamed = async (name: string): Promise<string> => {
    serial += 1;
    await api.post(licence({ documentNumber: `庄许〔2026〕${serial}号` }));
    serial += 1;
    const { body } = await api.post(
      licence({ documentNumber: `庄许〔2026〕${serial}号`, subject: { ...COOPERATIVE, name } }),
    );
    expect(body.holds).toEqual(['name-differs']);
    return body.id;
  };

  it('is released by another officer, and its name is known from then on', async () => {
    const id = await renamed('改名合作社');
    expect(await release(id, 1, REPORTER)).toBeProblem(403, 'same-officer');
    const released = await release(id, 1);
    expect(released.body).toMatchObject({ state: 'active', holds: [] });
    expect((await release(id, 1)).body).toEqual(released.body);
    serial += 1;
    const next = await api.post(
      licence({ documentNumber: `庄许〔2026〕${serial}号`, subject: { ...COOPERATIVE, name: '改名合作社' } }),
    );
    expect(next.body.state).toBe('active');
  });

  it('whose release loses to a withdrawal leaves its name unknown', async () => {
    const id = await renamed('误认合作社');
    const [released, proposed] = await Promise.all([release(id, 1), propose(id, 1)]);
    const stored = (await api.stored()).filter((item) => item.includes('"SUBJECT"') && item.includes('误认合作社'));
    expect([released.status, proposed.status].filter((status) => status === 200)).toHaveLength(1);
    expect(stored).toHaveLength(released.status === 200 ? 1 : 0);
  });

  it('that was corrected and withdrawn without anybody having heard of it ends in silence', async () => {
    const id = await posted({ remarks: '电话13912345678' });
    expect((await correct(id, 1, { fineFen: 1 })).body.state).toBe('held');
    await propose(id, 2);
    expect((await decide(id, 3, true)).body.state).toBe('ended');
    const head = (await api.stores.records.find(id))?.image;
    expect(head?.told).toBeUndefined();
  });

  it('that a correction mends is told of like a new one', async () => {
    const id = await posted({ remarks: '电话13912345678' });
    const mended: Reply = await correct(id, 1, { remarks: null });
    expect(mended.body.state).toBe('active');
    expect((await api.stores.records.find(id))?.image.told).toEqual({ since: 2, recipients: ['credit-office'] });
  });
});

describe('the history', () => {
  it('is read page by page, each version once, as it was', async () => {
    const id = await posted();
    for (let version = 1; version <= 60; version += 1) await correct(id, version, { fineFen: 1_000 - version });
    const versions: {
      version: number;
      hash: string;
      previousHash: string;
      record: { content: { fineFen: number } };
    }[] = [];
    let cursor: string | undefined;
    do {
      const { body, headers } = await api.call('get-record-history', { id, ...(cursor && { query: { cursor } }) });
      versions.push(...body.versions);
      cursor = /cursor=([^>]+)>; rel="next"/.exec(headers['link'] ?? '')?.[1];
    } while (cursor);
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 61 }, (_, at) => at + 1));
    expect(versions[0]?.record.content.fineFen).toBe(2_000_000);
    for (const [index, { previousHash }] of versions.entries())
      expect(previousHash).toBe(versions[index - 1]?.hash ?? '');
  });

  it('that grows while it is read shows each version once, up to the one that was the newest', async () => {
    const id = await posted();
    const { records } = api.deps;
    const handler = getRecordHistory({
      ...api.deps,
      records: {
        find: async (wanted) => {
          const head = await records.find(wanted);
          await correct(id, 1, { fineFen: 1 });
          return head;
        },
        history: records.history,
      },
    }) as unknown as (event: ApiEvent, context: object) => Promise<ApiResult>;
    const { body } = await handler(eventOf('get-record-history', { id }), {});
    expect(JSON.parse(body).versions.map(({ version }: { version: number }) => version)).toEqual([1]);
    expect(await versionsOf(id)).toEqual([1, 2]);
  });

  it('is not read from a cursor that is none', async () => {
    const id = await posted();
    for (const cursor of ['', 'x', '!!', 'MTIzNDU2Nzg5MDEy', Buffer.from('1 OR 1').toString('base64url')])
      expect(await api.call('get-record-history', { id, query: { cursor } })).toBeProblem(400, 'invalid-cursor');
    expect(await api.call('get-record-history', { id, query: { cursor: 'x'.repeat(201) } })).toBeProblem(
      422,
      'text-too-long',
      '/cursor',
    );
    expect(await api.call('get-record-history', { id, query: { page: '2' } })).toBeProblem(
      422,
      'unknown-field',
      '/page',
    );
  });
});
