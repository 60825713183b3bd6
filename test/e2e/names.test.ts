import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarDate } from '../../shared/kernel/beijing-time.ts';
import { searchNames } from '../../shared/name-index/search.ts';
import { COMPANY, licence } from '../builders/submissions.ts';
import { clientOf, officer } from './client.ts';
import { startTarget, type Target } from './target.ts';

const reporter = officer('market-regulation');
const second = officer('market-regulation', 'officer-2');

let target: Target;
beforeAll(async () => {
  target = await startTarget(new Date('2026-11-10T02:00:00.000Z'));
});
afterAll(() => target?.stop());

/** As a reader does it: files over HTTP alone; what is not there is 404, or 403 where nobody may list. */
const read = async (path: string): Promise<string | undefined> => {
  const response = await fetch(`${target.publicUrl}/${path}`);
  if ([403, 404].includes(response.status)) return undefined;
  expect(response.status).toBe(200);
  return response.text();
};

const find = (query: string) => searchNames(query, { read, today: calendarDate('2026-11-10') });

describe('the name of an organisation', () => {
  it('is found by a part of it and by its initials from the publication on, and not any more when its licence was withdrawn', async () => {
    const api = clientOf(target);
    const posted = await api.call(reporter, 'POST', '/records', { body: licence({ subject: COMPANY }) });
    expect(posted.status).toBe(201);
    await target.idle();
    await target.firePublication('additions');
    await target.idle();
    const lead = { code: COMPANY.unifiedSocialCreditCode, name: COMPANY.name };
    const part = COMPANY.name.slice(2, 6);
    expect((await find(part)).leads).toMatchObject([lead]);
    expect((await find(`（${part}）`)).leads).toMatchObject([lead]);
    expect((await find('YXGS')).leads).toMatchObject([lead]);
    expect(await find('查无此名')).toEqual({ leads: [], more: false });

    const of = `/records/${posted.body.id}/withdrawal`;
    const body = { verb: 'revoke', document: '庄市监撤〔2026〕2号', decidedOn: '2026-11-09', reason: '决定予以撤销' };
    const proposed = await api.call(reporter, 'POST', of, { headers: { 'if-match': '"1"' }, body });
    expect(proposed.body.state).toBe('withdrawal-proposed');
    const confirmed = await api.call(second, 'POST', `${of}/confirmation`, {
      headers: { 'if-match': '"2"' },
      body: { confirmed: true },
    });
    expect(confirmed.body.state).toBe('ended');
    await target.idle();
    expect(await find(part)).toEqual({ leads: [], more: false });
    expect(await find('yxgs')).toEqual({ leads: [], more: false });
  });
});
