import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send } from '../../builders/files.ts';
import { announcedImport } from '../../builders/imports.ts';
import { COMPANY, COOPERATIVE } from '../../builders/submissions.ts';
import { clientOf, expectProblem, officer } from '../client.ts';
import { type LoggedTarget, startTarget } from '../target.ts';

let target: LoggedTarget;
let client: ReturnType<typeof clientOf>;
beforeAll(async () => {
  // S3 judges a form by its own clock, which nothing moves: so does whoever signs it.
  target = await startTarget(new Date());
  client = clientOf(target);
});
afterAll(() => target?.stop());

const REPORTER = officer('market-regulation');
const STRANGER = officer('tax', 'officer-9');
const WAIT_MS = 60_000;

/** Waits until an import is over: S3 tells of a file when it pleases. */
const over = async (id: string) => {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const { body } = await client.call(REPORTER, 'GET', `/imports/${id}`);
    if (!['awaited', 'running'].includes(body.state) || Date.now() > deadline) return body;
    await pause(100);
  }
};

const handIn = async (bytes: Buffer, name: string) => {
  const announced = announcedImport(bytes, { format: 'csv', name });
  const { status, body } = await client.call(REPORTER, 'POST', '/imports', { body: announced });
  expect([status, body.state]).toEqual([201, 'awaited']);
  expect((await send(body.form, bytes)).status).toBe(204);
  return over(body.id);
};

const HEADINGS = [
  'XK_XDR_MC',
  'XK_XDR_LB',
  'XK_XDR_SHXYM',
  'XK_WSH',
  'XK_XKWS',
  'XK_XKLB',
  'XK_NR',
  'XK_JDRQ',
  'XK_YXQZ',
  'XK_YXQZI',
  'XK_ZT',
];
const row = (
  subject: { readonly name: string; readonly unifiedSocialCreditCode: string },
  number: string,
  decided: string,
) =>
  [
    subject.name,
    '法人及非法人组织',
    subject.unifiedSocialCreditCode,
    number,
    '准予行政许可决定书',
    '普通',
    '预包装食品销售',
    decided,
    '2026-10-20',
    '2031-10-19',
    '1',
  ].join(',');
const csv = (...rows: readonly string[]) => Buffer.from(`\ufeff${[HEADINGS.join(','), ...rows].join('\r\n')}\r\n`);

describe('a clerk’s table', () => {
  it('is taken in row by row, its refused rows come back, and mended they are sent again with nothing doubled', async () => {
    const good = [
      row(COMPANY, '庄市监许〔2026〕901号', '2026/10/19'),
      row(COOPERATIVE, '庄市监许〔2026〕902号', '2026/10/19'),
    ];
    const bad = row(COMPANY, '庄市监许〔2026〕903号', '2026/13/19');
    const first = await handIn(csv(good[0] ?? '', bad, good[1] ?? ''), '许可十月.csv');
    expect(first).toMatchObject({ state: 'finished', counts: { rows: 3, created: 2, unchanged: 0, refused: 1 } });

    await target.idle();
    const { notifications } = (await client.call(REPORTER, 'GET', '/notifications?limit=100')).body;
    const told = notifications.filter(({ subject }: { readonly subject: string }) => subject === first.id);
    expect(told.map(({ type }: { readonly type: string }) => type)).toEqual(['joint-credit.import.finished']);

    const errors = await fetch(first.errors.link.url);
    const table = await errors.text();
    expect(table).toContain('错误原因');
    expect(table).toContain('庄市监许〔2026〕903号');
    const mended = Buffer.from(table.replace('2026/13/19', '2026/10/19'));
    const second = await handIn(mended, '许可十月-改.csv');
    expect(second).toMatchObject({ state: 'finished', counts: { rows: 1, created: 1, unchanged: 0, refused: 0 } });

    const all = csv(...good, row(COMPANY, '庄市监许〔2026〕903号', '2026/10/19'));
    const third = await handIn(all, '许可十月-全.csv');
    expect(third).toMatchObject({ state: 'finished', counts: { rows: 3, created: 0, unchanged: 3, refused: 0 } });
    expect(third).not.toHaveProperty('errors');
    expectProblem(await client.call(STRANGER, 'GET', `/imports/${first.id}`), 404, 'not-found');
  });

  it('is described by its template', async () => {
    const reply = await client.call(REPORTER, 'GET', '/imports/templates/administrative-licence?format=csv');
    expect(reply.status).toBe(200);
    expect(String(reply.body)).toContain('XK_WSH');
  });
});
