import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpCall } from '../../infra/seed/http-call.ts';
import { seedLists } from '../../infra/seed/seed-lists.ts';
import { clientOf, expectProblem, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const CLERK = officer('credit-office', 'officer-1', 'credit-office');
const REVIEWER = officer('justice', 'reviewer-1', 'legal-reviewer');
const READER = officer('finance', 'officer-1', 'implementer');
const TODAY = '2026-11-10';

let target: Target;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  target = await startTarget(new Date(`${TODAY}T01:00:00.000Z`));
  client = clientOf(target);
});
afterAll(() => target?.stop());

const tokenOf = ({ officer: sub, department, roles }: typeof CLERK) => target.token({ sub, department, roles });
const seed = async () => {
  const tokens = { clerk: await tokenOf(CLERK), reviewer: await tokenOf(REVIEWER) };
  return seedLists(httpCall(target.apiUrl, tokens), { inForceFrom: TODAY });
};

it('two officers seed the register of instruments and the two lists; whoever runs it again changes nothing', async () => {
  const done = await seed();
  expect(done.editions.map(({ list, edition }) => [list, edition])).toEqual([
    ['behaviours', 1],
    ['measures', 1],
  ]);
  expect(await seed()).toMatchObject({
    proposed: 0,
    approved: 0,
    editions: [{ done: 'nothing' }, { done: 'nothing' }],
  });
  const read = await client.call(READER, 'GET', '/lists/measures');
  expect(read.body).toMatchObject({ edition: 1, state: 'published', publishedBy: REVIEWER.officer });
  expect(read.body.entries.some(({ usable }: { usable: unknown }) => usable === true)).toBe(true);
});

it('a repealed basis is gone from its day on, and from no day before', async () => {
  const { body } = await client.call(READER, 'GET', '/instruments');
  const { id, version } = body.instruments.find(({ code }: { code: string }) => code === 'tourism-law-108');
  const changed = (who: typeof CLERK, path: string, at: number, sent: object) =>
    client.call(who, 'POST', `/instruments/${id}${path}`, { body: sent, headers: { 'if-match': `"${at}"` } });
  const repeal = { until: '2026-12-01', document: '主席令', reason: '法律修订' };
  expect((await changed(CLERK, '/repeal', version, repeal)).status).toBe(200);
  const decision = { confirmed: true, reason: '属实' };
  expectProblem(await changed(CLERK, '/repeal/confirmation', version + 1, decision), 403, 'role-required');
  expect((await changed(REVIEWER, '/repeal/confirmation', version + 1, decision)).status).toBe(200);
  const codesOn = async (day: string): Promise<readonly string[]> =>
    (await client.call(READER, 'GET', `/instruments?on=${day}`)).body.instruments.map(
      ({ code }: { code: string }) => code,
    );
  expect(await codesOn('2026-11-30')).toContain('tourism-law-108');
  expect(await codesOn('2026-12-01')).not.toContain('tourism-law-108');
});
