import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FailureKind } from '../../../shared/kernel/failure.ts';
import '../../to-be-problem.ts';
import { type Api, type OperationId, officer, type Request, startApi } from './support/api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const CLERK = officer('credit-office', 'officer-1', 'credit-office');
const REVIEWER = officer('justice', 'reviewer-1', 'legal-reviewer');
const READER = officer('finance', 'officer-1', 'implementer');

let serial = 0;
const entry = (changes: object = {}) => {
  serial += 1;
  return {
    code: `work-safety-law-${serial}`,
    rank: 'law',
    title: { zh: '安全生产法', en: 'Work Safety Law' },
    issuer: { zh: '全国人民代表大会常务委员会', en: 'Standing Committee of the NPC' },
    article: { zh: '第七十八条', en: 'article 78' },
    inForceFrom: '2021-09-01',
    ...changes,
  };
};
const propose = (body: object, who = CLERK) => api.call('propose-instrument', { who, body });
const change = (operation: OperationId, id: string, version: number, request: Request) =>
  api.call(operation, { id, ...request, headers: { 'if-match': `"${version}"`, ...request.headers } });
const approve = (id: string, version = 1, approved = true, who = REVIEWER) =>
  change('approve-instrument', id, version, { who, body: { approved, reason: '已核对条文' } });
const REPEAL = { until: '2026-12-01', document: '主席令第一号', reason: '法律修订' };
const repeal = (id: string, version: number, body: object = REPEAL) =>
  change('propose-repeal', id, version, { who: CLERK, body });
const confirm = (id: string, version: number, confirmed = true, who = REVIEWER) =>
  change('confirm-repeal', id, version, { who, body: { confirmed, reason: '属实' } });
const registered = async (changes: object = {}): Promise<string> => {
  const { body } = await propose(entry(changes));
  expect((await approve(body.id)).status).toBe(200);
  return body.id;
};
const codesOn = async (on?: string): Promise<readonly string[]> => {
  const { body } = await api.call('list-instruments', { who: READER, ...(on && { query: { on } }) });
  return body.instruments.map(({ code }: { code: string }) => code);
};

describe('an instrument', () => {
  it('is proposed once: the same again is the same, other content under its code is refused', async () => {
    const body = entry();
    const first = await propose(body);
    expect(first).toMatchObject({
      status: 201,
      body: { state: 'proposed', inForce: false, rankName: { zh: '法律' }, author: CLERK.officer },
      headers: { etag: '"1"', location: `/instruments/${first.body.id}` },
    });
    const again = await propose(body);
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, version: 1 } });
    expect(again.headers['location']).toBeUndefined();
    expect(await propose({ ...body, rank: 'departmental-rule' })).toBeProblem(409, 'code-taken', '/code');
  });

  it('carries nothing until the legal reviewer has approved it, and is read by every department', async () => {
    const { body } = await propose(entry({ code: 'approved-later-1' }));
    expect(await codesOn('2026-11-10')).not.toContain('approved-later-1');
    expect(await codesOn()).toContain('approved-later-1');
    const approved = await approve(body.id);
    expect(approved).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { state: 'approved', inForce: true, approvedBy: REVIEWER.officer },
    });
    expect(await codesOn('2026-11-10')).toContain('approved-later-1');
    expect(await codesOn('2021-08-31')).not.toContain('approved-later-1');
    const read = await api.call('get-instrument', { who: READER, id: body.id });
    expect(read).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { code: 'approved-later-1' } });
  });

  it('is never approved by its author, whatever roles that officer has', async () => {
    const both = { ...CLERK, roles: 'credit-office legal-reviewer' };
    const { body } = await propose(entry(), both);
    expect(await approve(body.id, 1, true, both)).toBeProblem(403, 'same-officer');
    expect(await approve(body.id, 1, true, CLERK)).toBeProblem(403, 'role-required');
  });

  it('that was rejected is revised and decided again; once approved only its wording changes', async () => {
    const { body } = await propose(entry());
    await approve(body.id, 1, false);
    const { code: _, ...content } = entry({ article: { zh: '第七十九条', en: 'article 79' } });
    const revised = await change('revise-instrument', body.id, 2, { who: CLERK, body: { ...content, reason: '条号' } });
    expect(revised).toMatchObject({
      status: 200,
      body: { state: 'proposed', version: 3, article: { zh: '第七十九条' } },
    });
    await approve(body.id, 3);
    const late = await change('revise-instrument', body.id, 4, { who: CLERK, body: { ...content, reason: '再改' } });
    expect(late).toBeProblem(409, 'state-forbids');
    const title = { zh: '中华人民共和国安全生产法', en: 'Work Safety Law of the PRC' };
    const reworded = await change('reword-instrument', body.id, 4, { who: REVIEWER, body: { reason: '全称', title } });
    expect(reworded).toMatchObject({ status: 200, body: { title, state: 'approved', version: 5 } });
    const rank = await change('reword-instrument', body.id, 5, {
      who: REVIEWER,
      body: { reason: '降级', rank: 'rating' },
    });
    expect(rank).toBeProblem(422, 'unknown-field', '/rank');
  });

  it('is decided once by two reviewers at once; the other is told so, and the same word again is no other', async () => {
    const { body } = await propose(entry());
    const second = { ...REVIEWER, officer: 'justice/reviewer-2' };
    const replies = await Promise.all([approve(body.id), approve(body.id, 1, false, second)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    const first = replies[0]?.status === 200;
    const again = await approve(body.id, 1, first, first ? REVIEWER : second);
    expect(again).toMatchObject({ status: 200, body: { version: 2 } });
  });
});

describe('a repeal', () => {
  it('ends an entry from its day on, once another officer has confirmed it', async () => {
    const code = 'repealed-law-1';
    const id = await registered({ code });
    expect(await repeal(id, 2)).toMatchObject({ status: 200, body: { state: 'repeal-proposed', inForce: true } });
    expect(await codesOn('2026-12-01')).toContain(code);
    const both = { ...CLERK, roles: 'credit-office legal-reviewer' };
    expect(await confirm(id, 3, true, both)).toBeProblem(403, 'same-officer');
    expect(await confirm(id, 3)).toMatchObject({
      status: 200,
      body: { state: 'approved', inForceUntil: '2026-12-01', repeal: REPEAL, inForce: true },
    });
    expect(await codesOn('2026-11-30')).toContain(code);
    expect(await codesOn('2026-12-01')).not.toContain(code);
  });

  it('that is not confirmed changes nothing, and is proposed again', async () => {
    const id = await registered();
    await repeal(id, 2);
    const kept = await confirm(id, 3, false);
    expect(kept).toMatchObject({ status: 200, body: { state: 'approved', version: 4 } });
    expect(kept.body.repeal).toBeUndefined();
    expect((await repeal(id, 4)).status).toBe(200);
  });

  it('is not proposed for what is not approved, nor with an end before its beginning', async () => {
    const { body } = await propose(entry());
    expect(await repeal(body.id, 1)).toBeProblem(409, 'state-forbids');
    const id = await registered();
    expect(await repeal(id, 2, { ...REPEAL, until: '2021-09-01' })).toBeProblem(422, 'invalid-value', '/until');
    expect(await confirm(id, 2)).toBeProblem(409, 'state-forbids');
  });
});

describe('what is not lawful input', () => {
  const long = '法'.repeat(201);
  it.each<[string, object, number, FailureKind, string]>([
    ['an unknown rank', { rank: 'county-policy' }, 422, 'invalid-value', '/rank'],
    ['a code with capitals', { code: 'Work_Safety' }, 422, 'invalid-value', '/code'],
    ['no English title', { title: { zh: '法' } }, 422, 'missing-field', '/title/en'],
    ['a title that is too long', { title: { zh: long, en: 'law' } }, 422, 'text-too-long', '/title/zh'],
    ['a day that there is not', { inForceFrom: '2021-02-30' }, 422, 'impossible-date', '/inForceFrom'],
    ['an end before the beginning', { inForceUntil: '2021-09-01' }, 422, 'invalid-value', '/inForceUntil'],
    ['a score', { score: 90 }, 422, 'unknown-field', '/score'],
    [
      'an identity number',
      { note: { zh: '联系 210299199001010028', en: 'x' } },
      422,
      'identity-number-in-text',
      '/note/zh',
    ],
  ])('%s is refused, and nothing is stored', async (_, changes, status, kind, pointer) => {
    const before = await api.stored();
    expect(await propose(entry(changes))).toBeProblem(status, kind, pointer);
    expect(await api.stored()).toEqual(before);
  });

  it('an id of nothing is not found, a missing version is asked for, a stale one is refused', async () => {
    expect(await approve('A'.repeat(22))).toBeProblem(404, 'not-found');
    const { body } = await propose(entry());
    const without = await api.call('approve-instrument', {
      who: REVIEWER,
      id: body.id,
      body: { approved: true, reason: '可' },
    });
    expect(without).toBeProblem(428, 'precondition-required');
    expect(await approve(body.id, 7)).toBeProblem(412, 'stale-version');
    expect(await api.call('list-instruments', { who: READER, query: { on: 'today' } })).toBeProblem(
      422,
      'impossible-date',
    );
  });
});
