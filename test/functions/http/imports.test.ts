import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeImports } from '../../../functions/queue/handlers/take-imports.ts';
import { IMPORT_ATTEMPTS } from '../../../shared/imports/progress.ts';
import { intakeCountStore } from '../../../shared/quality/intake-count-store.ts';
import { toNationalRow } from '../../../shared/records/national-row.ts';
import { send } from '../../builders/files.ts';
import { announcedImport, licences, ndjson } from '../../builders/imports.ts';
import { licence, memberRecord, PERSON } from '../../builders/submissions.ts';
import { workbookOf } from '../../shared/imports/tables/workbooks.ts';
import '../../to-be-problem.ts';
import { type Api, officer, REPORTER, SECOND, startApi } from './support/api.ts';
import { fileCame, importing, messageOf } from './support/importing.ts';

let api: Api;
let work: ReturnType<typeof importing>;
beforeAll(async () => {
  api = await startApi();
  work = importing(api, 4_000);
});
afterAll(() => api?.stop());

const STRANGER = officer('tax', 'officer-9');

const post = (body: object, who = REPORTER) => api.call('post-import', { who, body });
const get = (id: string, who = REPORTER) => api.call('get-import', { who, id });

const sent = async (bytes: Buffer, change: object = {}) => {
  const { body } = await post(announcedImport(bytes, change));
  expect(await send(body.form, bytes)).toMatchObject({ status: 204 });
  return body.id as string;
};
const takenIn = async (bytes: Buffer, change: object = {}) => {
  const id = await sent(bytes, change);
  await work.all(id);
  return (await get(id)).body;
};
const errorsOf = async (body: { readonly errors: { readonly link: { readonly url: string } } }) => {
  const read = await fetch(body.errors.link.url);
  return { text: await read.text(), headers: read.headers };
};

describe('a file of records', () => {
  it('is announced, sent by its form, and taken in as if each row had been posted', async () => {
    const bytes = ndjson(licences(30, 'A'));
    const posted = await post(announcedImport(bytes));
    expect(posted.status).toBe(201);
    expect(posted.headers['location']).toBe(`/imports/${posted.body.id}`);
    expect(posted.body).toMatchObject({
      state: 'awaited',
      size: bytes.length,
      uploadUntil: '2026-11-10T03:00:00.000Z',
    });
    await send(posted.body.form, bytes);
    await work.all(posted.body.id);
    const { body, headers } = await get(posted.body.id);
    expect(body).toMatchObject({
      state: 'finished',
      counts: { rows: 30, created: 30, unchanged: 0, refused: 0 },
    });
    expect(body.parts.all).toBeGreaterThan(3);
    expect(body.parts.done).toBe(body.parts.all);
    expect(body).not.toHaveProperty('errors');
    expect(headers['etag']).toBe('"3"');
    const again = await api.post(licence({ documentNumber: '庄市监许〔2026〕A-7号' }));
    expect(again.status).toBe(200);
    expect(await work.paths()).toEqual([]);
  });

  it('that holds refused rows gives them back to be mended and sent again, and nothing is doubled', async () => {
    const rows = licences(5, 'B');
    const bad = [{ ...rows[1], decisionDate: '2026-13-01' }, '{"half": ', { ...rows[3], subject: undefined }];
    const bytes = ndjson([rows[0], bad[0], rows[2], bad[1], bad[2]]);
    const body = await takenIn(bytes);
    expect(body.counts).toEqual({ rows: 5, created: 2, unchanged: 0, refused: 3 });
    expect(body.errors).toMatchObject({ rows: 3, keptUntil: '2026-11-24' });
    const { text, headers } = await errorsOf(body);
    const errors = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(errors.map(({ number }) => number)).toEqual([2, 4, 5]);
    expect(errors[0].errors[0]).toMatchObject({ pointer: '/decisionDate' });
    expect(errors[0].errors[0].detail.zh).toMatch(/\p{sc=Han}/u);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(new URL(body.errors.link.url).searchParams.get('response-content-disposition')).toContain(
      "UTF-8''%E8%AE%B8",
    );
    const mended = ndjson([{ ...errors[0], row: rows[1] }, rows[4], rows[0]]);
    expect((await takenIn(mended)).counts).toEqual({ rows: 3, created: 2, unchanged: 1, refused: 0 });
  });

  it('ends though a refused row holds what some take for the end of a line', async () => {
    const [row] = licences(1, 'S');
    const body = await takenIn(
      ndjson([{ ...row, decisionDate: '2026-13-01', documentNumber: '文\u2028号\u2029\u0085' }]),
    );
    expect(body).toMatchObject({ state: 'finished', counts: { rows: 1, refused: 1 } });
    expect((await errorsOf(body)).text).toContain('文\u2028号\u2029');
  });

  it('that is a workbook is taken in as its rows, and gives back the one that is refused', async () => {
    const rows = [
      ...licences(3, 'W'),
      licence({ documentNumber: '庄市监许〔2026〕W-坏号', decisionDate: '2027-01-01' }),
    ];
    const national = rows.map((row) => toNationalRow('administrative-licence', row));
    const headings = Object.keys(national[0] ?? {});
    const cells = national.map((row) => headings.map((heading) => row[heading] ?? ''));
    const bytes = Buffer.from(workbookOf({ sheets: [{ rows: [headings, ...cells] }] }));
    const body = await takenIn(bytes, { format: 'xlsx', name: '许可.xlsx' });
    expect(body).toMatchObject({ state: 'finished', counts: { rows: 4, created: 3, unchanged: 0, refused: 1 } });
    expect((await errorsOf(body)).text).toContain('W-坏号');
    // The same row posted is the same record.
    const again = await api.post({ kind: 'administrative-licence', national: national[1] });
    expect(again.status, JSON.stringify(again.body)).toBe(200);
    expect((await work.paths()).filter((path) => !path.startsWith('errors/'))).toEqual([]);
  });

  it('of which every row was there already changes nothing', async () => {
    const bytes = ndjson(licences(12, 'C'));
    await takenIn(bytes);
    const before = (await api.stored()).filter((item) => item.includes('"entity":"record"'));
    const again = await post(announcedImport(bytes));
    expect(again.status).toBe(201);
    await send(again.body.form, bytes);
    await work.all(again.body.id);
    expect((await get(again.body.id)).body.counts).toEqual({ rows: 12, created: 0, unchanged: 12, refused: 0 });
    expect((await api.stored()).filter((item) => item.includes('"entity":"record"'))).toEqual(before);
  });

  it('that contradicts itself keeps the first of two rows, and counts the same row twice once', async () => {
    const [row] = licences(1, 'D');
    const bytes = ndjson([row, { ...row, decisionDate: '2026-11-01' }, row]);
    const body = await takenIn(bytes);
    expect(body.counts).toEqual({ rows: 3, created: 1, unchanged: 1, refused: 1 });
    const { text } = await errorsOf(body);
    expect(JSON.parse(text)).toMatchObject({ number: 2, row: { decisionDate: '2026-11-01' } });
  });

  it('of persons finds each once, and says nothing of them in its work', async () => {
    const rows = licences(6, 'E', { subject: PERSON, disclosure: undefined });
    const logged = api.logged.length;
    const body = await takenIn(ndjson(rows));
    expect(body.counts).toEqual({ rows: 6, created: 6, unchanged: 0, refused: 0 });
    const persons = (await api.stored()).filter((item) => item.includes('"entity":"person"'));
    expect(persons).toHaveLength(1);
    expect(JSON.stringify([api.logged.slice(logged), await work.paths()])).not.toContain('19900101');
  });

  it('whose subject is known under another name is held as a post would be', async () => {
    await api.post(licence({ documentNumber: '庄市监许〔2026〕F-1号' }));
    const [row] = licences(1, 'F2');
    const renamed = { ...row, subject: { ...licence().subject, name: '另一个名称' } };
    expect((await takenIn(ndjson([renamed]))).counts.created).toBe(1);
    const { body } = await api.post(renamed);
    expect(body.holds).toHaveLength(1);
  });
});

describe('what is announced', () => {
  it.each([
    ['another kind of file', { format: 'pdf' }, 'invalid-value', '/format'],
    ['a kind of record that there is not', { kind: 'score' }, 'invalid-value', '/kind'],
    ['more than a file may hold', { size: 1_610_612_737 }, 'file-too-large', '/size'],
    ['nothing', { size: 0 }, 'invalid-value', '/size'],
    ['the ending of another format', { name: '许可.csv' }, 'file-name-unfit', '/name'],
    ['an identity number in its name', { name: '21029919900101001X.ndjson' }, 'identity-number-in-text', '/name'],
    ['a digest in capitals', { sha256: 'A'.repeat(64) }, 'invalid-value', '/sha256'],
    ['a kind that others write', { kind: 'court-defaulter' }, 'writer-not-allowed', '/kind'],
  ] as const)('is refused with %s, by its place', async (_, change, kind, pointer) => {
    const reply = await post(announcedImport(ndjson(licences(1, 'X')), change));
    expect(reply).toBeProblem(kind === 'writer-not-allowed' ? 403 : 422, kind, pointer);
  });

  it('is the same import again while it is under way, for a colleague too, with a new form when little time is left', async () => {
    const bytes = ndjson(licences(1, 'H'));
    const first = await post(announcedImport(bytes));
    const again = await post(announcedImport(bytes), SECOND);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    expect(again.body.form.until).toBe(first.body.form.until);
    api.setTime('2026-11-10T02:40:00.000Z');
    const later = await post(announcedImport(bytes));
    api.setTime('2026-11-10T02:00:00.000Z');
    expect([later.body.id, later.body.uploadUntil]).toEqual([first.body.id, '2026-11-10T03:40:00.000Z']);
    await send(later.body.form, bytes);
    await work.all(first.body.id);
    expect((await get(first.body.id)).body).toMatchObject({ state: 'finished', counts: { created: 1 } });
  });
});

describe('an import', () => {
  it('of another department is as absent as none', async () => {
    const id = await sent(ndjson(licences(1, 'I')));
    expect(await get(id, STRANGER)).toBeProblem(404, 'not-found');
    const cancel = { who: STRANGER, id, headers: { 'if-match': '"1"' } };
    expect(await api.call('cancel-import', cancel)).toBeProblem(404, 'not-found');
    const { body } = await api.call('list-imports', { who: STRANGER });
    expect(body.imports).toEqual([]);
  });

  it('is cancelled before it runs: what was sent is deleted, and no row is taken in', async () => {
    const id = await sent(ndjson(licences(3, 'J')));
    const headers = { 'if-match': '"1"' };
    expect((await api.call('cancel-import', { id, headers })).body).toMatchObject({ state: 'cancelled' });
    await work.all(id);
    expect((await get(id)).body).toMatchObject({ state: 'cancelled' });
    expect(await work.paths()).not.toContain(`incoming/${id}`);
    expect((await api.post(licences(1, 'J')[0])).status).toBe(201);
  });

  it('is not cancelled once it ran', async () => {
    const { id } = await takenIn(ndjson(licences(1, 'K')));
    const reply = await api.call('cancel-import', { id, headers: { 'if-match': '"3"' } });
    expect(reply).toBeProblem(409, 'state-forbids');
  });

  it('is refused as a whole if its file is no table, and says why', async () => {
    const bytes = Buffer.from('no,headings\r\nat,all\r\n');
    const body = await takenIn(bytes, { format: 'csv', name: '许可.csv' });
    expect(body).toMatchObject({ state: 'rejected', problem: { type: '/docs/problems#unreadable-table' } });
    const empty = await takenIn(Buffer.from('\n\n'));
    expect(empty).toMatchObject({ state: 'rejected', problem: { type: '/docs/problems#no-rows' } });
    expect(await work.paths()).not.toContain(`incoming/${empty.id}`);
  });

  it('whose bytes are others than announced is refused, where the bucket itself did not', async () => {
    const bytes = ndjson(licences(2, 'L'));
    for (const [other, pointer] of [
      [Buffer.concat([bytes, Buffer.from('\n')]), '/size'],
      [Buffer.from(bytes).fill(0x20, 9, 12), '/sha256'],
    ] as const) {
      const { body } = await post(announcedImport(bytes, { name: `${pointer.slice(1)}.ndjson` }));
      await work.bucket.put(`incoming/${body.id}`, other);
      await work.all(body.id);
      const { problem } = (await get(body.id)).body;
      expect(problem.type).toBe('/docs/problems#file-not-as-announced');
      expect(problem.errors[0].pointer).toBe(pointer);
    }
  });

  it('is listed for its department, those under way first announced first, page by page', async () => {
    const mine = officer('transport');
    const bytes = ndjson(licences(1, 'M'));
    for (const name of ['1', '2', '3']) await post(announcedImport(bytes, { name: `${name}.ndjson` }), mine);
    const first = await api.call('list-imports', { who: mine, query: { limit: '2' } });
    const cursor = new URLSearchParams(/\?([^>]+)>/.exec(first.headers['link'] ?? '')?.[1]).get('cursor') ?? '';
    const second = await api.call('list-imports', { who: mine, query: { limit: '2', cursor } });
    const names = [...first.body.imports, ...second.body.imports].map(({ name }) => name);
    expect(names.toSorted()).toEqual(['1.ndjson', '2.ndjson', '3.ndjson']);
    expect((await api.call('list-imports', { who: mine, query: { status: 'done' } })).body.imports).toEqual([]);
    const crossed = await api.call('list-imports', { who: mine, query: { status: 'done', cursor } });
    expect(crossed).toBeProblem(400, 'invalid-cursor');
  });
});

describe('work on an import', () => {
  it('that is done twice, or in another order, changes nothing', async () => {
    const id = await sent(ndjson(licences(20, 'N')));
    await work.handle(messageOf(fileCame(id)));
    const parts = work.waiting.splice(0);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of [...parts.toReversed(), ...parts]) await work.handle(messageOf(part));
    await work.handle(messageOf(fileCame(id)));
    expect((await get(id)).body).toMatchObject({ state: 'finished', counts: { rows: 20, created: 20, unchanged: 0 } });
    expect(work.waiting).toEqual([]);
  });

  it('shows how far it is, and that it stands still once a part was given up', async () => {
    const id = await sent(ndjson(licences(20, 'O')));
    await work.handle(messageOf(fileCame(id)));
    const [first, second, ...rest] = work.waiting.splice(0);
    await work.handle(messageOf(first));
    const { body } = await get(id);
    expect(body).toMatchObject({ state: 'running', parts: { done: 1, all: rest.length + 2 } });
    expect(body.counts.rows).toBeGreaterThan(0);
    expect(body).not.toHaveProperty('standing');
    const busy = importing(api, 4_000);
    const broken = takeImports({ ...busy.deps, addMany: async (heads) => heads.map(() => 'busy' as const) });
    const answered = await broken(messageOf(second, IMPORT_ATTEMPTS));
    expect(answered.batchItemFailures).toHaveLength(1);
    expect((await get(id)).body).not.toHaveProperty('standing');
    api.setTime('2026-11-10T02:10:00.000Z');
    expect((await get(id)).body).toMatchObject({ state: 'running', standing: true });
    for (const part of [second, ...rest]) await work.handle(messageOf(part));
    api.setTime('2026-11-10T02:00:00.000Z');
    expect((await get(id)).body).toMatchObject({ state: 'finished', counts: { rows: 20, created: 20 } });
  });
});

describe('a template', () => {
  it.each(['csv', 'xlsx'])('is downloaded as %s; sent as it is it can be read, and holds no rows', async (format) => {
    const params = { kind: 'administrative-licence' };
    const reply = await api.call('get-import-template', { params, query: { format } });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-disposition']).toBe(`attachment; filename="administrative-licence.${format}"`);
    const body = await takenIn(reply.body, { format, name: `模板.${format}` });
    expect(body).toMatchObject({ state: 'rejected', problem: { type: '/docs/problems#no-rows' } });
  });

  it('of no kind is not there', async () => {
    expect(await api.call('get-import-template', { params: { kind: 'score' } })).toBeProblem(404, 'not-found');
  });
});

describe('a file of an association', () => {
  const ASSOCIATION = officer('construction-association', 'secretary-1', 'association');

  it('is taken in as its posts are, counted by part, and holds what it may write alone', async () => {
    const rows = [1, 2, 3].map((number) => memberRecord({ documentNumber: `建协记〔2026〕文${number}号` }));
    const bytes = ndjson([...rows, memberRecord({ subject: PERSON, documentNumber: '建协记〔2026〕文4号' })]);
    const announced = announcedImport(bytes, { kind: 'member-record' });
    const { body } = await post(announced, ASSOCIATION);
    expect(body.state, JSON.stringify(body)).toBe('awaited');
    await send(body.form, bytes);
    await work.all(body.id);
    expect((await get(body.id, ASSOCIATION)).body.counts).toMatchObject({ created: 3, refused: 1 });
    expect(await get(body.id)).toBeProblem(404, 'not-found');
    expect(await post(announcedImport(bytes, { kind: 'honour' }), ASSOCIATION)).toBeProblem(403, 'writer-not-allowed');
    expect(await post(announced)).toBeProblem(403, 'writer-not-allowed');
    const counted: { readonly accepted: number; readonly refused: number }[] = [];
    await intakeCountStore(api.stores.derived).eachPage('2026-11', (page) =>
      counted.push(...page.filter(({ department }) => department === ASSOCIATION.department)),
    );
    expect(counted.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(3);
    expect(counted.reduce((sum, { refused }) => sum + refused, 0)).toBe(1);
  });
});
