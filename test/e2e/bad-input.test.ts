import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fictionalPerson } from '../builders/fictional.ts';
import { COMPANY, licence, penalty } from '../builders/submissions.ts';
import { clientOf, expectProblem, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const YOUNG = fictionalPerson('李某某', '20050101', '001');

const NOW = new Date('2026-11-10T02:00:00.000Z');
const reporter = officer('market-regulation', 'officer-7');

let target: Target;
let api: ReturnType<typeof clientOf>;

beforeAll(async () => {
  target = await startTarget(NOW);
  api = clientOf(target);
});
afterAll(() => target?.stop());

const company = (override: object) => ({ ...COMPANY, ...override });
const number = (index: number) => ({ documentNumber: `庄市监罚〔2026〕9${index}号` });

const REFUSED: readonly (readonly [string, unknown, number, string, string])[] = [
  [
    'a wrong check character',
    penalty({ ...number(1), subject: company({ unifiedSocialCreditCode: '91210299000000019T' }) }),
    422,
    'wrong-check-character',
    '/subject/unifiedSocialCreditCode',
  ],
  [
    'an impossible date',
    penalty({ ...number(2), decisionDate: '2026-02-30' }),
    422,
    'impossible-date',
    '/decisionDate',
  ],
  [
    'a decision in the future',
    penalty({ ...number(3), decisionDate: '2026-11-11' }),
    422,
    'decision-in-future',
    '/decisionDate',
  ],
  [
    'an unknown department',
    penalty({ ...number(4), authority: { name: '庄河市不存在局', unifiedSocialCreditCode: '112102990000000192' } }),
    422,
    'unknown-department',
    '/authority/name',
  ],
  [
    'another department as authority',
    penalty({ ...number(5), authority: { name: '庄河市应急管理局', unifiedSocialCreditCode: '112102990000000192' } }),
    403,
    'foreign-department',
    '/authority/name',
  ],
  [
    'a fine without an amount',
    penalty(number(6), { penaltyCategories: ['罚款'], fineFen: undefined }),
    422,
    'amount-missing',
    '/content/fineFen',
  ],
  [
    'an identity number in text',
    penalty(number(7), { violationFacts: '当事人（身份证号21029919900101001X）' }),
    422,
    'identity-number-in-text',
    '/content/violationFacts',
  ],
  ['an unknown field', penalty(number(8), { score: 600 }), 422, 'unknown-field', '/content/score'],
  [
    'a sealed record',
    penalty(number(9), { legalBasis: '《中华人民共和国治安管理处罚法》第四十三条' }),
    422,
    'sealed-by-law',
    '/content/legalBasis',
  ],
  [
    'a minor',
    penalty({ ...number(10), subject: YOUNG, actDate: '2023-01-01', disclosure: undefined }),
    422,
    'under-age',
    '/actDate',
  ],
  [
    'a minor case that is to be public for no reason',
    penalty({ ...number(11), severity: { grade: 'minor', criterion: '轻微' } }),
    422,
    'necessity-required',
    '/disclosure/necessity',
  ],
  [
    'a public penalty without social impact',
    penalty({ ...number(12), disclosure: { public: true, basis: '法', decidedOn: '2026-11-02' } }),
    422,
    'disclosure-without-basis',
    '/disclosure/socialImpact',
  ],
  [
    'a licence without its required fields',
    licence({ ...number(13) }, { licenceContent: undefined }),
    422,
    'missing-field',
    '/content/licenceContent',
  ],
  [
    'a national row with a wrong amount',
    { kind: 'administrative-penalty', national: { CF_NR_FK: '0.20000001' } },
    422,
    'invalid-value',
    '/national/CF_NR_FK',
  ],
];

describe('bad input gets its own problem, and nothing is stored', () => {
  it.each(REFUSED)('%s', async (_, body, status, kind, pointer) => {
    expectProblem(await api.call(reporter, 'POST', '/records', { body }), status, kind, pointer);
    const again = await api.call(reporter, 'POST', '/records', { body });
    expect(again.status).toBe(status);
  });

  it('several problems are all named at once, in Chinese or in English', async () => {
    const body = penalty({ documentNumber: '', decisionDate: 'soon' });
    const chinese = await api.call(reporter, 'POST', '/records', { body });
    expectProblem(chinese, 422, 'several-problems', '/decisionDate');
    expect(chinese.headers.get('content-language')).toBe('zh');
    expect(chinese.body.detail).toContain('2 处问题');
    const english = await api.call(reporter, 'POST', '/records', { body, headers: { 'accept-language': 'en' } });
    expect(english.body.detail).toContain('2 problems');
  });

  it('broken JSON, the wrong media type, too large a body, too many records', async () => {
    expectProblem(await api.call(reporter, 'POST', '/records', { raw: '{"kind":' }), 400, 'broken-json');
    expectProblem(
      await api.call(reporter, 'POST', '/records', { raw: 'x', headers: { 'content-type': 'text/plain' } }),
      415,
      'unsupported-media-type',
    );
    expectProblem(
      await api.call(reporter, 'POST', '/records', { raw: `"${'x'.repeat(5_000_000)}"` }),
      413,
      'body-too-large',
    );
    expectProblem(
      await api.call(reporter, 'POST', '/records', { body: Array.from({ length: 101 }, () => ({})) }),
      413,
      'too-many-items',
    );
  });

  it('a hundred records get an outcome each: the good ones are stored, the bad ones say why', async () => {
    const good = Array.from({ length: 99 }, (_, index) =>
      licence({ documentNumber: `庄市监许〔2026〕3${index}号`, subject: COMPANY }),
    );
    const { status, body } = await api.call(reporter, 'POST', '/records', {
      body: [...good, penalty({ decisionDate: '2026-13-01' })],
    });
    expect(status).toBe(200);
    expect(body.outcomes.map((one: { outcome: string }) => one.outcome)).toEqual([
      ...good.map(() => 'created'),
      'refused',
    ]);
    expect(body.outcomes[99].problem.errors[0].pointer).toBe('/decisionDate');
  });

  it('an unknown route, with and without a token', async () => {
    expectProblem(await api.call(reporter, 'GET', '/scores/91210299000000019R'), 404, 'unknown-route');
    expectProblem(await api.call(undefined, 'DELETE', '/records/x'), 404, 'unknown-route');
  });

  it('a role that may not, and an id that does not exist', async () => {
    expectProblem(
      await api.call(officer('market-regulation', 'a', 'reader'), 'POST', '/records', { body: penalty() }),
      403,
      'role-required',
    );
    expectProblem(await api.call(reporter, 'GET', '/records/nothing'), 404, 'not-found');
  });

  it("no token, an expired or a forged one: the gateway's own answer", async () => {
    const unauthorized = { status: 401, body: { message: 'Unauthorized' } };
    expect(await api.call(undefined, 'POST', '/records', { body: penalty() })).toMatchObject(unauthorized);
    const expired = await target.token({ sub: 'a', department: 'market-regulation', roles: 'reporter' }, -60);
    const forged = `${expired.slice(0, -8)}AAAAAAAA`;
    for (const token of [expired, forged, 'x.y.z']) {
      const answer = await api.call(undefined, 'POST', '/records', {
        body: penalty(),
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer).toMatchObject(unauthorized);
    }
  });

  it('an Idempotency-Key used for two requests; the same request twice is one record', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await api.call(reporter, 'POST', '/records', {
      body: penalty({ documentNumber: '庄市监罚〔2026〕500号' }),
      headers,
    });
    expect(first.status).toBe(201);
    const again = await api.call(reporter, 'POST', '/records', {
      body: penalty({ documentNumber: '庄市监罚〔2026〕500号' }),
      headers,
    });
    expect({ status: again.status, id: again.body.id }).toEqual({ status: 200, id: first.body.id });
    const other = await api.call(reporter, 'POST', '/records', {
      body: penalty({ documentNumber: '庄市监罚〔2026〕501号' }),
      headers,
    });
    expectProblem(other, 422, 'idempotency-key-reused');
  });
});
