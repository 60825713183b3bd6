import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SITE_HEADERS } from '../../infra/site-headers.ts';
import { PublicStatistics } from '../../shared/statistics/public-statistics.ts';
import { licence } from '../builders/submissions.ts';
import { clientOf, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const NOW = new Date('2026-11-10T02:00:00.000Z');

let target: Target;
let api: ReturnType<typeof clientOf>;

beforeAll(async () => {
  target = await startTarget(NOW);
  api = clientOf(target);
  await target.idle();
});
afterAll(() => target?.stop());

const read = (path: string, headers: Record<string, string> = {}) => fetch(`${target.publicUrl}/${path}`, { headers });
const headersOf = (response: Response) => Object.fromEntries(response.headers);

describe('the public site', () => {
  it('is there once the system is deployed, and says whose it is', async () => {
    const config = await read('assets/site-config.json');
    expect(config.status).toBe(200);
    expect(await config.json()).toEqual({
      name: { zh: '庄河市信用信息公示', en: 'Zhuanghe public credit information' },
    });
    expect(headersOf(config)).toMatchObject({ 'cache-control': 'max-age=60', 'content-type': 'application/json' });
  });

  it('welcomes at its root, and says so where there is nothing', async () => {
    const welcome = await read('');
    expect([welcome.status, welcome.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const page = await welcome.text();
    expect(page).toContain('庄河市信用信息公示</span>');
    expect(page).not.toContain('<!--site-lines-->');
    for (const [, asset = ''] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g))
      expect((await read(asset)).status, asset).toBe(200);
    const absent = await read('no-such-page');
    expect([absent.status, absent.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(headersOf(absent)).toHaveProperty('content-security-policy');
  });

  it('sends its headers with every answer', async () => {
    const { 'access-control-allow-origin': anyOrigin, 'access-control-expose-headers': exposed, ...own } = SITE_HEADERS;
    const answer = await read('assets/site-config.json', { origin: 'https://elsewhere.example' });
    expect(headersOf(answer)).toMatchObject({ ...own, 'access-control-allow-origin': anyOrigin });
    expect(answer.headers.get('access-control-expose-headers')?.replaceAll(/,\s*/g, ', ')).toBe(exposed);
  });

  it('gives nothing twice to a reader who has it, and a part to one who asks for a part', async () => {
    const whole = await read('assets/site-config.json');
    const etag = whole.headers.get('etag') ?? '';
    expect((await read('assets/site-config.json', { 'if-none-match': etag })).status).toBe(304);
    const part = await read('assets/site-config.json', { range: 'bytes=0-3' });
    expect([part.status, await part.text()]).toEqual([206, (await whole.text()).slice(0, 4)]);
  });

  it('is left alone by a publication, and leaves alone what was published', async () => {
    await api.call(officer('market-regulation'), 'POST', '/records', { body: licence() });
    await target.idle();
    await target.firePublication('additions');
    await target.idle();
    const latest = await (await read('latest.json')).text();
    await target.fireSchedule('lay-site');
    await target.idle();
    expect(await (await read('latest.json')).text()).toBe(latest);
    expect((await read('assets/site-config.json')).status).toBe(200);
  });
});

describe('the figures', () => {
  it('are there for everybody, and name nobody: of one licence they tell nothing', async () => {
    await target.fireSchedule('fold-statistics');
    await target.idle();
    await target.fireSchedule('disclose-statistics');
    await target.idle();
    const statistics = PublicStatistics.parse(await (await read('statistics.json')).json());
    expect(statistics.countedAt).toMatch(/^2026-11-10T0/);
    expect(statistics.months).toMatchObject([
      {
        month: '2026-11',
        total: { onTime: null, late: 0, missing: 0, onTimePercent: null },
        kinds: [{ kind: 'administrative-licence', onTime: null }],
        departments: [{ departmentCode: 'market-regulation', onTime: null }],
      },
    ]);
  });
});
