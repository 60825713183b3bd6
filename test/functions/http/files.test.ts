import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachableFiles } from '../../../shared/files/attachable.ts';
import { fileStore } from '../../../shared/files/file-store.ts';
import { announced, jpeg, pdf, send } from '../../builders/files.ts';
import { penalty } from '../../builders/submissions.ts';
import '../../to-be-problem.ts';
import { type Api, officer, REPORTER, SECOND, startApi } from './support/api.ts';
import { cleanFile, scanning } from './support/scanning.ts';
import { account, CLERK, mandateOf, visitOf } from './support/subject-side.ts';

let api: Api;
let scan: ReturnType<typeof scanning>;
beforeAll(async () => {
  api = await startApi();
  scan = scanning(api);
});
afterAll(() => api?.stop());

const STRANGER = officer('tax', 'officer-9');

let serial = 0;
const paper = () => {
  serial += 1;
  return pdf(`证据 ${serial}`);
};
const post = (body: object, who = REPORTER) => api.call('post-file', { who, body });
const get = (id: string, who = REPORTER, mandate?: string) =>
  api.call('get-file', { who, id, ...(mandate !== undefined && { query: { mandate } }) });

describe('a file', () => {
  it('is announced, sent by its form, looked at, and read by a link for five minutes', async () => {
    const bytes = paper();
    const posted = await post(announced(bytes));
    expect(posted.status).toBe(201);
    expect(posted.headers['location']).toBe(`/files/${posted.body.id}`);
    expect(posted.body).toMatchObject({ state: 'pending', name: '证据.pdf', bytes: bytes.length });
    expect(posted.body.uploadUntil).toBe('2026-11-10T02:15:00.000Z');
    expect(await send(posted.body.form, bytes)).toMatchObject({ status: 204 });
    expect((await get(posted.body.id)).body).toMatchObject({ state: 'pending' });
    expect((await get(posted.body.id)).body).not.toHaveProperty('link');
    await scan.all();
    const { body } = await get(posted.body.id);
    expect(body).toMatchObject({ state: 'clean', link: { until: '2026-11-10T02:05:00.000Z' } });
    const { searchParams } = new URL(body.link.url);
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('response-content-disposition')).toContain("filename*=UTF-8''%E8%AF%81%E6%8D%AE.pdf");
    const read = await fetch(body.link.url);
    expect(Buffer.from(await read.arrayBuffer()).equals(bytes)).toBe(true);
    expect(read.headers.get('content-type')).toBe('application/pdf');
    expect(read.headers.get('content-disposition')).toMatch(/^attachment; filename="__\.pdf"; filename\*=UTF-8''%E8/);
  });

  it('is the same file when it is announced again, by a colleague too', async () => {
    const bytes = paper();
    const first = await post(announced(bytes));
    const again = await post(announced(bytes), SECOND);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(again.body.form.until).toBe(first.body.form.until);
    await send(again.body.form, bytes);
    await scan.all();
    const after = await post(announced(bytes));
    expect(after.body).toMatchObject({ id: first.body.id, state: 'clean' });
    expect(after.body).not.toHaveProperty('form');
  });

  it('gets a new form once the old one has run out', async () => {
    const bytes = paper();
    const first = await post(announced(bytes));
    api.setTime('2026-11-10T02:20:00.000Z');
    const again = await post(announced(bytes));
    api.setTime('2026-11-10T02:00:00.000Z');
    expect([again.body.id, again.body.uploadUntil]).toEqual([first.body.id, '2026-11-10T02:35:00.000Z']);
  });
});

describe('S3 refuses', () => {
  it.each([
    ['one byte more', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')]), {}, 'EntityTooLarge'],
    ['one byte less', (bytes: Buffer) => bytes.subarray(1), {}, 'EntityTooSmall'],
    ['nothing at all', () => Buffer.alloc(0), {}, 'EntityTooSmall'],
    ['other bytes', (bytes: Buffer) => Buffer.from(bytes).fill(0x20, 9, 12), {}, 'BadDigest'],
    ['another type', (bytes: Buffer) => bytes, { 'Content-Type': 'text/html' }, 'Policy Condition failed'],
    ['another place', (bytes: Buffer) => bytes, { key: 'checked/x' }, 'Policy Condition failed'],
    ['a digest of one’s own', (bytes: Buffer) => bytes, { 'x-amz-checksum-sha256': 'AAAA' }, 'Policy Condition failed'],
    ['a header of one’s own', (bytes: Buffer) => bytes, { 'Cache-Control': 'public' }, 'Extra input fields'],
    ['a policy of one’s own', (bytes: Buffer) => bytes, { Policy: 'e30=' }, 'SignatureDoesNotMatch'],
  ])('%s', async (_, change, fields, reason) => {
    const bytes = paper();
    const { body } = await post(announced(bytes));
    const sent = await send(body.form, change(bytes), fields as Record<string, string>);
    expect(sent.status).toBeGreaterThanOrEqual(400);
    expect(sent.text).toContain(reason);
    expect(await scan.paths()).not.toContain(`incoming/${body.id}`);
  });

  it('a form that has run out', async () => {
    const bytes = paper();
    const { body } = await post(announced(bytes));
    api.engines.setFormClock(() => new Date(Date.now() + 16 * 60_000));
    const sent = await send(body.form, bytes);
    api.engines.setFormClock(() => new Date());
    expect(sent).toMatchObject({ status: 403, text: expect.stringContaining('Policy expired') });
  });
});

describe('what is announced', () => {
  it.each([
    ['another type', { mediaType: 'text/html' }, 'file-type-not-allowed', '/mediaType'],
    ['too much', { bytes: 20 * 1_048_576 + 1 }, 'file-too-large', '/bytes'],
    ['nothing', { bytes: 0 }, 'invalid-value', '/bytes'],
    ['half a byte', { bytes: 1.5 }, 'invalid-value', '/bytes'],
    ['a path', { name: '../a.pdf' }, 'file-name-unfit', '/name'],
    ['the ending of another type', { name: 'a.png' }, 'file-name-unfit', '/name'],
    ['an identity number in its name', { name: '张三11010519491231002X.pdf' }, 'identity-number-in-text', '/name'],
    ['a digest in capitals', { sha256: 'A'.repeat(64) }, 'invalid-value', '/sha256'],
    ['a purpose that there is not', { purpose: 'fun' }, 'invalid-value', '/purpose'],
    ['a field that there is not', { key: 'x' }, 'unknown-field', '/key'],
    ['a mandate that there is not', { mandate: 'a'.repeat(22) }, 'not-found', '/mandate'],
  ])('is refused with %s, by its place', async (_, change, kind, pointer) => {
    const reply = await post(announced(paper(), change));
    expect(reply.body.type).toBe(`/docs/problems#${kind}`);
    expect(reply.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('may be a file of exactly the size that is allowed', async () => {
    expect((await post(announced(paper(), { bytes: 20 * 1_048_576 }))).status).toBe(201);
  });
});

describe('whose a file is', () => {
  it('is the department’s: another does not learn that it is there', async () => {
    const id = await cleanFile(api, REPORTER, paper());
    expect((await get(id, SECOND)).body.state).toBe('clean');
    expect(await get(id, STRANGER)).toBeProblem(404, 'not-found');
    expect(await get('a'.repeat(22))).toBeProblem(404, 'not-found');
  });

  it('is the subject’s, whoever acts for it', async () => {
    const agent = account('agent-of-files');
    const mandate = await mandateOf(api, agent, { capacity: 'agent' });
    const id = await cleanFile(api, agent, jpeg(), { name: '照片.jpg', mediaType: 'image/jpeg', mandate });
    expect((await get(id, agent, mandate)).body.state).toBe('clean');
    const visit = await visitOf(api, { receipt: '回执-文件-1' });
    expect((await get(id, CLERK, visit)).body.state).toBe('clean');
    expect(await get(id, agent)).toBeProblem(404, 'not-found');
    expect(await get(id, CLERK)).toBeProblem(404, 'not-found');
    expect(await get(id, REPORTER)).toBeProblem(404, 'not-found');
    expect(await get(id, account('somebody-else'), mandate)).toBeProblem(404, 'not-found');
  });

  it('is nobody’s who is a subject alone and names no mandate, whatever department the token bears', async () => {
    const odd = { department: 'market-regulation', officer: 'odd', roles: 'subject' };
    expect(await post(announced(paper()), odd)).toBeProblem(422, 'missing-field');
    const id = await cleanFile(api, REPORTER, paper());
    expect(await get(id, odd)).toBeProblem(404, 'not-found');
  });
});

describe('what may be attached', () => {
  it('is what is clean and one’s own; what is another’s is answered like what is not there', async () => {
    const clean = await cleanFile(api, REPORTER, paper());
    const { body: pending } = await post(announced(paper()));
    const others = await cleanFile(api, STRANGER, paper());
    const ids = [clean, pending.id, others, 'a'.repeat(22)];
    const stored = await fileStore(api.stores.register).of(ids);
    expect(attachableFiles(stored, ids, REPORTER.department, '/files')).toEqual([
      { kind: 'file-not-clean', pointer: '/files/1', parameters: { state: 'pending' } },
      { kind: 'file-not-found', pointer: '/files/2' },
      { kind: 'file-not-found', pointer: '/files/3' },
    ]);
  });
});

describe('what is kept and logged', () => {
  it('holds no name of a file, and no address', async () => {
    const lines = JSON.stringify(api.logged);
    expect(lines).not.toContain('证据');
    expect(lines).not.toContain('X-Amz-Signature');
    expect((await scan.paths()).join()).not.toMatch(/证据|pdf/);
  });
});

describe('a file that an objection bears', () => {
  const HANDLER = officer('market-regulation', 'handler-1');
  const AUDITOR = officer('audit', 'auditor-1', 'auditor');

  const objected = async () => {
    const company = account('company-of-files');
    const mandate = await mandateOf(api, company, { receipt: '回执-文件-2' });
    const bytes = paper();
    const file = await cleanFile(api, company, bytes, { mandate });
    const record = (await api.post(penalty({ documentNumber: `庄市监罚〔2026〕附${serial}号` }))).body.id;
    const filed = await api.call('file-objection', {
      who: company,
      id: mandate,
      body: {
        target: { type: 'record', id: record },
        grounds: '处罚对象有误，见附件',
        wanted: { outcome: 'delete', text: '请求删除' },
        files: [file],
      },
    });
    expect(filed.status).toBe(201);
    return { bytes, file, objection: filed.body.id as string };
  };
  const read = (id: string, file: string, who = HANDLER) =>
    api.call('get-objection-file', { who, id, params: { file } });

  it('is read by who handles it and by who supervises, by a link of some minutes', async () => {
    const { bytes, file, objection } = await objected();
    for (const who of [HANDLER, AUDITOR]) {
      const reply = await read(objection, file, who);
      expect(reply.body).toMatchObject({ id: file, name: '证据.pdf', state: 'clean' });
      const response = await fetch(reply.body.link.url);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    }
  });

  it('is absent for another department, and no other file can be read through the objection', async () => {
    const { file, objection } = await objected();
    expect(await read(objection, file, STRANGER)).toBeProblem(404, 'not-found');
    const other = await cleanFile(api, STRANGER, paper());
    expect(await read(objection, other)).toBeProblem(404, 'not-found');
    expect(await read(objection, '..%2f..')).toBeProblem(404, 'not-found');
    expect(await read('a'.repeat(22), file)).toBeProblem(404, 'not-found');
    const repair = { who: HANDLER, id: objection, params: { file } };
    expect(await api.call('get-repair-file', repair)).toBeProblem(404, 'not-found');
  });
});
