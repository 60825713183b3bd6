import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingDate } from '../../../shared/kernel/beijing-time.ts';
import { announced, pdf, send, TEST_SIGNATURE } from '../../builders/files.ts';
import { COMPANY, penalty } from '../../builders/submissions.ts';
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
const WAIT_MS = 20_000;

const post = (body: object) => client.call(REPORTER, 'POST', '/files', { body });

/** Waits for the scan's word: S3 tells of a file when it pleases. */
const judged = async (id: string) => {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const { body } = await client.call(REPORTER, 'GET', `/files/${id}`);
    if (body.state !== 'pending' || Date.now() > deadline) return body;
    await pause(100);
  }
};

describe('a file that is handed in', () => {
  it('goes past the API into its bucket, is looked at, and is read by a link that has it saved', async () => {
    const bytes = pdf('端到端');
    const { status, body } = await post(announced(bytes));
    expect([status, body.state]).toEqual([201, 'pending']);
    expect((await send(body.form, bytes)).status).toBe(204);
    const file = await judged(body.id);
    expect(file.state).toBe('clean');
    const read = await fetch(file.link.url);
    expect([read.status, Buffer.from(await read.arrayBuffer()).equals(bytes)]).toEqual([200, true]);
    expect(read.headers.get('content-disposition')).toMatch(/^attachment; /);
    expectProblem(await client.call(STRANGER, 'GET', `/files/${body.id}`), 404, 'not-found');
    await target.idle();
  });

  it('is refused by S3 or by the scan when it is not what was announced', async () => {
    const bytes = pdf('大小');
    const { body } = await post(announced(bytes));
    expect((await send(body.form, Buffer.concat([bytes, bytes]))).text).toContain('EntityTooLarge');
    const other = Buffer.from(bytes).fill(0x41, 12, 14);
    const sent = await send(body.form, other);
    // Where S3 compares digests nothing came; where it does not, the scan does.
    if (sent.status < 300) expect((await judged(body.id)).rejection.reason).toBe('wrong-digest');
    const again = await post(announced(bytes));
    expect((await send(again.body.form, bytes)).status).toBe(204);
    expect((await judged(body.id)).state).toBe('clean');
  });

  it('is refused when it is infected, and its bytes are gone', async () => {
    const bytes = pdf(TEST_SIGNATURE);
    const { body } = await post(announced(bytes));
    await send(body.form, bytes);
    const file = await judged(body.id);
    expect(file).toMatchObject({ state: 'rejected', rejection: { reason: 'infected' } });
    expect(file).not.toHaveProperty('link');
  });
});

describe('an entry that is taken down', () => {
  const OFFICE = officer('credit-office', 'office-1', 'credit-office');
  const SECOND = officer('credit-office', 'office-2', 'credit-office');
  const day = beijingDate(Date.now());

  const publicIds = async (): Promise<readonly string[]> => {
    const { prefixLength } = (await client.published('lookup.json')).body;
    const prefix = createHash('sha256').update(COMPANY.unifiedSocialCreditCode).digest('hex').slice(0, prefixLength);
    const { body } = await client.published(`by-subject/${prefix}.json`);
    return (body.entries ?? []).map(({ publicId }: { publicId: string }) => publicId);
  };

  it('leaves the public copy without a schedule, is told to its department, and comes back when a second officer says so', async () => {
    const decided = { decisionDate: day, disclosure: { ...penalty().disclosure, decidedOn: day } };
    const posted = await client.call(REPORTER, 'POST', '/records', { body: penalty(decided) });
    expect(posted.status).toBe(201);
    await target.idle();
    await target.firePublication('additions');
    await target.idle();
    const { publicId } = (await client.call(REPORTER, 'GET', `/records/${posted.body.id}`)).body.publicity;
    expect(await publicIds()).toContain(publicId);

    const path = `/records/${posted.body.id}/take-down`;
    expectProblem(await client.call(REPORTER, 'POST', path, { body: { reason: '自行下架' } }), 403, 'role-required');
    expect((await client.call(OFFICE, 'POST', path, { body: { reason: '内容含他人隐私' } })).status).toBe(200);
    await target.idle();
    expect(await publicIds()).not.toContain(publicId);
    const inbox = await client.call(REPORTER, 'GET', '/notifications');
    expect(JSON.stringify(inbox.body)).toContain('record.suspended');

    const lift = { body: { confirmed: false, reason: '经核实无误' } };
    expectProblem(await client.call(OFFICE, 'POST', `${path}/confirmation`, lift), 403, 'same-officer');
    expect((await client.call(SECOND, 'POST', `${path}/confirmation`, lift)).status).toBe(200);
    await target.idle();
    await target.firePublication('additions');
    await target.idle();
    expect(await publicIds()).toContain(publicId);
    const auditor = officer('audit', 'auditor-1', 'auditor');
    const chain = await client.call(auditor, 'GET', `/audit/chains/${posted.body.id}`);
    expect(chain.body).toMatchObject({ holds: true, versions: 3, entity: 'record' });
  });
});
